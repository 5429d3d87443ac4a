package dev.watchword.jaxrs;

import dev.watchword.http.HttpAnswer;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;

/** Adds to the application's answer what the decision wants on it. */
final class AnswerFilter implements ContainerResponseFilter {
  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    RestGuard guard = RestGuard.of(request);
    if (guard == null) {
      return; // the runtime has refused the request before any filter saw it
    }
    for (HttpAnswer.Header header : guard.headers(request)) {
      if (header.isList() || !response.getHeaders().containsKey(header.name())) {
        response.getHeaders().add(header.name(), header.value());
      }
    }
  }
}
