package dev.watchword.servertests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The servers there are, named as their directories in target/servers. */
enum ServerKind implements HostKind {
  TOMCAT10("Tomcat", "tomcat-embed-core", TomcatLauncher.class),
  TOMCAT11("Tomcat", "tomcat-embed-core", TomcatLauncher.class),
  JETTY10("Jetty ee10", "jetty-ee10-webapp", JettyLauncher.class),
  JETTY11("Jetty ee11", "jetty-ee11-webapp", JettyLauncher.class),
  UNDERTOW("Undertow", "undertow-servlet", UndertowLauncher.class);

  private final String title;
  private final String artifact;
  private final Class<?> launcher;

  ServerKind(String title, String artifact, Class<?> launcher) {
    this.title = title;
    this.artifact = artifact;
    this.launcher = launcher;
  }

  private Path directory() {
    return Path.of("target/servers", name().toLowerCase(Locale.ROOT));
  }

  @Override
  public List<String> command() {
    return List.of("-cp", directory() + "/*:target/test-classes", launcher.getName());
  }

  @Override
  public boolean endsWithInput() {
    return true;
  }

  @Override
  public String titleAndVersion() throws IOException {
    return title + " " + version(directory(), artifact);
  }

  /** The version that the name of such a jar tells. */
  static String version(Path directory, String artifact) throws IOException {
    Pattern jar = Pattern.compile(artifact + "-(\\d.*?)(\\.Final)?\\.jar");
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> jar.matcher(file.getFileName().toString()))
          .filter(Matcher::matches)
          .map(match -> match.group(1))
          .findFirst()
          .orElseThrow();
    }
  }
}
