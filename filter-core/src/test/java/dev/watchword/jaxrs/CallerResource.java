package dev.watchword.jaxrs;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;

/** Tells callers what it sees of them. */
@Path("who")
public final class CallerResource {
  @GET
  public String tell(@Context SecurityContext security, @BeanParam CurrentCaller current) {
    Principal principal = security.getUserPrincipal();
    return "principal=%s name=%s admin=%s clerk=%s scheme=%s bean=%s"
        .formatted(
            principal == null ? null : principal.getClass().getSimpleName(),
            principal == null ? null : principal.getName(),
            security.isUserInRole("admin"),
            security.isUserInRole("clerk"),
            security.getAuthenticationScheme(),
            current.caller().map(Object::toString).orElse("nobody"));
  }

  @POST
  public String post() {
    return "posted";
  }

  @GET
  @Path("open")
  public String open(@Context SecurityContext security, @BeanParam CurrentCaller current) {
    return tell(security, current);
  }

  @GET
  @Path("vary")
  public Response vary() {
    return Response.ok("ok").header("Vary", "Accept").build();
  }
}
