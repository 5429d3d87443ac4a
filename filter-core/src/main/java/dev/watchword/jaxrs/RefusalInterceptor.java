package dev.watchword.jaxrs;

import dev.watchword.servlet.UnreadBody;
import jakarta.annotation.Priority;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.IOException;

/**
 * Sends a refusal at once and has the rest of the request's body thrown away, so that a caller that
 * sends all of it first can read the answer. No record: a runtime asks what it registers for its
 * hash code, which these two have only within a request.
 */
@Priority(Integer.MIN_VALUE) // around every other interceptor, when all is written
final class RefusalInterceptor implements WriterInterceptor {
  private final HttpServletRequest request;
  private final HttpServletResponse response;

  /** Both stand for those of the current thread. */
  RefusalInterceptor(HttpServletRequest request, HttpServletResponse response) {
    this.request = request;
    this.response = response;
  }

  @Override
  public void aroundWriteTo(WriterInterceptorContext answer) throws IOException {
    answer.proceed();
    if (RestGuard.hasRefused(answer) && UnreadBody.isToCome(request)) {
      answer.getOutputStream().close(); // Jersey sends nothing before, not even the status
      UnreadBody.discard(request, response);
    }
  }
}
