package dev.watchword.servertests;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where one run of a large server keeps its files.
 *
 * @param work a directory of its own
 * @param apps the applications: directories, each named as its context path
 * @param port for HTTP
 */
record LargeServerHome(Path work, List<Path> apps, int port) {
  private static final Pattern PORT = Pattern.compile("port=\"\\d+\"");

  /** An idle one keeps what it did last; of many, the same few get all the work. */
  private static final String ONE_WORKER = "<worker name=\"default\" task-max-threads=\"1\"/>";

  /** Whose callers the server need not know, as docs/cdi.md says. */
  private static final String WEB_DOMAIN =
      "(?<=</handlers>\\s{1,40}<application-security-domains>\\s{1,40}"
          + "<application-security-domain name=\"other\" security-domain=\"ApplicationDomain\")";

  static LargeServerHome in(Path work, List<Path> apps) throws IOException {
    return new LargeServerHome(
        work.toAbsolutePath(), apps.stream().map(Path::toAbsolutePath).toList(), freePort());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  Path write(String name, String text) throws IOException {
    Path file = work.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  ProcessBuilder java(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx512m");
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command);
  }

  ProcessBuilder script(Path script, String... arguments) {
    List<String> command = new ArrayList<>(List.of("bash", script.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return builder;
  }

  /** A copy of its configuration, which looks for deployments ten times a second. */
  ProcessBuilder wildfly(Path installed, String configuration) throws IOException {
    Path base = work.resolve("standalone");
    copy(installed.resolve("standalone/configuration"), base.resolve("configuration"));
    Path settings = base.resolve("configuration").resolve(configuration);
    Files.writeString(
        settings,
        Files.readString(settings)
            .replace("scan-interval=\"5000\"", "scan-interval=\"100\"")
            .replace("<worker name=\"default\"/>", ONE_WORKER)
            .replaceFirst(WEB_DOMAIN, "$0 integrated-jaspi=\"false\""));
    for (Path app : apps) {
      Path war = wildflyDeployment(app);
      copy(app, war);
      Files.createFile(war.resolveSibling(war.getFileName() + ".dodeploy"));
    }
    return script(
        installed.resolve("bin/standalone.sh"),
        "-c",
        configuration,
        "-Djboss.server.base.dir=" + base,
        "-Djboss.http.port=" + port,
        "-Djboss.https.port=0",
        "-Djboss.management.http.port=0",
        "-Dwildfly.txn.recovery.port=0",
        "-b",
        "127.0.0.1",
        "-bmanagement",
        "127.0.0.1");
  }

  /** Where WildFly has an application; files beside it say what becomes of it. */
  Path wildflyDeployment(Path app) throws IOException {
    Path deployments = Files.createDirectories(work.resolve("standalone/deployments"));
    return deployments.resolve(app.getFileName() + ".war");
  }

  /** A copy of its domain, on free ports. */
  ProcessBuilder glassfish(Path installed) throws IOException {
    Path domain = work.resolve("domains/domain1");
    copy(installed.resolve("glassfish/domains/domain1"), domain);
    Path settings = domain.resolve("config/domain.xml");
    String text = Files.readString(settings).replace("port=\"8080\"", "port=\"" + port + "\"");
    StringBuilder moved = new StringBuilder();
    var ports = PORT.matcher(text);
    while (ports.find()) {
      boolean ours = ports.group().equals("port=\"" + port + "\"");
      ports.appendReplacement(moved, ours ? ports.group() : "port=\"" + freePort() + "\"");
    }
    Files.writeString(
        settings,
        ports.appendTail(moved).toString().replace("address=\"0.0.0.0\"", "address=\"127.0.0.1\""));
    for (Path app : apps) {
      copy(app, domain.resolve("autodeploy").resolve(app.getFileName()));
    }
    return script(
        installed.resolve("bin/asadmin"),
        "start-domain",
        "--verbose",
        "--domaindir",
        domain.getParent().toString(),
        "domain1");
  }

  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    }
  }
}
