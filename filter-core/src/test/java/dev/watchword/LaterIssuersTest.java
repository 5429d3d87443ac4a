package dev.watchword;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.event.Notice;
import dev.watchword.limit.Store;
import dev.watchword.settings.SettingsException;
import dev.watchword.testing.RandomSecrets;
import dev.watchword.testing.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * An issuer that a folder adds while the application runs may ask no more of the store and of the
 * rules than one that is there at start. Requirement 23: it holds no other back.
 */
class LaterIssuersTest {
  private static final Store COUNTS_ALONE = (bucket, limit) -> null;

  private final List<Notice> notices = new ArrayList<>();

  @TempDir Path folder;

  private Watchword start(WatchwordBuilder more) {
    return more.surroundings(Map.of(), new Properties())
        .clock(() -> Tokens.NOW)
        .listener(new NoticeListener(notices::add))
        .set("watchword.issuers.location", folder.toString())
        .start();
  }

  private void write(String issuer, String more) throws IOException {
    String text = "secret=" + RandomSecrets.good() + "\n" + more + "\n";
    Files.writeString(folder.resolve(issuer + ".properties"), text);
  }

  private static List<String> names(Watchword watchword) {
    return watchword.issuers().stream().map(issuer -> issuer.name()).toList();
  }

  private void assertIsRefusedAtStart(WatchwordBuilder builder, String mistake) {
    SettingsException refused = assertThrows(SettingsException.class, () -> start(builder));
    assertTrue(refused.getMessage().contains(mistake), refused.getMessage());
  }

  private void assertIsRefusedLater(Watchword watchword, String mistake) throws IOException {
    write("globex", "");
    watchword.refresh();
    assertEquals(List.of("acme", "globex"), names(watchword));
    String problem = watchword.health().data().getOrDefault("keys.problem", "");
    assertTrue(problem.contains(mistake), problem);
    assertTrue(
        notices.stream()
            .anyMatch(
                told ->
                    told.kind() == Notice.Kind.KEYS_UNREADABLE && told.text().contains(mistake)),
        () -> "" + notices);
    Files.delete(folder.resolve("late.properties"));
    watchword.refresh();
    assertNull(watchword.health().data().get("keys.problem"));
  }

  @ParameterizedTest
  @CsvSource({
    "revocation=on, revocation=on, revocations",
    "singleuse=on, singleuse=on, used tokens"
  })
  void storeThatDoesNotRemember_refusesIssuerAtStartAndLater(
      String setting, String has, String lacking) throws IOException {
    String mistake = "issuer 'late' has " + has + ", but the store ";
    write("acme", "");
    try (Watchword watchword = start(Watchword.builder().store(COUNTS_ALONE))) {
      write("late", setting);
      assertIsRefusedAtStart(Watchword.builder().store(COUNTS_ALONE), mistake);
      assertIsRefusedLater(watchword, mistake);
      assertTrue(notices.toString().contains(" remembers no " + lacking), () -> "" + notices);
    }
  }

  @Test
  void ruleThatTakesTokensOnce_refusesIssuerWithoutEndAtStartAndLater() throws IOException {
    String mistake = "rule 'pay' takes each token once, but tokens of issuer 'late' need no exp";
    write("acme", "");
    try (Watchword watchword = start(Watchword.builder().rule("pay", "/pay issuer late once"))) {
      write("late", "relax=noexp");
      assertIsRefusedAtStart(Watchword.builder().rule("pay", "/pay issuer late once"), mistake);
      assertIsRefusedLater(watchword, mistake);
    }
  }

  @Test
  void issuerThatTurnsToWhatStoreDoesNotRemember_staysAsItWas() throws IOException {
    write("acme", "");
    write("late", "");
    try (Watchword watchword = start(Watchword.builder().store(COUNTS_ALONE))) {
      write("late", "revocation=on");
      String key = watchword.issuers().get(1).keys().get(0).fingerprint();
      watchword.refresh();
      assertEquals(key, watchword.issuers().get(1).keys().get(0).fingerprint());
      String problem = watchword.health().data().getOrDefault("keys.problem", "");
      assertTrue(problem.contains("issuer 'late' has revocation=on, but the store"), problem);
    }
  }

  @Test
  void storeThatRemembers_takesLaterIssuer() throws IOException {
    write("acme", "");
    try (Watchword watchword = start(Watchword.builder())) {
      write("late", "revocation=on\nsingleuse=on");
      watchword.refresh();
      assertEquals(List.of("acme", "late"), names(watchword));
      assertNull(watchword.health().data().get("keys.problem"));
    }
  }
}
