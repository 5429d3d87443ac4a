package dev.watchword.cli;

import dev.watchword.Watchword;
import dev.watchword.settings.SettingsException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says whether a server would start, and as what. */
@Command(
    name = "doctor",
    description = "Reads a configuration as a server does, and prints what it would log at start.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  watchword doctor                                   the environment of this shell",
      "  watchword doctor --config app.properties || exit 1 in CI, before a deployment",
      "",
      "No line holds a secret. Two people hold the same one if their lines show the same ***digits.",
      "Exit codes: 0 a server would start, 1 it would not, 2 wrong usage."
    })
final class DoctorCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private ConfigOption config = new ConfigOption();

  @Option(
      names = "--json",
      description =
          "Prints {\"starts\":true,\"summary\":[...]} or {...,\"mistakes\":[...]} instead.")
  private boolean json;

  DoctorCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Watchword watchword = config.start(terminal)) {
      print(true, watchword.summary(), String.join(System.lineSeparator(), watchword.summary()));
      return Exit.GOOD;
    } catch (SettingsException settings) {
      print(false, settings.mistakes(), settings.getMessage());
      return Exit.REFUSED;
    }
  }

  private void print(boolean starts, List<String> lines, @Nullable String text) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("starts", starts);
    result.put(starts ? "summary" : "mistakes", lines);
    terminal.out().println(json ? Json.line(result) : text);
  }
}
