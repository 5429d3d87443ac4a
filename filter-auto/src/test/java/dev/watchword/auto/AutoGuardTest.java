package dev.watchword.auto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Being in an application is enough to guard it, and never guards it a second time. */
class AutoGuardTest {
  private static final String LISTENER =
      "<listener><listener-class>dev.watchword.servlet.WatchwordListener</listener-class>"
          + "</listener>";

  @TempDir private Path directory;

  /** A declared filter of a name, for a part, with a secret of its own. */
  private static String filter(String name) {
    return """
        <filter>
          <filter-name>%1$s</filter-name><filter-class>dev.watchword.servlet.JwtFilter</filter-class>
          <async-supported>true</async-supported>
          <init-param><param-name>watchword.secret</param-name><param-value>%2$s</param-value>
          </init-param>
        </filter>
        <filter-mapping>
          <filter-name>%1$s</filter-name><url-pattern>/api/*</url-pattern>
        </filter-mapping>
        """
        .formatted(name, WarDirectory.SECRET);
  }

  private static void assertGuarded(Site site) throws Exception {
    String alice = WarDirectory.token();
    assertEquals(401, site.status("/page.txt", null));
    assertEquals(200, site.status("/page.txt", alice));
    assertEquals(401, site.status("/api/orders", null));
    assertEquals(401, site.status("/api/none", null));
    assertEquals("alice", site.get("/api/orders", alice).body());
    assertEquals(403, site.status("/api/orders/nobody", alice), "@DenyAll, so JAX-RS asked");
    assertEquals(403, site.status("/api/orders/admin", alice));
  }

  @ParameterizedTest
  @EnumSource
  void listedApplication_isGuarded(Stage stage) throws Exception {
    Path war = new WarDirectory().secret().listed(stage).in(directory);
    try (Site site = stage.start(war)) {
      assertGuarded(site);
    }
  }

  @ParameterizedTest
  @EnumSource
  void scannedApplication_isGuarded(Stage stage) throws Exception {
    WarDirectory war = new WarDirectory().secret().scanned(stage);
    try (Site site = stage.start(war.in(directory, "Orders", "ScannedApp"))) {
      assertGuarded(site);
    }
  }

  /** Somebody's health checks, for one, must not end with a new dependency. */
  @ParameterizedTest
  @EnumSource
  void libraryAlone_guardsNothing(Stage stage) throws Exception {
    Path war = new WarDirectory().secret().listed(stage).in(directory);
    try (Site site = stage.startWithoutAuto(war)) {
      assertEquals(200, site.status("/page.txt", null));
      assertEquals("nobody", site.get("/api/orders", null).body());
    }
  }

  @ParameterizedTest // requirement 58
  @EnumSource
  void withoutSecret_isNotDeployed(Stage stage) throws Exception {
    Path war = new WarDirectory().listed(stage).in(directory);

    assertThrows(Exception.class, () -> stage.start(war).close());
  }

  /** Two guards would charge each request twice. */
  @ParameterizedTest
  @EnumSource
  void besideListener_judgesAndCountsOnce(Stage stage) throws Exception {
    WarDirectory war =
        new WarDirectory()
            .secret()
            .param("watchword.rules", "few")
            .param("watchword.rule.few", "/page.txt limit 2/1h")
            .with(LISTENER)
            .listed(stage);
    try (Site site = stage.start(war.in(directory))) {
      assertGuarded(site);
      assertEquals(200, site.status("/page.txt", WarDirectory.token()));
      assertEquals(429, site.status("/page.txt", WarDirectory.token()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void besideFilter_leavesRestAsDeclared(Stage stage) throws Exception {
    for (String name : new String[] {"guard", "watchword"}) {
      Path root = directory.resolve(name);
      Path war = new WarDirectory().with(filter(name)).listed(stage).in(root);
      try (Site site = stage.start(war)) {
        assertEquals(200, site.status("/page.txt", null), name);
        assertEquals(401, site.status("/api/orders", null), name);
        assertEquals("alice", site.get("/api/orders", WarDirectory.token()).body(), name);
      }
    }
  }
}
