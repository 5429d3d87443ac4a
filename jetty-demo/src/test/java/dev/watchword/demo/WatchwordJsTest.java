package dev.watchword.demo;

import static dev.watchword.demo.ScriptRunner.BROWSER;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The folder browser: its tests on Node, its types, and the files as the jar has them. */
class WatchwordJsTest {
  private static final int NODE_WITH_FAKE_TIMERS = 20;

  private static void run(String... command) throws Exception {
    ProcessBuilder program = ProgramRunner.program(Map.of(), List.of(command));
    ProgramRunner.Result result =
        ProgramRunner.run(program.directory(BROWSER.directory().toFile()));
    assertEquals(0, result.exit(), result.out() + result.err());
  }

  @Test
  void testsOnNode_pass() throws Exception {
    ScriptRunner.requireNode(NODE_WITH_FAKE_TIMERS);
    run("node", "--test");
  }

  @Test
  void strictProject_compiles() throws Exception {
    BROWSER.requireLibraries();
    run("node", "types/snippets.mjs");
    run("node", "node_modules/typescript/bin/tsc", "--project", "types");
  }

  @ParameterizedTest
  @ValueSource(strings = {"watchword.js", "watchword-identify.js"})
  void jar_hasTheVeryFile(String name) throws Exception {
    byte[] source = Files.readAllBytes(BROWSER.directory().resolve(name));
    try (InputStream served =
        WatchwordJsTest.class.getResourceAsStream("/META-INF/resources/" + name)) {
      assertNotNull(served);
      assertArrayEquals(source, served.readAllBytes());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"watchword.js", "watchword-identify.js"})
  void demo_servesIt(String name) throws Exception {
    try (Demo demo = DemoFixture.start()) {
      RawHttp.Reply reply = RawHttp.get(demo, "/" + name);
      assertEquals("text/javascript;charset=utf-8", reply.header("Content-Type").orElseThrow());
      assertEquals("nosniff", reply.header("X-Content-Type-Options").orElseThrow());
      assertEquals(Files.readString(BROWSER.directory().resolve(name)), reply.body());
    }
  }
}
