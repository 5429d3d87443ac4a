package dev.watchword.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a process of its own, where letters fold otherwise and bytes are other letters. */
class LocaleAndCharsetTest {
  @TempDir private Path directory;

  private CommandResult run(Map<String, String> env, String input, String... args)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Duser.language=tr", "-Duser.country=TR"));
    command.addAll(List.of("-Dfile.encoding=ISO-8859-1", "-Duser.timezone=Asia/Kathmandu"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(args));
    Path in = Files.writeString(directory.resolve("in"), input);
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("WATCHWORD"));
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().remove("JDK_JAVA_OPTIONS");
    builder.environment().putAll(env);
    Process process = builder.start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    return new CommandResult(
        process.exitValue(),
        Files.readString(out, StandardCharsets.ISO_8859_1),
        Files.readString(err, StandardCharsets.ISO_8859_1));
  }

  @Test
  void turkishAndLatin1_changeNothing() throws IOException, InterruptedException {
    String secret = run(Map.of(), "", "secret").only();
    Map<String, String> env = Map.of("WATCHWORD_SECRET", secret);
    String token =
        run(env, "", "mint", "--sub", "IiI", "--typ", "WIDGET", "--claim", "is=true").only();
    assertTrue(TestJwt.isSignedBy(token, secret));
    CommandResult good = run(env, token + "\n", "explain");
    assertEquals(Exit.GOOD, good.exit(), good.out());
    assertTrue(
        good.lastLine().startsWith("admitted widget:default/IiI: key usual, kind widget"),
        good.out());
    assertTrue(good.out().contains("ok    iss "), good.out());

    String odd = "{\"sub\":\"\u0130\u0131\u00e4\",\"exp\":1,\"iss\":\"i\"}";
    CommandResult bad =
        run(env, TestJwt.sign("{\"alg\":\"HS256\"}", odd, secret), "explain", "--json");
    assertEquals(Exit.REFUSED, bad.exit());
    assertTrue(bad.out().startsWith("{\"admitted\":false,\"reason\":\"expired\""), bad.out());
    assertTrue(bad.out().contains("\\u0130\\u0131\\u00E4"), bad.out());
    assertEquals("", bad.err());

    CommandResult doctor = run(env, "", "doctor");
    assertEquals(Exit.GOOD, doctor.exit());
    assertEquals("", doctor.err());
    assertEquals(Exit.REFUSED, run(Map.of(), "", "doctor").exit());
  }
}
