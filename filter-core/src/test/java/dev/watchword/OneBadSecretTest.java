package dev.watchword;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.issue.IssueReply;
import dev.watchword.issue.IssueRequest;
import dev.watchword.settings.SettingSource;
import dev.watchword.settings.SettingsException;
import dev.watchword.testing.RandomSecrets;
import dev.watchword.testing.TestClock;
import dev.watchword.token.SharedKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requirements 23 and 60: one secret that turned bad holds no other back, of no tenant or client.
 */
class OneBadSecretTest {
  private static final String UNTIL = "2027-01-31T00:00:00Z";

  private final String first = RandomSecrets.good();
  private final String second = RandomSecrets.good();
  private final TestClock clock = new TestClock();
  @TempDir Path folder;

  private WatchwordBuilder builder() {
    return Watchword.builder().surroundings(Map.of(), new Properties()).clock(clock);
  }

  private String file(String name) {
    return folder.resolve("." + name).toString();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(Path.of(file(name)), text);
  }

  private static @Nullable String key(Watchword watchword, String name) {
    return watchword.issuers().get(0).keys().stream()
        .filter(key -> key.name().equals(name))
        .map(SharedKey::fingerprint)
        .findFirst()
        .orElse(null);
  }

  private static void assertKey(String secret, Watchword watchword, String name) {
    assertEquals(RandomSecrets.fingerprint(secret), key(watchword, name), name);
  }

  private WatchwordBuilder keys(String place) throws IOException {
    write("usual", first);
    write("previous", second);
    switch (place) {
      case "lone":
        return withKeys(builder(), "watchword.");
      case "listed":
        return withKeys(builder().set("watchword.issuers", "acme"), "watchword.issuer.acme.");
      default:
        Files.writeString(
            folder.resolve("acme.properties"),
            "secret.location=%s\nprevious.secret.location=%s\nprevious.until=%s\n"
                .formatted(file("usual"), file("previous"), UNTIL));
        return builder().set("watchword.issuers.location", folder.toString());
    }
  }

