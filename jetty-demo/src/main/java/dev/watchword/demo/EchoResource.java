package dev.watchword.demo;

import dev.watchword.jaxrs.CurrentCaller;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** {@code GET /rest/echo}: the same by JAX-RS. */
@Path("echo")
public class EchoResource {
  private final Echo echo;

  EchoResource(Echo echo) {
    this.echo = echo;
  }

  /** Who called. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public String echo(@BeanParam CurrentCaller current) {
    return Json.text(echo.answer(current.caller().orElse(null)));
  }
}
