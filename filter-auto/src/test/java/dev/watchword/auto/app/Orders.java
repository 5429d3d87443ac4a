package dev.watchword.auto.app;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;

/** What a scan finds. */
@Path("orders")
public class Orders {
  @GET
  public String all(@Context SecurityContext who) {
    return who.getUserPrincipal() == null ? "nobody" : who.getUserPrincipal().getName();
  }

  @GET
  @Path("nobody")
  @DenyAll
  public String closed() {
    return "never";
  }

  @GET
  @Path("admin")
  @RolesAllowed("admin")
  public String forAdmins() {
    return "admins";
  }
}
