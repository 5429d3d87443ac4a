package dev.watchword.demo.redis;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo on two nodes as a process: what it prints is so, and it leaves nothing behind. */
class TwoNodesDemoTest {
  private static final int TERMINATED = 128 + 15;
  private static final Duration LONGEST = Duration.ofSeconds(10);

  /** A command of its welcome, and what it says of the answer. */
  private static final Pattern COMMAND =
      Pattern.compile(
          "curl -i (\\S+)(?: -d (\\S+))? -H \"Authorization: (Bearer \\S+)\"\n +-> (\\d+)");

  private static final Pattern RANGE =
      Pattern.compile("\"(http://[^:]+):\\{(\\d+),(\\d+)}(/\\S+\\?)\\[1-60]\"");

  private final HttpClient client = HttpClient.newHttpClient();

  private int status(MatchResult command) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(command.group(1)))
            .header("Authorization", command.group(3));
    if (command.group(2) != null) {
      request.header("Content-Type", "application/x-www-form-urlencoded");
      request.POST(BodyPublishers.ofString(command.group(2)));
    }
    return client.send(request.build(), BodyHandlers.ofString()).statusCode();
  }

  /** Others are told of a revocation after a second at most, and more on a busy machine. */
  private void assertAnswersAsSaid(MatchResult command) throws Exception {
    int said = Integer.parseInt(command.group(4));
    long begun = System.nanoTime();
    int status = status(command);
    while (status != said && System.nanoTime() - begun < LONGEST.toNanos()) {
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      status = status(command);
    }
    assertEquals(said, status, command.group());
  }

  private long passed(String url) throws Exception {
    List<Integer> statuses = new ArrayList<>();
    for (int i = 1; i <= 60; i++) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(url + i)).build();
      statuses.add(client.send(request, BodyHandlers.ofString()).statusCode());
    }
    assertTrue(List.of(200, 429).containsAll(statuses), () -> "" + statuses);
    return statuses.stream().filter(status -> status == 200).count();
  }

  @Test
  void welcome_showsWhatNodesShare() throws Exception {
    try (Program program = new Program(Map.of("DEMO_PORT", "0"))) {
      List<String> lines = program.untilReady();
      String text = String.join("\n", lines);
      List<MatchResult> commands = COMMAND.matcher(text).results().toList();
      assertEquals(5, commands.size(), text);
      for (MatchResult command : commands) {
        assertAnswersAsSaid(command);
      }
      assertEquals(commands.get(0).group(1), commands.get(2).group(1));
      assertFalse(commands.get(0).group(1).startsWith(origin(commands.get(1))), text);
      assertFalse(commands.get(3).group(1).startsWith(origin(commands.get(4))), text);

      Matcher range = RANGE.matcher(text);
      assertTrue(range.find(), text);
      long begun = System.nanoTime();
      long first = passed(range.group(1) + ":" + range.group(2) + range.group(4));
      long both = first + passed(range.group(1) + ":" + range.group(3) + range.group(4));
      long regained = 20 * (Duration.ofNanos(System.nanoTime() - begun).toSeconds() + 1);
      assertTrue(both >= 60 && both <= 60 + regained, first + " and " + (both - first));

      List<ProcessHandle> redis = program.descendants().toList();
      assertFalse(redis.isEmpty());
      program.stop();
      assertEquals(TERMINATED, program.exit(lines));
      assertFalse(String.join("\n", lines).contains("Exception"), () -> "" + lines);
      assertEnd(redis);
    }
  }

  private static void assertEnd(List<ProcessHandle> processes) {
    processes.forEach(each -> each.onExit().orTimeout(10, SECONDS).join());
  }

  @Test
  void killedDemo_leavesNoRedisBehind() throws Exception {
    try (Program program = new Program(Map.of("DEMO_PORT", "0"))) {
      program.untilReady();
      List<ProcessHandle> redis = program.descendants().toList();
      assertFalse(redis.isEmpty());
      program.kill();
      assertEnd(redis);
    }
  }

  private static String origin(MatchResult command) {
    return command.group(1).replaceAll("(//[^/]+/).*", "$1");
  }

  /** With what it says when it has not started. */
  private static void assertIsRefused(String expected, Map<String, String> environment)
      throws Exception {
    try (Program program = new Program(environment)) {
      List<String> lines = new ArrayList<>();
      assertEquals(1, program.exit(lines), () -> "" + lines);
      String last = lines.get(lines.size() - 1);
      assertTrue(last.startsWith(expected), last);
      assertEquals(0, program.descendants().count());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "10", "two", "-2"})
  void badNumberOfNodes_isRefused(String number) throws Exception {
    String expected = "DEMO_NODES (demo.nodes) is '" + number + "': a number from 2 to 9";
    assertIsRefused(expected, Map.of("DEMO_NODES", number));
  }

  @Test
  void takenPortOfSecondNode_isRefusedWithAdvice() throws Exception {
    try (ServerSocket taken = takenAfterFreePort()) {
      int port = taken.getLocalPort();
      String expected =
          port + " is in use: DEMO_PORT=" + (port % 65535 + 1) + " mvn -pl redis-demo -am";
      assertIsRefused(expected, Map.of("DEMO_PORT", "" + (port - 1)));
    }
  }

  private static ServerSocket takenAfterFreePort() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    while (true) {
      ServerSocket taken = new ServerSocket(0, 1, loopback);
      try {
        new ServerSocket(taken.getLocalPort() - 1, 1, loopback).close();
        return taken;
      } catch (IOException inUse) {
        taken.close();
      }
    }
  }

  @Test
  void lastPort_leavesNoneForSecondNode() throws Exception {
    String expected = "DEMO_PORT (demo.port) is '65535': the other nodes need the ports after it";
    assertIsRefused(expected, Map.of("DEMO_PORT", "65535"));
  }

  @Test
  void storeOfOperator_isTaken() throws Exception {
    Map<String, String> environment =
        Map.of("DEMO_PORT", "0", "DEMO_NODES", "3", "WATCHWORD_STORE", "memory");
    try (Program program = new Program(environment)) {
      List<String> lines = program.untilReady();
      assertEquals(0, program.descendants().count());
      assertTrue(lines.contains("  store    yours, from the configuration"), () -> "" + lines);
      String first = lines.stream().filter(line -> line.contains("on 3 nodes")).findFirst().get();
      assertEquals(3, first.split("http://127.0.0.1:", -1).length - 1, first);
    }
  }

  @Test
  void machineWithoutRedis_isToldToSetStore() throws Exception {
    String expected = "No Redis can be started here (";
    assertIsRefused(expected, Map.of("JAVA_TOOL_OPTIONS", "-Dos.arch=pdp11 -Dos.name=Plan9"));
  }

  @Test
  void commandOfPages_isThatOfModule() throws IOException {
    String command = "mvn -pl redis-demo -am compile exec:java@nodes";
    for (String page : List.of("docs/redis.md", "docs/revocation.md", "CHANGELOG.md")) {
      assertTrue(Files.readString(Path.of("..", page)).contains(command), page);
    }
    String pom = Files.readString(Path.of("pom.xml"));
    assertTrue(pom.contains("<exec.mainClass>" + Main.class.getName()));
    assertTrue(pom.contains(command));
  }
}
