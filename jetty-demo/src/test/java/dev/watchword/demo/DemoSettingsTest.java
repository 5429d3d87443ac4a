package dev.watchword.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.util.Base64;
import java.util.Map;
import java.util.Properties;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemoSettingsTest {
  private static DemoSettings from(Map<String, String> settings) {
    Config config =
        new SmallRyeConfigBuilder()
            .withSources(new PropertiesConfigSource(settings, "test", 100))
            .build();
    return DemoSettings.of(config);
  }

  @Test
  void noSettings_giveDefaultsAndNewSecret() {
    DemoSettings settings = from(Map.of());
    assertEquals("127.0.0.1", settings.host());
    assertEquals(8080, settings.port());
    assertEquals(32, Base64.getDecoder().decode(settings.madeSecret()).length);
    assertFalse(settings.madeSecret().equals(from(Map.of()).madeSecret()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "watchword.secret",
        "watchword.secret.location",
        "watchword.secret.file",
        "watchword.issuers",
        "watchword.issuers.location"
      })
  void configuredSecret_isNotReplaced(String property) {
    assertEquals("", from(Map.of(property, "x")).madeSecret());
  }

  @Test
  void settingsOfDemo_areAllWatchwords() throws IOException {
    Properties file = new Properties();
    String name = "META-INF/microprofile-config.properties";
    try (InputStream in = Main.class.getClassLoader().getResourceAsStream(name)) {
      file.load(in);
    }
    assertTrue(file.size() > 30, "really read");
    for (String property : file.stringPropertyNames()) {
      assertTrue(property.startsWith("watchword."), property);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "-1", "65536", "80 80", "999999"})
  void badPort_isRefused(String port) {
    Map<String, String> settings = Map.of("demo.port", port);
    Exception mistake = assertThrows(IllegalArgumentException.class, () -> from(settings));
    assertTrue(mistake.getMessage().startsWith("DEMO_PORT (demo.port) is '" + port + "'"));
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1,http://127.0.0.1:80",
    "localhost,http://localhost:80",
    "0.0.0.0,http://127.0.0.1:80",
    "::,http://127.0.0.1:80",
    "::1,http://[::1]:80",
    "[::1],http://[::1]:80"
  })
  void url_isOneThatBrowserCanOpen(String host, String url) {
    assertEquals(url, new DemoSettings(host, 1, "").url(80));
  }

  @Test
  void demoSettings_printNoSecret() {
    String secret = DemoFixture.secret();
    assertEquals("DemoSettings[localhost:1]", new DemoSettings("localhost", 1, secret).toString());
  }

  @Test
  void takenPort_isRefusedWithAdvice() throws Exception {
    try (Demo first = DemoFixture.start()) {
      DemoSettings same = new DemoSettings("127.0.0.1", first.port(), DemoFixture.secret());
      Exception taken = assertThrows(BindException.class, () -> Demo.start(same).close());
      String advice =
          first.port() + " is in use: DEMO_PORT=" + (first.port() % 65535 + 1) + " mvn -pl";
      assertTrue(taken.getMessage().startsWith(advice), taken.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "no-such-host.invalid"})
  void foreignAddress_isRefused(String host) {
    DemoSettings settings = new DemoSettings(host, 0, DemoFixture.secret());
    Exception mistake = assertThrows(BindException.class, () -> Demo.start(settings).close());
    assertTrue(
        mistake.getMessage().startsWith("The demo cannot listen on " + host), mistake.getMessage());
  }
}
