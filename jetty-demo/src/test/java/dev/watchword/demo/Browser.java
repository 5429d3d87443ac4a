package dev.watchword.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Chromium without a window, driven by its own protocol. */
final class Browser implements AutoCloseable {
  private static final Pattern LISTENING = Pattern.compile("DevTools listening on (ws://\\S+)");
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");

  private final Process process;
  private final DevTools tools;
  private final Tab first;

  /** Opens a page; {@code profile} is an empty folder. */
  Browser(String program, Path profile, String url, String... flags) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(program);
    command.add("--headless=new");
    command.add("--no-sandbox"); // as in containers, where the tests may run as root
    command.add("--disable-gpu");
    command.add("--disable-dev-shm-usage");
    command.add("--user-data-dir=" + profile);
    command.add("--remote-debugging-port=0");
    command.addAll(List.of(flags));
    process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      tools = new DevTools(address(process.inputReader()));
      first = Tab.open(tools, url);
    } catch (Exception failed) {
      process.destroyForcibly();
      throw failed;
    }
  }

  /** Where Chromium is. Without one the test is left out with a line, but not where CI is set. */
  static String program() {
    Optional<String> found =
        Stream.of(System.getenv("PATH").split(":"))
            .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
            .filter(Files::isExecutable)
            .map(Path::toString)
            .findFirst();
    if (found.isEmpty()) {
      String why = "no Chromium is installed";
      if (System.getenv("CI") != null) {
        Assertions.fail("nothing may be left out in CI, but " + why);
      }
      System.out.println("What pages do in a browser is left out, since " + why);
      Assumptions.abort(why);
    }
    return found.orElseThrow();
  }

  private static URI address(BufferedReader said) throws IOException {
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      Matcher listening = LISTENING.matcher(line);
      if (listening.find()) {
        return URI.create(listening.group(1));
      }
    }
    throw new IOException("Chromium did not start");
  }

  /** The tab that was opened first. */
  Tab tab() {
    return first;
  }

  Tab open(String url) throws Exception {
    return Tab.open(tools, url);
  }

  String evaluate(String expression) throws Exception {
    return first.evaluate(expression);
  }

  void await(String condition) throws Exception {
    first.await(condition);
  }

  @Override
  public void close() {
    tools.close();
    process.destroy();
    process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
