package dev.watchword.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Programs in other languages, from one directory of the repository. What is not installed is left
 * out with a line that says so, but not where CI is set.
 */
final class ScriptRunner {
  static final ScriptRunner CLIENTS = new ScriptRunner("clients");
  static final ScriptRunner EXAMPLES = new ScriptRunner("examples");
  static final ScriptRunner BROWSER = new ScriptRunner("browser");

  private static final Set<String> TOLD = new HashSet<>();
  private static final Set<String> TRIED = new HashSet<>();
  private static final Map<String, Boolean> INSTALLED = new ConcurrentHashMap<>();

  private final String name;
  private final Path directory;

  private ScriptRunner(String name) {
    this.name = name;
    this.directory =
        Stream.of("../" + name, name).map(Path::of).filter(Files::exists).findFirst().orElseThrow();
  }

  Path directory() {
    return directory;
  }

  /** What a script printed. */
  String node(Map<String, String> environment, String... script) throws Exception {
    return out(ProgramRunner.run(nodeProgram(environment, script)));
  }

  String python(Map<String, String> environment, String... script) throws Exception {
    require("python3");
    return out(ProgramRunner.run(program("python3", environment, script)));
  }

  static String curl(String... arguments) throws Exception {
    require("curl");
    return out(ProgramRunner.run(CLIENTS.program("curl", Map.of(), arguments)));
  }

  private static String out(ProgramRunner.Result result) {
    assertEquals(0, result.exit(), result.err());
    return result.out();
  }

  /** A script to start; left out where Node or one of the libraries is not there. */
  ProcessBuilder nodeProgram(Map<String, String> environment, String... script) throws Exception {
    requireLibraries();
    return program("node", environment, script);
  }

  /** Leaves the test out where Node is not there, or one of the libraries and no npm to get it. */
  void requireLibraries() throws Exception {
    require("node");
    if (!hasLibraries()) {
      install();
    }
    if (!hasLibraries()) {
      leaveOut("the libraries are not installed: npm ci --prefix " + name);
    }
  }

  /** Once, from the lock file: on a machine without npm or without a network nothing changes. */
  private void install() throws Exception {
    synchronized (TRIED) {
      if (TRIED.add(name) && answers("npm")) {
        List<String> command = List.of("npm", "ci", "--no-audit", "--no-fund", "--fetch-retries=0");
        try {
          ProgramRunner.run(new ProcessBuilder(command).directory(directory.toFile()));
        } catch (IllegalStateException takesTooLong) {
          return; // the libraries are missing then, which is said
        }
      }
    }
  }

  private ProcessBuilder program(
      String program, Map<String, String> environment, String... arguments) {
    List<String> command = Stream.concat(Stream.of(program), Stream.of(arguments)).toList();
    return ProgramRunner.program(environment, command).directory(directory.toFile());
  }

  private boolean hasLibraries() throws IOException {
    byte[] described = Files.readAllBytes(directory.resolve("package.json"));
    JsonNode parts = new ObjectMapper().readTree(described);
    for (String part : List.of("dependencies", "devDependencies")) {
      Iterator<String> names = parts.path(part).fieldNames();
      while (names.hasNext()) {
        if (!Files.exists(directory.resolve("node_modules").resolve(names.next()))) {
          return false;
        }
      }
    }
    return true;
  }

  /** Leaves the test out where Node is older. */
  static void requireNode(int major) throws Exception {
    require("node");
    String version = out(ProgramRunner.run(new ProcessBuilder("node", "--version"))).strip();
    if (Integer.parseInt(version.replaceAll("^v|\\..*", "")) < major) {
      leaveOut("Node is " + version + ", and these need " + major);
    }
  }

  static void require(String program) {
    if (!INSTALLED.computeIfAbsent(program, ScriptRunner::answers)) {
      leaveOut(program + " is not installed");
    }
  }

  private static boolean answers(String program) {
    try {
      String question = program.equals("openssl") ? "version" : "--version";
      return ProgramRunner.run(new ProcessBuilder(program, question)).exit() == 0;
    } catch (IOException absent) {
      return false;
    } catch (Exception stuck) {
      throw new IllegalStateException(stuck);
    }
  }

  private static void leaveOut(String why) {
    if (System.getenv("CI") != null) {
      fail("nothing may be left out in CI, but " + why);
    }
    synchronized (TOLD) {
      if (TOLD.add(why)) {
        System.out.println("Calls by other people's programs are left out, since " + why);
      }
    }
    Assumptions.abort(why);
  }
}
