package dev.watchword.cli;

import dev.watchword.Watchword;
import dev.watchword.explain.Explanation;
import dev.watchword.settings.SettingsException;
import dev.watchword.token.IssuerFilter;
import dev.watchword.token.Rejection;
import dev.watchword.token.Verdict;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
      "  pbpaste | watchword doctor --token -               also: which claims of it are not found",
      "  pbpaste | watchword doctor --token - --select acme where watchword.choose=header X-Workspace",
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

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description =
          "A token, or - for the standard input: warns of what the settings do not find in it.")
  private @Nullable String token;

  @Mixin private SelectOption select = new SelectOption();

  DoctorCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Watchword watchword = config.start(terminal)) {
      List<String> lines = new ArrayList<>(watchword.summary());
      lines.addAll(warnings(watchword));
      print(true, lines, String.join(System.lineSeparator(), lines));
      return Exit.GOOD;
    } catch (SettingsException settings) {
      print(false, settings.mistakes(), settings.getMessage());
      return Exit.REFUSED;
    }
  }

  /** Without a path that a rule might be for, every issuer may have signed. */
  private IssuerFilter filter(Watchword watchword) {
    IssuerFilter filter = select.isGiven() ? select.filter(watchword, Set.of()) : IssuerFilter.ANY;
    return filter.includingRestricted();
  }

  /** What there is to say of the token. */
  private List<String> warnings(Watchword watchword) {
    if (token == null) {
      if (select.isGiven()) {
        throw new Failure(Exit.USAGE, "--select is of no use: there is no --token");
      }
      return List.of();
    }
    String text = token.equals("-") ? terminal.read() : token;
    Explanation explanation =
        Explanation.of(
            watchword.verifier(),
            text,
            filter(watchword),
            Instant.now().truncatedTo(ChronoUnit.SECONDS));
    List<String> warnings = new ArrayList<>();
    if (explanation.verdict() instanceof Rejection refused) {
      warnings.add("WARNING: the token is refused (" + refused.reason().code() + ")");
    }
    if (explanation.verdict() instanceof Verdict.Admitted admitted
        && (admitted.caller().use().revocable() || admitted.caller().use().singleUse())) {
      warnings.add("whether the token was revoked, or used before, is not looked at here");
    }
    explanation.hints().forEach(hint -> warnings.add("WARNING: " + hint.sentence()));
    return warnings;
  }

  private void print(boolean starts, List<String> lines, @Nullable String text) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("starts", starts);
    result.put(starts ? "summary" : "mistakes", lines);
    terminal.out().println(json ? Json.line(result) : text);
  }
}
