package dev.watchword.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.Watchword;
import dev.watchword.WatchwordBuilder;
import dev.watchword.testing.RandomSecrets;
import dev.watchword.testing.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requirement 23: one tenant's bad settings hold no other back, and that tenant keeps its keys. */
class TenantsApartTest {
  private static final String ACME = RandomSecrets.good();
  private static final String GLOBEX = RandomSecrets.good();
  private static final String NEXT = RandomSecrets.good();

  @TempDir Path folder;
  private Watchword watchword;

  /** Where the secrets of tenants stand. */
  enum Place {
    FOLDER {
      @Override
      void set(WatchwordBuilder builder, Path folder) {
        builder.set("watchword.issuers.location", folder.toString());
      }
    },
    LISTED {
      @Override
      void set(WatchwordBuilder builder, Path folder) {
        builder.set("watchword.issuers", "acme,globex");
        for (String name : new String[] {"acme", "globex"}) {
          String property = "watchword.issuer." + name + ".secret.location";
          builder.set(property, folder.resolve(name).toString());
        }
      }
    };

    abstract void set(WatchwordBuilder builder, Path folder);
  }

  @BeforeEach
  void write() throws IOException {
    write("acme", ACME);
    write("globex", GLOBEX);
  }

  @AfterEach
  void stop() {
    watchword.close();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private void start(Place place) {
    WatchwordBuilder builder =
        Watchword.builder()
            .surroundings(Map.of(), new Properties())
            .clock(new TestClock())
            .set("watchword.clients", "app")
            .set("watchword.client.app.secret", RandomSecrets.text(60))
            .set("watchword.client.app.issuer", "acme");
    place.set(builder, folder);
    watchword = builder.start();
  }

  private void assertKeys(String acme, String globex) {
    assertEquals(
        Set.of(
            "acme " + RandomSecrets.fingerprint(acme),
            "globex " + RandomSecrets.fingerprint(globex)),
        keys());
  }

  private Set<String> keys() {
    Set<String> keys = new TreeSet<>();
    watchword
        .issuers()
        .forEach(one -> keys.add(one.name() + " " + one.keys().get(0).fingerprint()));
    return keys;
  }

  private String problem() {
    return watchword.health().data().getOrDefault("keys.problem", "");
  }

  @ParameterizedTest
  @EnumSource
  void badSecretOfOne_leavesOthersRotation(Place place) throws IOException {
    start(place);
    write("acme", "short");
    write("globex", NEXT);
    watchword.refresh();
    assertKeys(ACME, NEXT);
    assertTrue(problem().contains("has 5 bytes"), problem());
    write("acme", GLOBEX); // which is free now
    watchword.refresh();
    assertKeys(GLOBEX, NEXT);
    assertTrue(watchword.health().up());
  }

  @ParameterizedTest
  @EnumSource
  void secretOfAnother_isRefusedToWhoTookIt(Place place) throws IOException {
    start(place);
    write("acme", GLOBEX);
    watchword.refresh();
    assertKeys(ACME, GLOBEX);
    assertTrue(problem().contains("have the same secret"), problem());
    write("globex", NEXT); // then both may have what they want
    watchword.refresh();
    assertKeys(GLOBEX, NEXT);
    assertEquals("", problem());
  }

  @ParameterizedTest
  @EnumSource
  void twoThatSwapTheirSecrets_doSo(Place place) throws IOException {
    start(place);
    write("acme", GLOBEX);
    write("globex", ACME);
    watchword.refresh();
    assertKeys(GLOBEX, ACME);
  }

  @Test
  void newOnesThatAreBad_leaveOthersRotation() throws IOException {
    start(Place.FOLDER);
    write("README.md", "no tenant");
    write("initech", NEXT); // the secret that globex will have
    write("hooli.properties", "secrt=x");
    write("globex", NEXT);
    watchword.refresh();
    assertKeys(ACME, NEXT);
    assertFalse(watchword.health().up());
    for (String said : new String[] {"README.md", "secrt", "have the same secret"}) {
      assertTrue(problem().contains(said), problem());
    }
    Files.delete(folder.resolve("README.md"));
    Files.delete(folder.resolve("initech"));
    Files.delete(folder.resolve("hooli.properties"));
    watchword.refresh();
    assertTrue(watchword.health().up());
  }

  @Test // as of a volume that is not mounted any more
  void folderThatIsEmpty_changesNothing() throws IOException {
    start(Place.FOLDER);
    Files.delete(folder.resolve("acme"));
    Files.delete(folder.resolve("globex"));
    watchword.refresh();
    assertKeys(ACME, GLOBEX);
    assertTrue(problem().contains("holds no issuer"), problem());
    write("acme", NEXT); // and globex is gone
    watchword.refresh();
    assertEquals(Set.of("acme " + RandomSecrets.fingerprint(NEXT)), keys());
    assertTrue(watchword.health().up());
  }

  @Test
  void folderThatCannotBeRead_changesNothing() throws IOException {
    start(Place.FOLDER);
    Path away = Files.move(folder, folder.resolveSibling(folder.getFileName() + "-away"));
    watchword.refresh();
    assertKeys(ACME, GLOBEX);
    assertFalse(watchword.health().up());
    Files.move(away, folder);
    watchword.refresh();
    assertTrue(watchword.health().up());
  }
}
