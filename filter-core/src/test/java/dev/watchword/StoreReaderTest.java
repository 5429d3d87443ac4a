package dev.watchword;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.limit.MemoryStore;
import dev.watchword.limit.Store;
import dev.watchword.limit.StoreProvider;
import dev.watchword.limit.StoreSettings;
import dev.watchword.settings.SettingsException;
import dev.watchword.testing.LogCapture;
import dev.watchword.testing.TestSecrets;
import dev.watchword.testing.Tokens;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which store a start opens, by a setting or in code, and what it says where it opens none. */
class StoreReaderTest {
  private static final String PASSWORD = "CANARYPASSWORD";

  @TempDir Path directory;

  @BeforeEach
  void forget() {
    ListedStoreProvider.OPENED.clear();
    ListedStoreProvider.closed = 0;
  }

  private static WatchwordBuilder builder(String... settings) {
    WatchwordBuilder builder =
        Watchword.builder()
            .surroundings(Map.of(), new Properties())
            .clock(() -> Tokens.NOW)
            .secret(TestSecrets.text("store"));
    for (int i = 0; i < settings.length; i += 2) {
      builder.set(settings[i], settings[i + 1]);
    }
    return builder;
  }

  private static WatchwordBuilder at(String url) {
    return builder("watchword.store", url);
  }

  private static String mistakes(WatchwordBuilder wrong) {
    return assertThrows(SettingsException.class, wrong::start).getMessage();
  }

  private static StoreSettings opened(WatchwordBuilder good) {
    good.start().close();
    return ListedStoreProvider.OPENED.get(0);
  }

  @Test
  void withoutSetting_storeIsMemoryAndSummaryIsSilent() {
    for (WatchwordBuilder each : List.of(builder(), at("memory"), builder().store(memory()))) {
      try (Watchword watchword = each.start()) {
        assertEquals("memory", watchword.health().data().get("store"));
        assertTrue(watchword.summary().stream().noneMatch(line -> line.startsWith("store ")));
      }
    }
  }

  private static Store memory() {
    return new MemoryStore();
  }

  @Test
  void listedProvider_getsSettingsOfItsStore() {
    StoreSettings usual = opened(at("listed://ann:pass@here:99/x"));
    assertEquals("listed://ann:pass@here:99/x", usual.uri().toString());
    assertEquals("watchword", usual.prefix());
    assertEquals(Duration.ofMillis(250), usual.timeout());
    assertEquals(Duration.ofSeconds(1), usual.staleness());
    ListedStoreProvider.OPENED.clear();
    StoreSettings other =
        opened(
            at("LISTED://here")
                .set("watchword.store.prefix", "app-1.b_C")
                .set("watchword.store.timeout", "400ms")
                .set("watchword.store.staleness", "60s"));
    assertEquals("listed://here", other.uri().toString());
    assertEquals("app-1.b_C", other.prefix());
    assertEquals(Duration.ofMillis(400), other.timeout());
    assertEquals(Duration.ofSeconds(60), other.staleness());
  }

  @Test
  void summaryAndHealth_tellWhereStoreIsAndWhatHoldsInItsOutage() {
    String shown = "listed://here:99";
    try (Watchword watchword =
        at("listed://ann:" + PASSWORD + "@here:99")
            .set("watchword.store.outage.singleuse", "local")
            .start()) {
      assertTrue(
          watchword
              .summary()
              .contains(
                  "store "
                      + shown
                      + "; while it does not answer: limits local, single use local, revocation"
                      + " refuse"),
          () -> watchword.summary().toString());
      assertEquals(shown, watchword.health().data().get("store"));
    }
  }

  @Test
  void openedStore_isClosedWithWatchwordOrWithRefusedStart() {
    Watchword watchword = at("listed://here").start();
    assertEquals(0, ListedStoreProvider.closed);
    watchword.close();
    assertEquals(1, ListedStoreProvider.closed);
    mistakes(at("listed://here").set("watchword.tokensize", "many"));
    assertEquals(2, ListedStoreProvider.closed);
  }

  @Test
  void storeOfApplication_isLeftOpen() {
    Store own =
        new ListedStoreProvider()
            .open(new StoreSettings(java.net.URI.create("listed://own"), "", null, null));
    builder().store(own).start().close();
    mistakes(builder("watchword.tokensize", "many").store(own));
    assertEquals(0, ListedStoreProvider.closed);
  }

  @Test
  void storeInCodeBesideSetting_isMistake() {
    String told = mistakes(at("listed://u:" + PASSWORD + "@here").store((bucket, limit) -> null));
    assertTrue(
        told.contains(
            "watchword.store (builder) is of no use: the application has a store of its own"),
        told);
    assertEquals(List.of(), ListedStoreProvider.OPENED);
  }

  @ParameterizedTest // as with every setting that would do nothing
  @ValueSource(strings = {"prefix", "timeout", "staleness", "outage.limits"})
  void settingsOfSharedStore_areMistakeWithStoreInMemory(String name) {
    String value = name.equals("outage.limits") ? "refuse" : "1s";
    String told = mistakes(builder("watchword.store." + name, value));
    assertTrue(told.contains("watchword.store." + name + " (builder) is of no use"), told);
  }

