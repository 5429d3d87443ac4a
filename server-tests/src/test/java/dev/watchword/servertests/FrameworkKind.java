package dev.watchword.servertests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Frameworks that bring a server: the filter is part of their own start. */
enum FrameworkKind implements HostKind {
  SPRING_BOOT("Spring Boot", "spring/target/lib", "spring-boot") {
    @Override
    public List<String> command() {
      return List.of(
          "-cp",
          "target/test-classes",
          FrameworkLauncher.class.getName(),
          "dev.watchword.spring.SpringSite",
          "spring/target");
    }

    @Override
    void checkOwn(WebClient client, String secret) {
      GuardedWar.checkSocket(client, "/app", secret);
    }

    @Override
    public boolean endsWithInput() {
      return true;
    }
  },
  /** It is built with all classes, so it needs no WAR. */
  QUARKUS("Quarkus", "quarkus/target/quarkus-app/lib/main", "io.quarkus.quarkus-core") {
    @Override
    public List<String> command() {
      return List.of("-jar", "quarkus/target/quarkus-app/quarkus-run.jar");
    }

    /** No filter of servlets is asked for its WebSockets, so that our endpoint opens to nobody. */
    @Override
    void checkOwn(WebClient client, String secret) throws Exception {
      GuardedWar.checkOrders(client, "/app/scanned/orders", secret, true);
      assertEquals(500, client.handshake("", null));
      assertEquals(500, client.handshake("", TestSecrets.token(secret)));
    }

    @Override
    public boolean endsWithInput() {
      return false;
    }
  };

  private final String title;
  private final Path libraries;
  private final String artifact;

  FrameworkKind(String title, String libraries, String artifact) {
    this.title = title;
    this.libraries = Path.of(libraries);
    this.artifact = artifact;
  }

  /** What it has besides servlets: WebSockets, or JAX-RS. */
  abstract void checkOwn(WebClient client, String secret) throws Exception;

  @Override
  public String titleAndVersion() throws IOException {
    return title + " " + ServerKind.version(libraries, artifact);
  }
}
