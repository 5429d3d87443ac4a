package dev.watchword.servertests;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Frameworks that bring a server: the filter is part of their own start, without web.xml. */
enum FrameworkKind implements HostKind {
  SPRING_BOOT("Spring Boot", "spring-boot", "dev.watchword.spring.SpringSite");

  private final String title;
  private final String artifact;
  private final String site;

  FrameworkKind(String title, String artifact, String site) {
    this.title = title;
    this.artifact = artifact;
    this.site = site;
  }

  private Path directory() {
    return Path.of(name().toLowerCase(Locale.ROOT).split("_")[0], "target");
  }

  @Override
  public List<String> command() {
    return List.of(
        "-cp",
        "target/test-classes",
        FrameworkLauncher.class.getName(),
        site,
        directory().toString());
  }

  @Override
  public String titleAndVersion() throws IOException {
    return title + " " + ServerKind.version(directory().resolve("lib"), artifact);
  }
}