  @ParameterizedTest
  @CsvSource({
    "timeout, 0s, is not 1ms to 5s",
    "timeout, 0ms, is not 1ms to 5s",
    "timeout, 5001ms, is not 1ms to 5s",
    "timeout, 6s, is not 1ms to 5s",
    "timeout, 1h, is not 1ms to 5s",
    "timeout, soon, is wrong",
    "timeout, 123456ms, is wrong",
    "staleness, 0s, is not 1ms to 60s",
    "staleness, 61s, is not 1ms to 60s",
    "prefix, 'a b', is not 1 to 64 letters",
    "prefix, a:b, is not 1 to 64 letters",
    "prefix, {a}, is not 1 to 64 letters",
    "outage.limits, maybe, is wrong",
    "outage.singleuse, pass, is wrong",
    "outage.revocation, off, is wrong"
  })
  void badSettingOfStore_isMistakeAndOpensNothing(String name, String value, String complaint) {
    String told = mistakes(at("listed://here").set("watchword.store." + name, value));
    assertTrue(told.contains("watchword.store." + name + " (builder) " + complaint), told);
    assertEquals(ListedStoreProvider.OPENED.size(), ListedStoreProvider.closed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"redis", "REDIS", "rediss", "redis+cluster", "rediss+cluster"})
  void schemeOfRedis_namesArtifactToAdd(String scheme) {
    String told = mistakes(at(scheme + "://:" + PASSWORD + "@localhost:6379"));
    assertTrue(
        told.contains(
            "watchword.store (builder) needs the artifact dev.watchword:watchword-filter-redis,"
                + " which is not on the class path"),
        told);
    assertFalse(told.contains(PASSWORD), told);
  }

  @ParameterizedTest
  @CsvSource({
    "other://u:%s@here, has a scheme that no StoreProvider on the class path knows",
    "listed://u:%s@wrong, is wrong: the host is wrong",
    "listed://u:%s@broken, cannot be opened: java.lang.IllegalStateException",
    "listed://u:%s@unlinked, cannot be opened: java.lang.NoClassDefFoundError: io/engine/Client",
    "listed://u:%s@nothing, cannot be opened: java.lang.NullPointerException",
    "listed://u:%s@ho st, is neither memory nor a URL",
    "listed://u:%s%%zz@here, is neither memory nor a URL",
    "listed://u:@%s@here, is neither memory nor a URL",
    "listed:%s, is neither memory nor a URL",
    "%s, is neither memory nor a URL",
    "//u:%s@here, is neither memory nor a URL",
    "listed://u:%s@/0, is neither memory nor a URL"
  })
  void urlThatOpensNothing_isMistakeWithoutItsPassword(String url, String complaint) {
    try (LogCapture log = new LogCapture()) {
      WatchwordBuilder wrong = at(url.formatted(PASSWORD));
      SettingsException told = assertThrows(SettingsException.class, wrong::start);
      assertTrue(
          told.getMessage().contains("watchword.store (builder) " + complaint), told::toString);
      StringWriter trace = new StringWriter();
      told.printStackTrace(new PrintWriter(trace));
      assertFalse(trace.toString().contains(PASSWORD), trace::toString);
      assertFalse(log.text().contains(PASSWORD), log::text);
    }
  }

  @Test
  void settingsOfStore_printNeitherUserNorPassword() {
    StoreSettings settings = opened(at("listed://ann:" + PASSWORD + "@here:99/" + PASSWORD));
    assertEquals("StoreSettings[listed://here:99]", settings.toString());
  }

  /** In a class loader of its own, as that of a web application beside a shared library. */
  @Test
  void providerOfApplication_isFoundByItsContextClassLoader() throws IOException {
    withServices(
        AlsoListed.class.getName(),
        () -> {
          try (Watchword watchword = at("also://here").start()) {
            assertEquals("memory", watchword.health().data().get("store"));
          }
        });
    String told = mistakes(at("also://here"));
    assertTrue(told.contains("has a scheme that no StoreProvider"), told);
  }

  @Test
  void providerThatIsNotThere_isMistake() throws IOException {
    withServices(
        "com.example.Absent",
        () -> {
          String told = mistakes(at("also://u:" + PASSWORD + "@here"));
          assertTrue(
              told.contains(
                  "watchword.store (builder) cannot be opened:"
                      + " java.util.ServiceConfigurationError"),
              told);
          assertTrue(told.contains("com.example.Absent"), told);
          assertFalse(told.contains(PASSWORD), told);
        });
  }

  private void withServices(String provider, Runnable work) throws IOException {
    Path file = directory.resolve("META-INF/services/" + StoreProvider.class.getName());
    Files.createDirectories(file.getParent());
    Files.writeString(file, provider);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    URL[] urls = {directory.toUri().toURL()};
    try (URLClassLoader application = new URLClassLoader(urls, before)) {
      thread.setContextClassLoader(application);
      work.run();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** Listed by a test alone. */
  public static class AlsoListed implements StoreProvider {
    @Override
    public Set<String> schemes() {
      return Set.of("also");
    }

    @Override
    public Store open(StoreSettings settings) {
      return new MemoryStore();
    }
  }
}
