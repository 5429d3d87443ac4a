package dev.watchword.servertests.secured;

import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;

/** An enterprise bean for admins. */
@Stateless
public class Orders {
  @Resource private SessionContext context;

  /** Whose they are. */
  @RolesAllowed("admin")
  public String owner() {
    return context.getCallerPrincipal().getName();
  }
}
