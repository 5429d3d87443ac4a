package dev.watchword.outgoing;

import static dev.watchword.testing.DecisionAssertions.assertPass;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.watchword.Watchword;
import dev.watchword.testing.Requests;
import dev.watchword.testing.TestSecrets;
import dev.watchword.testing.Tokens;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whose token goes on, and to whom. */
class ForwardedTokensTest {
  private static final String SECRET = TestSecrets.text("forwarded");
  private static final String ALICE =
      Tokens.good().secret(SECRET.getBytes(StandardCharsets.US_ASCII)).text();
  private static final String PUBLISHABLE = "wpk_0123456789abcdef";

  private Watchword watchword;

  @BeforeEach
  void start() {
    watchword =
        Watchword.builder()
            .surroundings(Map.of(), new Properties())
            .clock(() -> Tokens.NOW)
            .secret(SECRET)
            .set("watchword.publishable", PUBLISHABLE)
            .set("watchword.publishable.origins", "https://a.example")
            .rule("open", "/open optional")
            .rule("feed", "/feed publishable")
            .rule("cookie", "/cookie hide source cookie:t")
            .start();
  }

  @AfterEach
  void close() {
    watchword.close();
  }

  private ForwardedTokens of(Requests request, String... origins) {
    return ForwardedTokens.to(origins).of(assertPass(watchword.guard().check(request.facts())));
  }

  private static String sent(OutgoingTokens tokens, String uri) {
    return tokens.tokenFor(URI.create(uri)).orElse("none");
  }

  @ParameterizedTest
  @MethodSource("dev.watchword.outgoing.Targets#listed")
  void listedOrigin_getsTokenOfCaller(String uri) {
    assertEquals(ALICE, sent(of(Requests.get("/").bearer(ALICE), Targets.LISTED), uri));
  }

  @ParameterizedTest
  @MethodSource("dev.watchword.outgoing.Targets#others")
  void otherOrigin_getsNone(String uri) {
    String[] listed = {Targets.ORDERS, "http://127.0.0.1", "http://localhost"};
    assertEquals("none", sent(of(Requests.get("/").bearer(ALICE), listed), uri));
  }

  @ParameterizedTest
  @MethodSource("dev.watchword.outgoing.Targets#notToBeListed")
  void originThatMayNotBeListed_isError(String origin) {
    assertThrows(IllegalArgumentException.class, () -> ForwardedTokens.to(origin));
    assertThrows(IllegalArgumentException.class, () -> ForwardedTokens.to(Targets.ORDERS, origin));
  }

  @Test
  void noOrigin_isError() {
    assertThrows(IllegalArgumentException.class, ForwardedTokens::to);
  }

  @Test
  void tokenOfOtherPlace_goesOnToo() {
    Requests request = Requests.get("/cookie").header("Cookie", "t=" + ALICE);
    assertEquals(ALICE, sent(of(request, Targets.ORDERS), Targets.ORDERS));
  }

  @Test
  void requestWithoutCaller_hasNothingToSend() {
    Requests visitor = Requests.get("/feed").bearer(PUBLISHABLE).query("user_id=bob");
    assertEquals("none", sent(of(visitor, Targets.ORDERS), Targets.ORDERS));
    assertEquals("none", sent(of(Requests.get("/open"), Targets.ORDERS), Targets.ORDERS));
  }

  @Test // a list that serves all requests keeps the token of none
  void list_remembersNoToken() {
    ForwardedTokens list = ForwardedTokens.to(Targets.ORDERS);
    ForwardedTokens alice =
        list.of(assertPass(watchword.guard().check(Requests.get("/").bearer(ALICE).facts())));
    assertEquals("none", sent(list, Targets.ORDERS));
    for (Object noDecision : new Object[] {null, ALICE}) {
      assertEquals("none", sent(alice.of(noDecision), Targets.ORDERS));
    }
  }

  @Test
  void text_showsNoToken() {
    ForwardedTokens tokens =
        of(Requests.get("/").bearer(ALICE), Targets.ORDERS, "http://localhost");
    assertEquals(
        "ForwardedTokens[http://localhost, https://orders.example.com]", tokens.toString());
  }
}
