package dev.watchword.servlet;

import dev.watchword.http.HttpAnswer;
import dev.watchword.http.HttpAnswer.Header;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes answers of the guard as they stand. */
final class Answers {
  private Answers() {}

  /** Adds what the guard has to say to the application's own answer. */
  static void add(List<Header> headers, HttpServletRequest request, HttpServletResponse response) {
    if (response.isCommitted() || request.getDispatcherType() == DispatcherType.INCLUDE) {
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
    response.reset(); // also whatever an open page had begun before it forwarded here
    write(answer, request, response);
  }

  /** By status and body rather than {@code sendError}, so that no error page can say more. */
  static void write(HttpAnswer answer, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setStatus(answer.status());
    for (Header header : answer.headers()) {
      if (header.isList()) {
        response.addHeader(header.name(), header.value());
      } else {
        response.setHeader(header.name(), header.value());
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
