package dev.watchword.adapters;

import static dev.watchword.adapters.RawClient.bearer;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.Watchword;
import dev.watchword.event.GuardEvent;
import dev.watchword.testing.Jwks;
import dev.watchword.testing.RandomSecrets;
import dev.watchword.testing.TestClock;
import dev.watchword.testing.Tokens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server whose keys stand in a JWK Set or a folder. */
class KeySetTest {
  private final String a = Jwks.k();
  private final String b = Jwks.k();
  private final List<GuardEvent> events = new CopyOnWriteArrayList<>();
  @TempDir Path folder;

  private Watchword watchword(Path location) {
    return Watchword.builder()
        .surroundings(Map.of(), new Properties())
        .clock(new TestClock())
        .listener(events::add)
        .set("watchword.algorithms", "HS256,HS512")
        .set("watchword.secret.location", location.toString())
        .start();
  }

  private String reason() {
    GuardEvent event = events.remove(0);
    return event.reason() == null ? "passed" : event.reason().code();
  }

  private void expect(String reason, RawClient site, Tokens token) throws Exception {
    int status = site.get("/any", bearer(token.text())).status();
    assertEquals(reason.equals("passed") ? 200 : 401, status);
    assertEquals(reason, reason());
  }

  private static Tokens by(String k, String kid) {
    return Tokens.good().secret(Jwks.secret(k)).kid(kid);
  }

  @ParameterizedTest
  @EnumSource
  void jwkSet_isHonouredKeyByKey(Adapter adapter) throws Exception {
    String verifies = ",\"alg\":\"HS512\",\"key_ops\":[\"verify\"]";
    String set =
        Jwks.set(
            Jwks.key(a, Jwks.kid("a") + ",\"alg\":\"HS256\",\"use\":\"sig\""),
            Jwks.key(b, Jwks.kid("b") + verifies));
    Path file = Files.writeString(folder.resolve("keys.json"), set);
    try (Watchword watchword = watchword(file);
        RawClient site = adapter.serve(watchword)) {
      expect("passed", site, by(a, "a"));
      expect("passed", site, by(b, "b").algorithm("HS512"));
      expect("algorithm", site, by(a, "a").algorithm("HS512"));
      expect("algorithm", site, by(b, "b"));
      expect("signature", site, by(b, "a"));
      expect("unknown_key", site, by(a, "c"));
      expect("passed", site, Tokens.good().secret(Jwks.secret(a)));
      Files.writeString(file, set.replace(b, Jwks.k()));
      watchword.refresh();
      expect("signature", site, by(b, "b").algorithm("HS512"));
      expect("passed", site, by(a, "a"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void folder_isTurnedWhileServing(Adapter adapter) throws Exception {
    String next = RandomSecrets.good();
    write("2026-11", a);
    write("2026-12", b);
    try (Watchword watchword = watchword(folder);
        RawClient site = adapter.serve(watchword)) {
      expect("passed", site, byText(a, "2026-11"));
      expect("passed", site, byText(b, "2026-12"));
      expect("signature", site, byText(a, "2026-12"));
      expect("unknown_key", site, byText(next, "2027-01"));
      write("2027-01", next);
      Files.delete(folder.resolve("2026-11"));
      watchword.refresh();
      expect("passed", site, byText(next, "2027-01"));
      expect("passed", site, byText(b, "2026-12"));
      expect("unknown_key", site, byText(a, "2026-11"));
    }
  }

  private void write(String kid, String secret) throws IOException {
    Files.writeString(folder.resolve(kid), secret + "\n");
  }

  private static Tokens byText(String secret, String kid) {
    return Tokens.good().secret(secret.getBytes(StandardCharsets.US_ASCII)).kid(kid);
  }
}
