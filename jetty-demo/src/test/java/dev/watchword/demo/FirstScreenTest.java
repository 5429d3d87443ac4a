package dev.watchword.demo;

import static dev.watchword.demo.ScriptRunner.EXAMPLES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each line of the README's first screen is true. It has no marks, so its lines are named here. */
class FirstScreenTest {
  private static final Path ROOT = EXAMPLES.directory().toAbsolutePath().normalize().getParent();
  private static final Pattern CODE = Pattern.compile("(?m)^    (\\S.*?)(?: {3,}#.*)?$");
  private static final Pattern SIGN = Pattern.compile("`(jwt\\.sign\\(.*?\\))`");

  private static String firstScreen() throws Exception {
    String readme = Files.readString(ROOT.resolve("README.md"));
    return readme.substring(0, readme.indexOf("\n---\n"));
  }

  private static String file(String path) throws Exception {
    return Files.readString(ROOT.resolve(path));
  }

  @Test
  void linesOfCode_areThoseShown() throws Exception {
    List<String> lines =
        CODE.matcher(firstScreen()).results().map((MatchResult line) -> line.group(1)).toList();
    assertEquals(
        List.of(
            "mvn -pl jetty-demo -am compile exec:java",
            "mvn verify",
            "dev.watchword:watchword-filter-core:0.1.0",
            "<listener><listener-class>dev.watchword.servlet.WatchwordListener</listener-class></listener>",
            "export WATCHWORD_SECRET=\"$(openssl rand -base64 32)\""),
        lines);
  }

  @Test
  void coordinates_areThoseOfLibrary() throws Exception {
    String pom = file("filter-core/pom.xml");
    assertTrue(pom.contains("<groupId>dev.watchword</groupId>"));
    assertTrue(pom.contains("<artifactId>watchword-filter-core</artifactId>"));
    assertTrue(pom.contains("<version>0.1.0</version>"));
  }

  @Test
  void commandOfDemo_runsItsMainClass() throws Exception {
    assertTrue(file("jetty-demo/pom.xml").contains("mvn -pl jetty-demo -am compile exec:java"));
    assertTrue(file("jetty-demo/pom.xml").contains("<exec.mainClass>" + Main.class.getName()));
  }

  @Test
  void listener_isThatOfWarOnRealServers() throws Exception {
    String listener =
        "<listener><listener-class>dev.watchword.servlet.WatchwordListener</listener-class></listener>";
    assertTrue(file("server-tests/src/main/webapp/WEB-INF/web.xml").contains(listener));
  }

  @Test
  void callFromNode_passesWithSecretOfShell() throws Exception {
    EXAMPLES.requireLibraries();
    ScriptRunner.require("openssl");
    String export = "export WATCHWORD_SECRET=\"$(openssl rand -base64 32)\"";
    List<String> shell = List.of("sh", "-c", export + "; printf %s \"$WATCHWORD_SECRET\"");
    String secret = ProgramRunner.run(ProgramRunner.program(Map.of(), shell)).out();

    Matcher sign = SIGN.matcher(firstScreen());
    assertTrue(sign.find());
    String script = "const jwt = require('jsonwebtoken'); " + sign.group(1);
    String token = EXAMPLES.node(Map.of("WATCHWORD_SECRET", secret), "-p", script).strip();
    try (Demo demo = DemoFixture.start(secret, Map.of())) {
      RawHttp.Reply reply = RawHttp.get(demo, "/api/echo", RawHttp.bearer(token));
      assertEquals(200, reply.status(), reply.head());
      assertTrue(reply.body().startsWith("{\"caller\":\"my-app\""), reply.body());
    }
  }
}