  private WatchwordBuilder withKeys(WatchwordBuilder builder, String prefix) {
    return builder
        .set(prefix + "secret.location", file("usual"))
        .set(prefix + "previous.secret.location", file("previous"))
        .set(prefix + "previous.until", UNTIL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lone", "listed", "folder"})
  void badKey_keepsItsSecretAndOthersTurn(String place) throws IOException {
    try (Watchword watchword = keys(place).start()) {
      String next = RandomSecrets.good();
      write("usual", next);
      write("previous", "short");
      watchword.refresh();
      assertKey(next, watchword, "usual");
      assertKey(second, watchword, "previous");
      assertFalse(watchword.health().up());
      String problem = watchword.health().data().get("keys.problem");
      assertTrue(problem.contains("previous.secret.location"), problem);
      write("previous", first);
      watchword.refresh();
      assertKey(first, watchword, "previous");
      assertTrue(watchword.health().up());
    }
  }

  @Test
  void badKeyInForce_isNotWhatOneReadingFound() throws IOException {
    try (Watchword watchword = keys("lone").start()) {
      write("previous", RandomSecrets.text(36)); // half written
      watchword.eachInterval(Runnable::run);
      write("previous", "");
      watchword.eachInterval(Runnable::run);
      watchword.eachInterval(Runnable::run);
      assertKey(second, watchword, "previous");
    }
  }

  @Test
  void dateOfBadKey_counts() throws IOException {
    try (Watchword watchword = keys("folder").start()) {
      write("previous", "short");
      Path file = folder.resolve("acme.properties");
      Files.writeString(file, Files.readString(file).replace("2027-01-31", "2026-12-31"));
      watchword.refresh();
      SharedKey previous = watchword.issuers().get(0).keys().get(1);
      assertEquals("2026-12-31T00:00:00Z", String.valueOf(previous.until()));
      assertKey(second, watchword, "previous");
    }
  }

  @Test
  void newKeyThatIsBad_isLeftOut() throws IOException {
    try (Watchword watchword = keys("folder").start()) {
      String next = RandomSecrets.good();
      write("usual", next);
      Path file = folder.resolve("acme.properties");
      String more = "keys=k1\nkey.k1.secret.location=" + file("nothing") + "\n";
      Files.writeString(file, Files.readString(file) + more);
      watchword.refresh();
      assertKey(next, watchword, "usual");
      assertNull(key(watchword, "k1"));
      assertFalse(watchword.health().up());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"workspace", "apikey", "identity"})
  void badCredential_keepsItsSecretAndKeysTurn(String name) throws IOException {
    write("usual", first);
    write(name, second);
    WatchwordBuilder builder =
        builder()
            .set("watchword.secret.location", file("usual"))
            .set("watchword." + name + ".secret.location", file(name))
            .set("watchword.identity.legacy", name.equals("identity") ? "accept" : "off");
    try (Watchword watchword = builder.start()) {
      String next = RandomSecrets.good();
      write("usual", next);
      write(name, "");
      watchword.refresh();
      assertKey(next, watchword, "usual");
      assertFalse(watchword.health().up());
      write("usual", second); // which is still the secret of the credential
      watchword.refresh();
      assertKey(next, watchword, "usual");
    }
  }

  private WatchwordBuilder clients() throws IOException {
    write("usual", first);
    write("a", "client-secret-of-a-1");
    write("b", "client-secret-of-b-1");
    return builder()
        .set("watchword.secret.location", file("usual"))
        .set("watchword.clients", "a,b")
        .set("watchword.client.a.secret.location", file("a"))
        .set("watchword.client.b.secret.location", file("b"));
  }

  private static boolean opens(Watchword watchword, String client, String secret) {
    String form = "grant_type=client_credentials&client_id=" + client + "&client_secret=" + secret;
    IssueRequest request =
        new IssueRequest(
            List.of(),
            "application/x-www-form-urlencoded",
            "",
            form.getBytes(StandardCharsets.UTF_8));
    return watchword.endpoints().token().answer(request) instanceof IssueReply.Issued;
  }

  @Test
  void badClient_keepsItsSecretAndOthersTurn() throws IOException {
    try (Watchword watchword = clients().start()) {
      String next = RandomSecrets.good();
      write("usual", next);
      write("a", "short");
      write("b", "client-secret-of-b-2");
      watchword.refresh();
      assertKey(next, watchword, "usual");
      assertTrue(opens(watchword, "a", "client-secret-of-a-1"));
      assertTrue(opens(watchword, "b", "client-secret-of-b-2"));
      assertFalse(opens(watchword, "b", "client-secret-of-b-1"));
      assertFalse(watchword.health().up());
      write("a", "client-secret-of-a-2");
      watchword.refresh();
      assertTrue(opens(watchword, "a", "client-secret-of-a-2"));
      assertTrue(watchword.health().up());
    }
  }

  @Test
  void clientThatNeverStandsStill_holdsNoOtherBack() throws IOException {
    try (Watchword watchword = clients().start()) {
      write("b", "client-secret-of-b-2");
      for (int i = 0; i < 3; i++) {
        write("a", RandomSecrets.good());
        watchword.eachInterval(Runnable::run);
      }
      assertTrue(opens(watchword, "a", "client-secret-of-a-1"));
      assertTrue(opens(watchword, "b", "client-secret-of-b-2"));
    }
  }

  /** Settings that change while the application runs. */
  private static final class Changing implements SettingSource {
    private final Map<String, String> values = new ConcurrentHashMap<>();

    @Override
    public @Nullable Setting find(String name) {
      String value = values.get(name);
      return value == null ? null : new Setting(value, "test", false);
    }

    @Override
    public Collection<String> names() {
      return List.copyOf(values.keySet());
    }
  }

  @Test
  void clientOfIssuerThatIsGone_goesWithIt() throws IOException {
    Files.writeString(folder.resolve("acme"), first);
    Files.writeString(folder.resolve("globex"), second);
    Changing source = new Changing();
    source.values.put("watchword.issuers.location", folder.toString());
    source.values.put("watchword.clients", "a");
    source.values.put("watchword.client.a.secret", "client-secret-of-a-1");
    source.values.put("watchword.client.a.issuer", "globex");
    try (Watchword watchword = builder().source(source).start()) {
      assertTrue(opens(watchword, "a", "client-secret-of-a-1"));
      Files.delete(folder.resolve("globex"));
      watchword.refresh();
      assertEquals(1, watchword.issuers().size());
      assertFalse(opens(watchword, "a", "client-secret-of-a-1"));
      assertFalse(watchword.health().up());
    }
  }

  @Test
  void everyMistakeAtStart_stopsIt() throws IOException {
    write("usual", first);
    write("previous", "short");
    write("a", "short");
    WatchwordBuilder builder = withKeys(clients(), "watchword.");
    write("a", "short");
    SettingsException refused = assertThrows(SettingsException.class, builder::start);
    assertEquals(2, refused.mistakes().size(), refused::getMessage);
  }
}
