package dev.watchword.demo;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** In front of a tenant's paths: its own guard, once there is a secret to judge by. */
final class TenantGate extends HttpFilter {
  private static final long serialVersionUID = 1L;

  private final transient Tenant tenant;

  TenantGate(Tenant tenant) {
    this.tenant = tenant;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Tenant.Open open = tenant.open();
    if (open == null) {
      String error = "{\"error\":\"make a secret first\"}";
      Json.write(response, HttpServletResponse.SC_CONFLICT, error);
    } else {
      open.guard().doFilter(request, response, chain);
    }
  }

  /** The endpoint that signs for the tenant's backend; behind the gate it is open. */
  static HttpServlet signatures(Tenant tenant) {
    return new Signatures(tenant);
  }

  private static final class Signatures extends DemoServlet {
    private static final long serialVersionUID = 1L;

    private final transient Tenant tenant;

    Signatures(Tenant tenant) {
      this.tenant = tenant;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
        throws IOException, ServletException {
      Tenant.Open open = tenant.open();
      if (open != null) {
        open.signatures().service(request, response);
      }
    }
  }
}
