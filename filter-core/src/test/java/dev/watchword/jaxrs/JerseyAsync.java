package dev.watchword.jaxrs;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.glassfish.jersey.servlet.spi.AsyncContextDelegate;
import org.glassfish.jersey.servlet.spi.AsyncContextDelegateProvider;

/**
 * What jersey-container-servlet adds to its core: suspended requests by the servlet API's means.
 */
public final class JerseyAsync implements AsyncContextDelegateProvider {
  @Override
  public AsyncContextDelegate createDelegate(
      HttpServletRequest request, HttpServletResponse response) {
    return new Delegate(request, response);
  }

  private static final class Delegate implements AsyncContextDelegate {
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private AsyncContext context;

    Delegate(HttpServletRequest request, HttpServletResponse response) {
      this.request = request;
      this.response = response;
    }

    @Override
    public synchronized void suspend() {
      context = request.startAsync(request, response);
      context.setTimeout(0);
    }

    @Override
    public synchronized void complete() {
      if (context != null) {
        context.complete();
      }
    }
  }
}
