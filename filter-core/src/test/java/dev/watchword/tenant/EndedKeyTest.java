package dev.watchword.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.Watchword;
import dev.watchword.WatchwordBuilder;
import dev.watchword.settings.SettingsException;
import dev.watchword.testing.RandomSecrets;
import dev.watchword.testing.TestClock;
import dev.watchword.token.SharedKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Requirement 60: after the date of a key its secret may be taken away, as anyone would. */
class EndedKeyTest {
  private static final Instant UNTIL = Instant.parse("2027-01-31T00:00:00Z");

  private final TestClock clock = new TestClock();
  @TempDir Path folder;
  private Path old;

  @BeforeEach
  void write() throws IOException {
    old = Files.writeString(folder.resolve(".old"), RandomSecrets.good());
    clock.moveTo(UNTIL.minusNanos(1));
  }

  private WatchwordBuilder builder() {
    return Watchword.builder().surroundings(Map.of(), new Properties()).clock(clock);
  }

  /** Where the old key is set. */
  enum Place {
    PREVIOUS("previous", "usual") {
      @Override
      WatchwordBuilder settings(EndedKeyTest test) {
        return test.lone("watchword.previous.");
      }
    },
    NAMED_KEY("k1", "usual") {
      @Override
      WatchwordBuilder settings(EndedKeyTest test) {
        return test.lone("watchword.key.k1.").set("watchword.keys", "k1");
      }
    },
    USUAL("usual", "k1") {
      @Override
      WatchwordBuilder settings(EndedKeyTest test) {
        return test.builder()
            .set("watchword.keys", "k1")
            .set("watchword.key.k1.secret", RandomSecrets.good())
            .set("watchword.secret.location", test.old.toString())
            .set("watchword.until", UNTIL.toString());
      }
    },
    LISTED_ISSUER("previous", "usual") {
      @Override
      WatchwordBuilder settings(EndedKeyTest test) {
        return test.builder()
            .set("watchword.issuers", "acme")
            .set("watchword.issuer.acme.secret", RandomSecrets.good())
            .set("watchword.issuer.acme.previous.secret.location", test.old.toString())
            .set("watchword.issuer.acme.previous.until", UNTIL.toString());
      }
    },
    FOLDER_OF_ISSUERS("previous", "usual") {
      @Override
      WatchwordBuilder settings(EndedKeyTest test) throws IOException {
        String text = "secret=%s\nprevious.secret.location=%s\nprevious.until=%s\n";
        Files.writeString(
            test.folder.resolve("acme.properties"),
            text.formatted(RandomSecrets.good(), test.old, UNTIL));
        return test.builder().set("watchword.issuers.location", test.folder.toString());
      }
    };

    private final String ended;
    private final String other;

    Place(String ended, String other) {
      this.ended = ended;
      this.other = other;
    }

    abstract WatchwordBuilder settings(EndedKeyTest test) throws IOException;

    String line(String issuer) {
      return "key %s%s has ended at %s, and its secret is not there any more"
          .formatted(ended, issuer.equals("default") ? "" : " of issuer " + issuer, UNTIL);
    }
  }

  private WatchwordBuilder lone(String key) {
    return builder()
        .set("watchword.secret", RandomSecrets.good())
        .set(key + "kid", "1")
        .set(key + "from", "2020-01-01")
        .set(key + "secret.location", old.toString())
        .set(key + "until", UNTIL.toString());
  }

  private static List<String> keys(Watchword watchword) {
    return watchword.issuers().get(0).keys().stream().map(SharedKey::name).toList();
  }

  @ParameterizedTest
  @EnumSource
  void secretTakenAway_isGoodFromDateOn(Place place) throws IOException {
    try (Watchword watchword = place.settings(this).start()) {
      assertEquals(2, keys(watchword).size());
      Files.delete(old);
      watchword.refresh();
      assertFalse(watchword.health().up());
      assertEquals(2, keys(watchword).size());
      clock.moveTo(UNTIL);
      watchword.refresh();
      assertTrue(watchword.health().up(), () -> watchword.health().toString());
      assertEquals(List.of(place.other), keys(watchword));
    }
  }

