package dev.watchword.servlet;

import dev.watchword.http.HttpAnswer;
import dev.watchword.http.HttpAnswer.Header;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes answers of the guard as they stand. */
final class Answers {
  private static final String CORS = "Access-Control-";

  private Answers() {}

  /** Adds what the guard has to say to the application's own answer. */
  static void add(List<Header> headers, HttpServletRequest request, HttpServletResponse response) {
    if (headers.isEmpty()
        || response.isCommitted()
        || request.getDispatcherType() == DispatcherType.INCLUDE) {
      return; // too late, or not ours to say
    }
    for (Header header : headers) {
      if (header.isList()) {
        if (!response.getHeaders(header.name()).contains(header.value())) {
          response.addHeader(header.name(), header.value());
        }
      } else if (!header.yields() || !response.containsHeader(header.name())) {
        response.setHeader(header.name(), header.value());
      }
    }
  }

  /** The guard's answer in place of whatever the application had begun. */
  static void writeInstead(
      HttpAnswer answer, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (response.isCommitted() || request.getDispatcherType() == DispatcherType.INCLUDE) {
      return; // nothing of ours belongs into somebody else's page
    }
    Map<String, List<String>> ofFilters = corsOfFilters(request, response);
    response.reset(); // also whatever an open page had begun before it forwarded here
    ofFilters.forEach((name, values) -> values.forEach(one -> response.addHeader(name, one)));
    write(answer, request, response);
  }

  /**
   * What a CORS filter of others, in front of ours, has said to the browser: it holds for a refusal
   * too, or the page could not read it.
   */
  private static Map<String, List<String>> corsOfFilters(
      HttpServletRequest request, HttpServletResponse response) {
    Map<String, List<String>> said = new LinkedHashMap<>();
    if (request.getDispatcherType() == DispatcherType.REQUEST
        && DispatchState.isOfPage(request)) { // nobody reads them in another, and no cache keeps it
      for (String name : response.getHeaderNames()) {
        if (name.regionMatches(true, 0, CORS, 0, CORS.length()) || name.equalsIgnoreCase("Vary")) {
          said.put(name, List.copyOf(response.getHeaders(name)));
        }
      }
    }
    return said;
  }

  /** By status and body rather than {@code sendError}, so that no error page can say more. */
  static void write(HttpAnswer answer, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setStatus(answer.status());
    for (Header header : answer.headers()) {
      if (!header.isList()) {
        response.setHeader(header.name(), header.value());
      } else if (!response.getHeaders(header.name()).contains(header.value())) {
        response.addHeader(header.name(), header.value());
      }
    }
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    response.setContentLength(body.length);
    if (!request.getMethod().equals("HEAD")) {
      response.getOutputStream().write(body);
    }
    UnreadBody.discard(request, response);
  }
}
