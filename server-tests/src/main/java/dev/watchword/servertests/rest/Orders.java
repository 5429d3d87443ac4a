package dev.watchword.servertests.rest;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;

/** Says who is calling; a part is for admins, and a part for nobody. */
@Path("orders")
public class Orders {
  @GET
  public String all(@Context SecurityContext who) {
    return who.getUserPrincipal().getName() + " " + who.isUserInRole("admin");
  }

  @GET
  @Path("admin")
  @RolesAllowed("admin")
  public String forAdmins() {
    return "admins";
  }

  @GET
  @Path("nobody")
  @DenyAll
  public String forNobody() {
    return "nobody";
  }
}