  @ParameterizedTest
  @EnumSource
  void restartWithoutSecret_isGoodFromDateOn(Place place) throws IOException {
    Files.delete(old);
    WatchwordBuilder builder = place.settings(this);
    SettingsException refused = assertThrows(SettingsException.class, builder::start);
    assertTrue(refused.getMessage().contains("is not there; check the path"), refused::getMessage);
    clock.moveTo(UNTIL);
    try (Watchword watchword = builder.start()) {
      String issuer = watchword.issuers().get(0).name();
      assertTrue(watchword.health().up());
      assertEquals(List.of(place.other), keys(watchword));
      assertTrue(
          watchword.summary().contains(place.line(issuer)), () -> watchword.summary().toString());
    }
  }

  @ParameterizedTest
  @CsvSource({"EMPTY, true", "BLANK, true", "LINK, true", "FOLDER, true", "SHORT, false"})
  void whatIsLeftOfEndedKey_isNothingOrMistake(String left, boolean isGone) throws IOException {
    Files.delete(old);
    switch (left) {
      case "EMPTY" -> Files.createFile(old);
      case "BLANK" -> Files.writeString(old, " \n");
      case "LINK" -> Files.createSymbolicLink(old, Path.of("nothing"));
      case "FOLDER" -> Files.createDirectory(old);
      default -> Files.writeString(old, "short");
    }
    clock.moveTo(UNTIL);
    WatchwordBuilder builder = Place.PREVIOUS.settings(this);
    if (isGone) {
      builder.start().close();
    } else {
      assertThrows(SettingsException.class, builder::start);
    }
  }

  @ParameterizedTest // a listed key without any, and one that is blank
  @CsvSource({
    "2027-01-30T23:59:59Z, false",
    "2027-01-31T00:00:00Z, true",
    "2027-02-01T00:00:00Z, true"
  })
  void secretInSettings_mayBeTakenAwayFromDateOn(Instant now, boolean isGood) {
    clock.moveTo(now);
    WatchwordBuilder unset =
        builder()
            .set("watchword.secret", RandomSecrets.good())
            .set("watchword.keys", "k1")
            .set("watchword.key.k1.until", UNTIL.toString());
    WatchwordBuilder blank =
        builder()
            .set("watchword.secret", RandomSecrets.good())
            .set("watchword.previous.secret", "")
            .set("watchword.previous.until", UNTIL.toString());
    for (WatchwordBuilder builder : List.of(unset, blank)) {
      if (isGood) {
        builder.start().close();
      } else {
        assertThrows(SettingsException.class, builder::start);
      }
    }
  }

  @Test
  void onlyKey_isNeverGone() throws IOException {
    clock.moveTo(UNTIL);
    WatchwordBuilder builder =
        builder()
            .set("watchword.secret.location", old.toString())
            .set("watchword.until", UNTIL.toString());
    try (Watchword watchword = builder.start()) {
      Files.delete(old);
      watchword.refresh();
      assertEquals(List.of("usual"), keys(watchword));
      assertFalse(watchword.health().up());
    }
    SettingsException refused = assertThrows(SettingsException.class, builder::start);
    assertTrue(refused.getMessage().contains("is not there; check the path"), refused::getMessage);
  }

  @Test
  void secretOfIdentityHashes_mayBeTakenAwayFromDateOn() throws IOException {
    WatchwordBuilder builder =
        builder()
            .set("watchword.secret", RandomSecrets.good())
            .set("watchword.identity.legacy", "accept")
            .set("watchword.identity.until", UNTIL.toString())
            .set("watchword.identity.secret.location", old.toString());
    Files.delete(old);
    assertThrows(SettingsException.class, builder::start);
    clock.moveTo(UNTIL);
    try (Watchword watchword = builder.start()) {
      String line =
          "watchword.identity.secret has ended at "
              + UNTIL
              + ", and its secret is not there any more";
      assertTrue(watchword.summary().contains(line), () -> watchword.summary().toString());
    }
  }
}
