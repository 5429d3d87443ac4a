package dev.watchword.servertests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Application servers that are installed in target/servers/large, in the profile {@code servers}
 * alone.
 */
enum LargeServer {
  PAYARA("Payara Micro", "payara-micro-(\\d.*)\\.jar") {
    @Override
    ProcessBuilder prepare(LargeServerHome home) throws IOException {
      String listener =
          "configs.config.server-config.network-config.network-listeners.network-listener.http-listener";
      Path commands = home.write("boot", "set " + listener + ".address=127.0.0.1\n");
      ProcessBuilder builder =
          home.java(
              "-jar",
              installed().toString(),
              "--nocluster",
              "--nohostaware",
              "--disablephonehome",
              "--rootdir",
              home.work().resolve("root").toString(),
              "--port",
              Integer.toString(home.port()),
              "--prebootcommandfile",
              commands.toString());
      home.apps().forEach(app -> builder.command().addAll(List.of("--deploy", app.toString())));
      return builder;
    }
  },
  WILDFLY("WildFly", "wildfly-(\\d.*)\\.Final") {
    @Override
    ProcessBuilder prepare(LargeServerHome home) throws IOException {
      return home.wildfly(installed(), "standalone.xml");
    }
  },
  WILDFLY_MP("WildFly with MicroProfile", "wildfly-(\\d.*)\\.Final") {
    @Override
    ProcessBuilder prepare(LargeServerHome home) throws IOException {
      return home.wildfly(installed(), "standalone-microprofile.xml");
    }
  },
  LIBERTY("Open Liberty", "wlp") {
    @Override
    ProcessBuilder prepare(LargeServerHome home) throws IOException {
      return liberty(this, home, "webProfile-10.0");
    }
  },
  LIBERTY_MP("Open Liberty with MicroProfile", "wlp") {
    @Override
    ProcessBuilder prepare(LargeServerHome home) throws IOException {
      return liberty(this, home, "webProfile-10.0", "microProfile-7.0");
    }
  },
  GLASSFISH7("GlassFish", "glassfish7") {
    @Override
    ProcessBuilder prepare(LargeServerHome home) throws IOException {
      return home.glassfish(installed());
    }
  },
  GLASSFISH8("GlassFish", "glassfish8") {
    @Override
    ProcessBuilder prepare(LargeServerHome home) throws IOException {
      return home.glassfish(installed());
    }
  };

  private static final Path ROOT = Path.of("target/servers/large").toAbsolutePath();

  private static final int LONGEST_FOR_GRIZZLY = 4000;

  private final String title;
  private final String file;

  LargeServer(String title, String file) {
    this.title = title;
    this.file = file;
  }

  /** How to start it with that home. */
  abstract ProcessBuilder prepare(LargeServerHome home) throws IOException;

  /** Whether this JDK can run it. */
  boolean isRunnable() {
    return this != GLASSFISH8 || Runtime.version().feature() >= 21;
  }

  /** Whether it has Jakarta Security and enterprise beans. */
  boolean hasContainerSecurity() {
    return this != WILDFLY_MP;
  }

  /** Whether a {@code JsonWebToken} is its own, which knows nothing of our tokens. */
  boolean givesJsonWebToken() {
    return this == LIBERTY_MP;
  }

  /**
   * Whether {@code @RolesAllowed} of a JAX-RS method knows the roles of a token. Payara and
   * GlassFish have a filter of their own for that: it asks the servlet's request, and GlassFish 7
   * the server.
   */
  boolean knowsRolesInRest(boolean behindListener) {
    return switch (this) {
      case PAYARA, GLASSFISH8 -> behindListener;
      case GLASSFISH7 -> false;
      default -> true;
    };
  }

  /** Whether applications get its Jackson, whatever they bring. */
  boolean givesJackson() {
    return this != LIBERTY && this != LIBERTY_MP;
  }

  /**
   * Whether such a request says anything over HTTP/2. After one with long headers, Grizzly answers
   * other requests with 431 or resets them, also those of other connections; and a target that does
   * not begin with a slash gets 301 or 400 as it happens.
   */
  boolean takesOverHttp2(HostileRow row) {
    return switch (this) {
      case PAYARA, GLASSFISH7, GLASSFISH8 ->
          row.target().startsWith("/")
              && String.join("", row.headers()).length() <= LONGEST_FOR_GRIZZLY;
      default -> true;
    };
  }

  Path installed() throws IOException {
    try (Stream<Path> files = Files.list(ROOT)) {
      return files
          .filter(each -> each.getFileName().toString().matches(file))
          .findFirst()
          .orElseThrow();
    }
  }

  /** As a person calls it, with its version. */
  String titleAndVersion() throws IOException {
    return title + " " + version();
  }

  private String version() throws IOException {
    String name = installed().getFileName().toString();
    if (file.contains("(")) {
      return name.replaceFirst(file, "$1");
    }
    return System.getProperty("servers.version." + name);
  }

  private static ProcessBuilder liberty(
      LargeServer server, LargeServerHome home, String... features) throws IOException {
    List<String> lines = new ArrayList<>(List.of("<server><featureManager>"));
    Stream.of(features).forEach(each -> lines.add("<feature>" + each + "</feature>"));
    lines.add("</featureManager>");
    lines.add(
        "<httpEndpoint id='defaultHttpEndpoint' host='127.0.0.1' httpPort='%s' httpsPort='-1'/>"
            .formatted(home.port()));
    for (Path app : home.apps()) {
      lines.add(
          "<webApplication location='%s' contextRoot='/%s'/>".formatted(app, app.getFileName()));
    }
    lines.add("</server>");
    home.write("usr/servers/tried/server.xml", String.join("\n", lines));
    ProcessBuilder builder = home.script(server.installed().resolve("bin/server"), "run", "tried");
    builder.environment().put("WLP_USER_DIR", home.work().resolve("usr").toString());
    builder.environment().put("WLP_OUTPUT_DIR", home.work().resolve("out").toString());
    return builder;
  }
}
