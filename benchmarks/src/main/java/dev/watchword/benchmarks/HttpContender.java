package dev.watchword.benchmarks;

import dev.watchword.benchmarks.HttpHost.Guard;
import java.nio.file.Path;
import java.util.List;

/** A server of {@link HttpCost}, and the one that it is compared with: the same without a guard. */
enum HttpContender {
  JETTY("Jetty, bare", jetty(Guard.NONE)),
  LEAST("Jetty, the least filter", jetty(Guard.LEAST)),
  WATCHWORD("Jetty, Watchword", jetty(Guard.WATCHWORD)),
  WATCHWORD_LIMITED("Jetty, Watchword, a limit for each caller", jetty(Guard.WATCHWORD_LIMITED)),
  JAVA_JWT("Jetty, a filter with java-jwt", jetty(Guard.JAVA_JWT)),
  FASTIFY("fastify, bare", node("fastify")),
  FASTIFY_JWT("fastify, @fastify/jwt", node("fastify-jwt")),
  EXPRESS("express, bare", node("express")),
  EXPRESS_KEY("express, express-jwt with a KeyObject", node("express-key")),
  EXPRESS_STRING("express, express-jwt with a string", node("express-string")),
  HAPROXY("HAProxy, bare", haproxy("off")),
  HAPROXY_JWT("HAProxy, jwt_verify", haproxy("on"));

  private final String title;
  private final List<String> command;

  HttpContender(String title, List<String> command) {
    this.title = title;
    this.command = command;
  }

  private static List<String> jetty(Guard guard) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx512m",
        "-cp",
        System.getProperty("java.class.path"),
        HttpHost.class.getName(),
        guard.name());
  }

  private static List<String> node(String kind) {
    return List.of("node", file("server.mjs"), kind);
  }

  private static List<String> haproxy(String guard) {
    return List.of("env", "GUARD=" + guard, "haproxy", "-db", "-q", "-f", file("haproxy.cfg"));
  }

  /** A file beside the module's pom. */
  static String file(String name) {
    return Path.of("http", name).toAbsolutePath().toString();
  }

  String title() {
    return title;
  }

  List<String> command() {
    return command;
  }

  /** It prints no port, but takes the one that it is given. */
  boolean takesPort() {
    return name().startsWith("HAPROXY");
  }

  boolean isJvm() {
    return bare() == JETTY;
  }

  /** The same server without a guard. */
  HttpContender bare() {
    return switch (this) {
      case JETTY, LEAST, WATCHWORD, WATCHWORD_LIMITED, JAVA_JWT -> JETTY;
      case FASTIFY, FASTIFY_JWT -> FASTIFY;
      case EXPRESS, EXPRESS_KEY, EXPRESS_STRING -> EXPRESS;
      case HAPROXY, HAPROXY_JWT -> HAPROXY;
    };
  }
}
