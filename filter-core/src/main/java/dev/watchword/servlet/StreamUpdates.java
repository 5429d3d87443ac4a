package dev.watchword.servlet;

import dev.watchword.Watchword;
import dev.watchword.http.HttpAnswer;
import dev.watchword.http.HttpAnswer.Header;
import dev.watchword.json.StrictJson;
import dev.watchword.stream.StreamCredential.Renewal;
import dev.watchword.stream.TokenStream;
import dev.watchword.token.Reason;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests by which clients renew the tokens of streams on which they cannot speak. */
final class StreamUpdates {
  private static final int LARGEST_BODY = 64 << 10;

  private StreamUpdates() {}

  /** Whose filter has let the request through. */
  static Watchword watchword(HttpServletRequest request) {
    if (request.getAttribute(GuardedRequest.WATCHWORD) instanceof Watchword watchword) {
      return watchword;
    }
    throw new IllegalStateException("the filter of Watchword does not guard this path");
  }

  /** The answer where a caller has too many streams. */
  static HttpAnswer tooMany(HttpServletRequest request, Watchword watchword) {
    return watchword
        .guard()
        .refuse(
            DispatchState.facts(request),
            Reason.STREAMS_LIMITED,
            "the caller has as many streams as watchword.streams.percaller allows",
            "");
  }

  static void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Watchword watchword = watchword(request);
    if (!request.getMethod().equals("POST")) {
      response.setHeader("Allow", "POST");
      response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
      return;
    }
    byte[] body = request.getInputStream().readNBytes(LARGEST_BODY);
    Answers.write(answer(watchword, StrictJson.read(body)), request, response);
  }

  private static HttpAnswer answer(
      Watchword watchword, @Nullable Map<String, @Nullable Object> update) {
    if (update == null
        || !"update_token".equals(update.get("type"))
        || !(update.get("stream") instanceof String id)
        || !(update.get("token") instanceof String token)) {
      return refused(400, "request_malformed");
    }
    TokenStream stream = watchword.streams().find(id);
    if (stream == null) {
      return refused(404, "stream_unknown");
    }
    return stream.update(token) instanceof Renewal.Refused no
        ? refused(no.status(), no.code())
        : new HttpAnswer(204, List.of(new Header("Cache-Control", "no-store")), "");
  }

  /** Which listeners have heard of, and the client of the stream. */
  private static HttpAnswer refused(int status, String code) {
    return new HttpAnswer(
        status,
        List.of(
            new Header("Cache-Control", "no-store"),
            new Header("Content-Type", "application/problem+json")),
        "{\"type\":\"about:blank\",\"status\":" + status + ",\"code\":\"" + code + "\"}");
  }
}
