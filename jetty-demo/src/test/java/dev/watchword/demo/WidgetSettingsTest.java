package dev.watchword.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may be set of the widget page, and which port its frames get. */
class WidgetSettingsTest {
  private static final String PORT = "demo.widget.port";
  private static final String LIFE = "demo.widget.lifetime";

  private static WidgetSettings from(Map<String, String> settings) {
    return WidgetSettings.of(
        new SmallRyeConfigBuilder()
            .withSources(new PropertiesConfigSource(settings, "test", 100))
            .build());
  }

  @Test
  void noSettings_giveDefaults() {
    assertEquals(Duration.ofSeconds(20), from(Map.of()).life());
    assertNull(from(Map.of()).port());
  }

  @ParameterizedTest
  @CsvSource({"1s, 1", "300s, 300"})
  void lifetime_isRead(String text, int seconds) {
    assertEquals(Duration.ofSeconds(seconds), from(Map.of(LIFE, text)).life());
  }

  @ParameterizedTest
  @CsvSource({
    "demo.widget.lifetime, 0s",
    "demo.widget.lifetime, 301s",
    "demo.widget.lifetime, 20",
    "demo.widget.lifetime, soon",
    "demo.widget.port, 65536",
    "demo.widget.port, x"
  })
  void badSetting_isRefused(String name, String value) {
    Map<String, String> settings = Map.of(name, value);
    Exception mistake = assertThrows(IllegalArgumentException.class, () -> from(settings));
    assertTrue(mistake.getMessage().contains(name + ") is '" + value + "'"), mistake.getMessage());
  }

  private static ServerSocket taken(int port) throws Exception {
    return new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"));
  }

  @Test
  void portThatIsAskedFor_isTakenOrRefused() throws Exception {
    try (ServerSocket other = taken(0)) {
      String port = Integer.toString(other.getLocalPort());
      Exception refused =
          assertThrows(
              BindException.class,
              () -> DemoFixture.start(DemoFixture.secret(), Map.of(PORT, port)).close());
      String advice = port + " is in use: DEMO_WIDGET_PORT=";
      assertTrue(refused.getMessage().startsWith(advice), refused.getMessage());
    }
  }

  @Test
  void portThatNobodyAskedFor_isTheNextOrAny() throws Exception {
    DemoSettings settings = new DemoSettings("127.0.0.1", freePair(), DemoFixture.secret());
    try (Demo first = DemoFixture.start(settings, Map.of())) {
      assertEquals(settings.port() + 1, first.framePort());
    }
    try (ServerSocket other = taken(settings.port() + 1);
        Demo second = DemoFixture.start(settings, Map.of())) {
      assertEquals(settings.port(), second.port());
      assertNotEquals(other.getLocalPort(), second.framePort());
    }
  }

  /** The first of two ports in a row that nobody has. */
  private static int freePair() throws Exception {
    while (true) {
      try (ServerSocket one = taken(0);
          ServerSocket next = taken(one.getLocalPort() + 1)) {
        return next.getLocalPort() - 1;
      } catch (BindException nextIsTaken) {
        continue;
      }
    }
  }
}
