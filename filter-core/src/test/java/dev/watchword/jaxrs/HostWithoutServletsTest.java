package dev.watchword.jaxrs;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.Watchword;
import dev.watchword.testing.TestClock;
import dev.watchword.testing.TestSecrets;
import dev.watchword.testing.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Where there is no servlet container, the host is that of the base URI. */
final class HostWithoutServletsTest {
  static Stream<Arguments> runtimes() {
    return Stream.of(
        Arguments.of(RuntimeUnderTest.JERSEY_ON_JETTY.runtime(), BareJersey.ByInstance.class),
        Arguments.of(RuntimeUnderTest.RESTEASY_ON_JETTY.runtime(), BareResteasy.ByInstance.class));
  }

  private static Watchword tenants() {
    return Watchword.builder()
        .surroundings(Map.of(), new Properties())
        .clock(new TestClock())
        .set("watchword.issuers", "here,there")
        .set("watchword.choose", "host")
        .set("watchword.issuer.here.secret", TestSecrets.text("here"))
        .set("watchword.issuer.here.selector", "127.0.0.1")
        .set("watchword.issuer.there.secret", TestSecrets.text("there"))
        .set("watchword.issuer.there.selector", "there.example")
        .start();
  }

  private static String[] ask(String issuer) {
    byte[] secret = TestSecrets.text(issuer).getBytes(StandardCharsets.US_ASCII);
    return new String[] {"GET", "who", "Bearer " + Tokens.good().secret(secret).text()};
  }

  @ParameterizedTest
  @MethodSource("runtimes")
  void hostOfBaseUri_picksIssuer(
      RuntimeLoader loader, Class<? extends Function<Watchword, Function<String[], String>>> how)
      throws Exception {
    try (Watchword watchword = tenants()) {
      Function<String[], String> runtime = loader.onThisLoader(loader.inside(how).apply(watchword));
      String here = runtime.apply(ask("here"));
      assertTrue(here.startsWith("200 principal=Caller name=alice"), here);
      String there = runtime.apply(ask("there"));
      assertTrue(there.startsWith("401 "), there);
    }
  }
}
