package dev.watchword.servertests;

import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/** The one WAR, laid out as a directory, with what makes one deployment differ from another. */
final class WarFixture {
  /** What the WAR brings besides the guard. */
  enum Config {
    /** No MicroProfile Config at all. */
    NONE,
    /** The API without an implementation, which throws when it is asked. */
    API,
    /** The API and an implementation of it. */
    SMALLRYE;

    private boolean wants(String jar) {
      return this == SMALLRYE || (this == API && jar.startsWith("microprofile-config-api-"));
    }
  }

  private static final Path WAR = Path.of("target/war");
  private static final Path CLASSES = WAR.resolve("WEB-INF/classes/dev/watchword/servertests");
  private static final Path REST = CLASSES.resolve("rest");
  private static final Path SECURED = CLASSES.resolve("secured");
  private static final Path CLAIMS = CLASSES.resolve("claims");
  private static final Path LIBRARIES = Path.of("target/lib");
  private static final Path TESTS = Path.of("../filter-core/target/test-classes");
  private static final Path SMALLRYE = LIBRARIES.resolve("smallrye");

  private final Path directory;

  private WarFixture(Path directory) {
    this.directory = directory;
  }

  static WarFixture in(Path directory, Config config) throws IOException {
    for (Path file : filesIn(WAR)) {
      if (Stream.of(REST, SECURED, CLAIMS).noneMatch(file::startsWith)) {
        copy(file, directory.resolve(WAR.relativize(file)));
      }
    }
    for (Path jar : filesIn(SMALLRYE)) {
      if (config.wants(jar.getFileName().toString())) {
        copy(jar, directory.resolve("WEB-INF/lib").resolve(jar.getFileName()));
      }
    }
    return new WarFixture(directory);
  }

  /** As the corpus of hostile requests wants it, with one servlet for every path. */
  static WarFixture corpus(Path directory, Path secret) throws IOException {
    WarFixture app = in(directory, Config.NONE);
    for (String each : List.of("corpus", "testing", "UncheckedIssuers.class")) {
      app.addClasses(TESTS.resolve("dev/watchword").resolve(each));
    }
    for (String each : List.of("cookbook", "json", "paths", "rfc", "strings", "wycheproof")) {
      app.addClasses(TESTS.resolve(each));
    }
    copy(secret, directory.resolve("WEB-INF/classes").resolve(secret.getFileName()));
    Path webXml = directory.resolve("WEB-INF/web.xml");
    String text = Files.readString(webXml);
    String servlet =
        "<servlet><servlet-name>reached</servlet-name><servlet-class>"
            + ReachedServlet.class.getName()
            + "</servlet-class></servlet><servlet-mapping><servlet-name>reached</servlet-name>"
            + "<url-pattern>/*</url-pattern></servlet-mapping>\n</web-app>";
    Files.writeString(
        webXml,
        text.replace("dev.watchword.servlet.WatchwordListener", "dev.watchword.corpus.CorpusSite")
            .replace("</web-app>", servlet));
    return app;
  }

  /** With two JAX-RS applications. Payara wants CDI where one has {@code @RolesAllowed}. */
  WarFixture addRest() throws IOException {
    return addBeans(REST);
  }

  /** With an application that leaves roles to the server, and what tells the server of callers. */
  WarFixture addSecured() throws IOException {
    addLibraries("cdi");
    Path webXml = directory.resolve("WEB-INF/web.xml");
    String constraint =
        "<security-constraint><web-resource-collection><web-resource-name>admins</web-resource-name>"
            + "<url-pattern>/roles/*</url-pattern><url-pattern>/free/roles</url-pattern>"
            + "</web-resource-collection><auth-constraint><role-name>admin</role-name>"
            + "</auth-constraint></security-constraint>"
            + "<security-role><role-name>admin</role-name></security-role>\n</web-app>";
    Files.writeString(webXml, Files.readString(webXml).replace("</web-app>", constraint));
    return addBeans(SECURED);
  }

  /** With an application in the words of MicroProfile JWT, and that one's API. */
  WarFixture addClaims() throws IOException {
    addLibraries("cdi");
    addLibraries("microprofile-jwt");
    return addBeans(CLAIMS);
  }

