package dev.watchword.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** 200 calls at once to an open path. */
class FloodTest {
  private static final int CALLS = 200;

  @Test
  void flood_isAnsweredInPartAndRestGets429() throws Exception {
    try (Demo demo = DemoFixture.start()) {
      URI ping = URI.create("http://127.0.0.1:" + demo.port() + "/public/ping");
      HttpClient client = HttpClient.newHttpClient();
      HttpRequest request = HttpRequest.newBuilder(ping).build();
      List<HttpResponse<String>> answers =
          Stream.generate(() -> client.sendAsync(request, BodyHandlers.ofString()))
              .limit(CALLS)
              .toList()
              .stream()
              .map(CompletableFuture::join)
              .toList();
      long passed = answers.stream().filter(answer -> answer.statusCode() == 200).count();
      List<HttpResponse<String>> limited =
          answers.stream().filter(answer -> answer.statusCode() == 429).toList();
      assertEquals(CALLS, passed + limited.size());
      assertTrue(passed >= 60, "20 a second and 40 on top, but only " + passed);
      assertTrue(limited.size() > 0, "none was limited");
      for (HttpResponse<String> answer : limited) {
        assertTrue(answer.body().contains("rate_limited"), answer.body());
        assertTrue(answer.headers().firstValue("Retry-After").isPresent());
      }
      // Others' floods do not touch who has a token.
      assertEquals(
          200,
          RawHttp.get(demo, "/api/echo", RawHttp.bearer(DemoFixture.token(demo, "alice")))
              .status());
    }
  }
}
