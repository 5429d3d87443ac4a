package dev.watchword.jaxrs;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.Watchword;
import dev.watchword.testing.AllocatedBytes;
import dev.watchword.testing.TestSecrets;
import dev.watchword.testing.Tokens;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ContainerRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What the JAX-RS filter allocates for a request that it lets through, with what Jersey's request
 * allocates when it is asked.
 */
class FilterCostTest {
  private static final int REQUESTS = 20_000;
  private static final int PART = 2000;

  /**
   * Measured: 2360 and 3321, and 280 more where other tests ran before, since the compiler then
   * leaves more objects of Jersey's on the heap. The rest is room for it.
   */
  private static final int MOST_FOR_SAME = 3000;

  private static final int MOST_FOR_NEW = 4000;

  private final Watchword watchword =
      Watchword.builder()
          .surroundings(Map.of(), new Properties())
          .secret(TestSecrets.secret("main"))
          .clock(() -> Tokens.NOW)
          .start();
  private final JwtRequestFilter filter = new JwtRequestFilter(watchword);
  private final RestGuard guard = new RestGuard(watchword.guard(), null);

  @AfterEach
  void stop() {
    watchword.close();
  }

  @Test
  void sameToken_allocatesLittle() {
    String token = Tokens.goodText();
    long each = least(IntStream.range(0, REQUESTS).mapToObj(i -> request(token)).toList());
    assertTrue(each <= MOST_FOR_SAME, "a token that came before costs " + each + " bytes");
  }

  @Test
  void newToken_allocatesLittle() {
    long each =
        least(
            IntStream.range(0, REQUESTS)
                .mapToObj(i -> Tokens.good().claim("jti", "id-" + (100_000 + i)).text())
                .map(FilterCostTest::request)
                .toList());
    assertTrue(each <= MOST_FOR_NEW, "a new token costs " + each + " bytes");
  }

  private long least(List<ContainerRequest> requests) {
    return AllocatedBytes.least(requests, PART, this::pass);
  }

  private void pass(ContainerRequest request) {
    guard.begin(request);
    filter.filter(request);
    assertNotNull(request.getSecurityContext());
  }

  private static ContainerRequest request(String token) {
    URI base = URI.create("http://localhost/");
    ContainerRequest request =
        new ContainerRequest(
            base, base.resolve("orders"), "GET", null, new MapPropertiesDelegate(), null);
    request.header("Authorization", "Bearer " + token);
    return request;
  }
}