  private void addLibraries(String folder) throws IOException {
    for (Path jar : filesIn(LIBRARIES.resolve(folder))) {
      copy(jar, directory.resolve("WEB-INF/lib").resolve(jar.getFileName()));
    }
  }

  private WarFixture addBeans(Path classes) throws IOException {
    Files.writeString(
        directory.resolve("WEB-INF/beans.xml"),
        "<beans xmlns='https://jakarta.ee/xml/ns/jakartaee' version='4.0'"
            + " bean-discovery-mode='annotated'/>");
    for (Path file : filesIn(classes)) {
      copy(file, directory.resolve(WAR.relativize(file)));
    }
    return this;
  }

  /** With another Jackson, from such a directory of target/lib. */
  WarFixture replaceJackson(String by) throws IOException {
    Path lib = directory.resolve("WEB-INF/lib");
    for (Path jar : filesIn(lib)) {
      if (jar.getFileName().toString().startsWith("jackson-")) {
        Files.delete(jar);
      }
    }
    addLibraries(by);
    return this;
  }

  private void addClasses(Path root) throws IOException {
    for (Path file : filesIn(root)) {
      copy(file, directory.resolve("WEB-INF/classes").resolve(TESTS.relativize(file)));
    }
  }

  private static List<Path> filesIn(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.copy(from, to);
  }

  Path directory() {
    return directory;
  }

  /** A context-param in web.xml. */
  WarFixture param(String name, String value) throws IOException {
    String escaped = value.replace("&", "&amp;").replace("<", "&lt;");
    return beforeListener(
        "<context-param><param-name>%s</param-name><param-value>%s</param-value></context-param>"
            .formatted(name, escaped));
  }

  /** The filter with these init-params, in the place of the listener. */
  void filter(Map<String, String> settings) throws IOException {
    StringBuilder filter =
        new StringBuilder(
            "<filter><filter-name>jwt</filter-name>"
                + "<filter-class>dev.watchword.servlet.JwtFilter</filter-class>"
                + "<async-supported>true</async-supported>");
    settings.forEach(
        (name, value) ->
            filter.append(
                "<init-param><param-name>%s</param-name><param-value>%s</param-value></init-param>"
                    .formatted(name, value)));
    filter.append("</filter>");
    filter.append("<filter-mapping><filter-name>jwt</filter-name><url-pattern>/*</url-pattern>");
    for (DispatcherType type : DispatcherType.values()) {
      filter.append("<dispatcher>" + type + "</dispatcher>");
    }
    filter.append("</filter-mapping>");
    inPlaceOfListener(filter.toString());
  }

  /** With nothing in web.xml that guards. */
  WarFixture withoutListener() throws IOException {
    inPlaceOfListener("");
    return this;
  }

  private void inPlaceOfListener(String element) throws IOException {
    Path webXml = directory.resolve("WEB-INF/web.xml");
    String text = Files.readString(webXml);
    int from = text.indexOf("<listener>");
    int to = text.indexOf("</listener>") + "</listener>".length();
    Files.writeString(webXml, text.substring(0, from) + element + text.substring(to));
  }

  /** A type of files in web.xml. */
  WarFixture type(String extension, String type) throws IOException {
    return beforeListener(
        "<mime-mapping><extension>%s</extension><mime-type>%s</mime-type></mime-mapping>"
            .formatted(extension, type));
  }

  private WarFixture beforeListener(String element) throws IOException {
    Path webXml = directory.resolve("WEB-INF/web.xml");
    String text = Files.readString(webXml);
    Files.writeString(webXml, text.replace("  <listener>", "  " + element + "\n  <listener>"));
    return this;
  }

  /** A property in MicroProfile's file, escaped as the JDK escapes properties. */
  WarFixture property(String name, String value) throws IOException {
    Properties properties = new Properties();
    properties.setProperty(name, value);
    Path file = directory.resolve("WEB-INF/classes/META-INF/microprofile-config.properties");
    Files.createDirectories(file.getParent());
    try (OutputStream out = Files.newOutputStream(file)) {
      properties.store(out, null);
    }
    return this;
  }
}
