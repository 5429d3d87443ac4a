package dev.watchword.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.watchword.testkit.TestToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The commands of docs/troubleshooting.md print what it says. */
class DocCommandsTest {
  private static final Path PAGE = Path.of("../docs/troubleshooting.md");
  private static final int COMMANDS = 6;

  /** A command without a mark, and the block after it where that has the mark "prints". */
  private static final Pattern COMMAND =
      Pattern.compile(
          "(?ms)^(?!<!-- not run)([^\n]*)\n```sh\n(.*?)^```$(?:\n\n<!-- prints -->\n```\\w+\n(.*?)^```$)?");

  private static TestRedis redis;

  private final String secret = secret();

  @TempDir Path directory;

  @BeforeAll
  static void startRedis(@TempDir Path itsDirectory) throws IOException {
    redis = TestRedis.start(itsDirectory);
  }

  @AfterAll
  static void stopRedis() {
    redis.close();
  }

  /** One that is a secret too when it is decoded: its bytes have no 0. */
  private static String secret() {
    return Stream.generate(() -> CommandResult.of("secret").only())
        .filter(text -> new String(Base64.getDecoder().decode(text), ISO_8859_1).indexOf(0) < 0)
        .findFirst()
        .orElseThrow();
  }

  @TestFactory
  List<DynamicTest> everyCommand_printsWhatPageSays() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (MatchResult command : COMMAND.matcher(Files.readString(PAGE)).results().toList()) {
      String text = command.group(2);
      String name = text.lines().findFirst().orElse("");
      tests.add(dynamicTest(name, () -> check(text, command.group(3))));
    }
    assertEquals(COMMANDS, tests.size(), "commands in the page");
    return tests;
  }

  private void check(String command, String expected) throws Exception {
    Process process = shell(command).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), command);
    if (expected == null) {
      assertEquals(0, process.exitValue(), out);
    } else {
      assertPrints(expected, out);
    }
  }

  /** A directory with the command, and with settings in {@code app.properties}. */
  private ProcessBuilder shell(String command) throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Path script = Files.createDirectories(directory.resolve("cli")).resolve("watchword");
    Files.writeString(
        script,
        "#!/bin/sh\nexec '%s' -XX:TieredStopAtLevel=1 -cp '%s' %s \"$@\"\n"
            .formatted(java, System.getProperty("java.class.path"), Main.class.getName()));
    assertTrue(script.toFile().setExecutable(true));
    String settings = "watchword.secret=" + secret + "\n";
    Files.writeString(
        directory.resolve("app.properties"),
        command.contains(" revoke ") ? settings + sharedStore() : settings);
    ProcessBuilder shell =
        new ProcessBuilder("sh", "-c", command)
            .directory(directory.toFile())
            .redirectErrorStream(true);
    shell.environment().put("WATCHWORD_SECRET", secret);
    shell.environment().put("TOKEN", ofJanuary2027());
    return shell;
  }

  private static String sharedStore() {
    return "watchword.store="
        + redis.url()
        + "\nwatchword.revocation=on\nwatchword.revocation.claims=sid\n";
  }

  /** It was good until 2027-01-31T17:00:00Z. */
  private String ofJanuary2027() {
    Instant end = Instant.parse("2027-01-31T17:00:00Z");
    return TestToken.of(secret, end.minusSeconds(900)).sub("alice").text();
  }

  /** Each line in its order; others may stand between, and "..." stands for anything. */
  private static void assertPrints(String expected, String printed) {
    String lines =
        expected
            .lines()
            .map(
                line ->
                    Arrays.stream(line.split("\\.\\.\\.", -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining("[^\n]*?")))
            .collect(Collectors.joining(".*?"));
    assertTrue(
        Pattern.compile(lines, Pattern.DOTALL).matcher(printed).find(),
        "the page says:\n" + expected + "\nit prints:\n" + printed);
  }
}
