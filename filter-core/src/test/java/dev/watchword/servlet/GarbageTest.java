package dev.watchword.servlet;

import static dev.watchword.servlet.RunningApp.bearer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever stands in the place of a token, the answer is a refusal that a client understands. */
@EachServer
class GarbageTest extends ServletAppTest {
  private static final String SECRET = LiveTokens.secret();
  private static final String ALICE = LiveTokens.of(SECRET, "alice");
  private static final Set<Integer> REFUSALS = Set.of(400, 401, 403, 413, 414, 431);

  @Override
  ServletApp application() {
    return ServletApp.with(SECRET)
        .set("rules", "query")
        .set("rule.query", "/query source query:t,cookie:t,header:t")
        .page("/*", TestPage.WHO);
  }

  private void assertRefused(String target, String... headers) throws Exception {
    int status = site.get(target, headers).status();
    assertTrue(REFUSALS.contains(status), status + " for " + String.join(" | ", headers));
  }

  @Test
  void longToken_isRefused() throws Exception {
    for (int length : new int[] {4_000, 7_000, 9 * 1024, 64 * 1024}) {
      assertRefused("/api", bearer("e".repeat(length)));
      assertRefused("/api", bearer("e".repeat(length / 2) + "." + "e".repeat(length / 2) + ".e"));
      assertRefused("/query?t=" + "e".repeat(length));
      assertRefused("/query", "t: " + "e".repeat(length));
    }
  }

  @Test
  void tokenBelowEightThousandCharacters_isAdmitted() throws Exception {
    String long9 = LiveTokens.of(SECRET, "alice", ",\"x\":\"" + "y".repeat(5200) + "\"");
    assertTrue(long9.length() < 8192 && long9.length() > 7000, "length " + long9.length());
    assertEquals(TestPage.whoIs("alice", "REQUEST"), site.get("/api", bearer(long9)).body());
  }

  @Test
  void tokenWithControlOrForeignByte_isRefused() throws Exception {
    for (char c = 0; c < 256; c++) {
      if (c == '\r' || c == '\n') {
        continue;
      }
      String middle = ALICE.substring(0, 30) + c + ALICE.substring(30);
      boolean letter = Character.isLetterOrDigit(c) && c < 128;
      assertRefused("/api", bearer(middle));
      if (!letter && c != ' ' && c != '\t') {
        assertRefused("/api", bearer(c + ALICE));
        assertRefused("/api", bearer(ALICE + c));
      }
    }
  }

  @Test // requirement 36
  void malformedAuthorizationHeader_isRefused() throws Exception {
    List<String> lines =
        List.of(
            "Authorization:",
            "Authorization: ",
            "Authorization: Bearer",
            "Authorization: Bearer ",
            "Authorization: Bearer\t" + ALICE,
            "Authorization: Bearer:" + ALICE,
            "Authorization: Bearer \"" + ALICE + "\"",
            "Authorization: Bearer token=" + ALICE,
            "Authorization: Bearer " + ALICE + ", Bearer " + ALICE,
            "Authorization: Bearer " + ALICE + " x",
            "Authorization: Basic Bearer " + ALICE,
            "Authorization: " + ALICE,
            "Authorization : Bearer " + ALICE,
            " Authorization: Bearer " + ALICE,
            "Authorization\0: Bearer " + ALICE,
            "X: y\r\n Authorization: Bearer " + ALICE,
            "Proxy-Authorization: Bearer " + ALICE,
            "Authorization: Be\r\n arer " + ALICE,
            "authorization: Bearer null",
            "Authorization: Bearer undefined",
            "Authorization: Bearer ..",
            "Authorization: Bearer ...",
            "Authorization: Bearer {}",
            "Authorization: Bearer eyJhbGciOiJub25lIn0.e30.");
    for (String line : lines) {
      assertRefused("/api", line);
    }
  }

  @Test
  void randomBytes_areRefused() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 100; round++) {
      StringBuilder value = new StringBuilder();
      for (int length = random.nextInt(200); length > 0; length--) {
        value.append((char) random.nextInt(256));
      }
      String noise = value.toString().replaceAll("[\r\n]", "");
      int status = site.get("/api", bearer(noise)).status();
      assertTrue(REFUSALS.contains(status), "seed " + seed + ", round " + round + ": " + status);
      status = site.get("/query", "Cookie: t=" + noise).status();
      boolean refused = REFUSALS.contains(status) || (status == 500 && failsOnCookies());
      assertTrue(refused, "seed " + seed + ", cookie " + round + ": " + status);
    }
  }

  /** Undertow looks for a session before any filter, and throws on what is no cookie. */
  private boolean failsOnCookies() {
    return container == Container.UNDERTOW;
  }

  @Test
  void encodedNoiseInQuery_isRefused() throws Exception {
    for (String noise : List.of("%00", "%", "%zz", "%ff%fe", "%2e", "a%2eb%2ec", "&t", "=&t=")) {
      assertRefused("/query?t=" + noise);
    }
  }
}
