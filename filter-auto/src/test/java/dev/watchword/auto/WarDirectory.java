package dev.watchword.auto;

import dev.watchword.auto.app.ListedApp;
import dev.watchword.testkit.TestToken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;

/** A WAR as a directory, with a JAX-RS application at {@code /api} and no word of a guard. */
final class WarDirectory {
  static final String SECRET = UUID.randomUUID().toString() + UUID.randomUUID();

  private static final String CLASSES = "dev/watchword/auto/app/";

  private final StringBuilder webXml = new StringBuilder();

  /** A context-param. */
  WarDirectory param(String name, String value) {
    return with(
        element("context-param", element("param-name", name) + element("param-value", value)));
  }

  WarDirectory secret() {
    return param("watchword.secret", SECRET);
  }

  /** Anything more in web.xml. */
  WarDirectory with(String xml) {
    webXml.append(xml);
    return this;
  }

  private static String element(String name, String content) {
    return "<" + name + ">" + content + "</" + name + ">";
  }

  private static String initParam(String name, String value) {
    return element("init-param", element("param-name", name) + element("param-value", value));
  }

  /** The application lists its classes. */
  WarDirectory listed(Stage stage) {
    return servlet(stage, initParam("jakarta.ws.rs.Application", ListedApp.class.getName()));
  }

  /** The runtime finds the classes by itself; RESTEasy with its own initializer. */
  WarDirectory scanned(Stage stage) {
    String packages = "jersey.config.server.provider.packages";
    return stage.isJersey()
        ? servlet(stage, initParam(packages, ListedApp.class.getPackageName()))
        : this;
  }

  private WarDirectory servlet(Stage stage, String initParams) {
    String name =
        stage.isJersey()
            ? "org.glassfish.jersey.servlet.ServletContainer"
            : "org.jboss.resteasy.plugins.server.servlet.HttpServlet30Dispatcher";
    return with(element(
            "servlet",
            element("servlet-name", "rest")
                + element("servlet-class", name)
                + initParams
                + initParam("resteasy.servlet.mapping.prefix", "/api")
                + element("load-on-startup", "1")))
        .with(
            element(
                "servlet-mapping",
                element("servlet-name", "rest") + element("url-pattern", "/api/*")));
  }

  /** Writes it; with the classes to be scanned where a test says so. */
  Path in(Path directory, String... classes) throws IOException {
    Path inside = Files.createDirectories(directory.resolve("war/WEB-INF"));
    Files.writeString(
        inside.resolve("web.xml"),
        "<web-app xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"6.0\">"
            + webXml
            + "</web-app>");
    Path folder = Files.createDirectories(inside.resolve("classes").resolve(CLASSES));
    for (String name : classes) {
      try (InputStream code =
          WarDirectory.class.getResourceAsStream("/" + CLASSES + name + ".class")) {
        Files.copy(code, folder.resolve(name + ".class"));
      }
    }
    Files.writeString(directory.resolve("war/page.txt"), "a page");
    return inside.getParent();
  }

  /** A token of alice. */
  static String token() {
    return TestToken.of(SECRET, Instant.now()).sub("alice").text();
  }
}
