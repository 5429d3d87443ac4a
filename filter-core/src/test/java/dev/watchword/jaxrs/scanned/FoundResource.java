package dev.watchword.jaxrs.scanned;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;

/** Found by its annotation. */
@Path("found")
public final class FoundResource {
  @GET
  public String get(@Context SecurityContext security) {
    return "found by " + security.getUserPrincipal().getName();
  }

  @GET
  @Path("admin")
  @RolesAllowed("admin")
  public String admin() {
    return "no";
  }
}
