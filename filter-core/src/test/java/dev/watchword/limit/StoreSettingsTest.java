package dev.watchword.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The password of a store is in no log. */
class StoreSettingsTest {

  @ParameterizedTest
  @CsvSource({
    "redis://cache.example,                     redis://cache.example",
    "rediss://cache.example:6380,               rediss://cache.example:6380",
    "redis://cache.example:0,                   redis://cache.example:0",
    "redis://alice:secret@cache.example:6379/2, redis://cache.example:6379",
    "redis://:secret@[::1]:6379?user=alice,     redis://[::1]:6379",
    "redis://alice:secret@no_host,              redis://",
  })
  void url_isShownWithoutPassword(URI uri, String shown) {
    StoreSettings settings = new StoreSettings(uri, "app", Duration.ofSeconds(1), Duration.ZERO);
    assertEquals(shown, settings.shown());
    assertEquals("StoreSettings[" + shown + "]", settings.toString());
  }
}
