package dev.watchword.jaxrs;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;

/** Adds to the application's answer what the decision wants on it. */
final class AnswerFilter implements ContainerResponseFilter {
  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    RestGuard.headers(request).stream()
        .filter(
            header ->
                header.name().equals("Vary") // a list, to which the application may have added
                    || !response.getHeaders().containsKey(header.name()))
        .forEach(header -> response.getHeaders().add(header.name(), header.value()));
  }
}
