package dev.watchword.cli;

import dev.watchword.Watchword;
import dev.watchword.explain.ExplainedStep;
import dev.watchword.explain.Explanation;
import dev.watchword.explain.Hint;
import dev.watchword.token.Caller;
import dev.watchword.token.IssuerFilter;
import dev.watchword.token.Printable;
import dev.watchword.token.Rejection;
import dev.watchword.token.TokenKind;
import dev.watchword.token.Verdict;
import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says why a token is refused. */
@Command(
    name = "explain",
    description = "Walks a token through the checks of a server, and says which one refuses it.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  pbpaste | watchword explain                        better than an argument: ps shows those",
      "  watchword explain --config app.properties eyJhbGciOiJIUzI1NiJ9.eyJzdWIi...",
      "  watchword explain --at 2027-01-31T18:00:00Z        as the server saw it then",
      "  watchword explain --select acme                    where watchword.choose=header X-Workspace",
      "  watchword explain --rule-issuer acme               where the path rule says: issuer acme",
      "",
      "The last line has the reason that stands in the server's log. The token and its claims are",
      "shown here, and logged nowhere. What a path rule demands of a valid token (role, claim, qsh)",
      "is not looked at.",
      "Exit codes: 0 admitted, 1 refused, 2 wrong usage, 3 settings that cannot be used."
    })
final class ExplainCommand implements Callable<Integer> {
  private static final int COLUMN = 10;

  private final Terminal terminal;

  @Parameters(
      arity = "0..*",
      paramLabel = "TOKEN",
      description = "The token; - or none: it is read from the standard input.")
  private List<String> words = new ArrayList<>();

  @Mixin private ConfigOption config = new ConfigOption();

  @Option(
      names = "--at",
      paramLabel = "INSTANT",
      description = "The time at which to judge it, such as 2027-01-31T18:00:00Z; by default now.")
  private @Nullable String at;

  @Mixin private SelectOption select = new SelectOption();

  @Option(
      names = "--rule-issuer",
      paramLabel = "NAME",
      description = "An issuer that the path's rule names; may be repeated.")
  private List<String> ruleIssuers = new ArrayList<>();

  @Option(
      names = "--json",
      description = "Prints {\"admitted\":...,\"reason\":...,\"steps\":[...],...} instead.")
  private boolean json;

  ExplainCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Instant now = now();
    try (Watchword watchword = config.start(terminal)) {
      IssuerFilter selection = select.filter(watchword, Set.copyOf(ruleIssuers));
      String token = token();
      Explanation explanation = Explanation.of(watchword.verifier(), token, selection, now);
      if (json) {
        terminal.out().println(Json.line(explanation.asMap()));
      } else {
        print(explanation);
      }
      return explanation.verdict() instanceof Verdict.Admitted ? Exit.GOOD : Exit.REFUSED;
    }
  }

  private String token() {
    boolean piped = words.isEmpty() || words.equals(List.of("-"));
    return piped ? terminal.read() : String.join(" ", words);
  }

  private Instant now() {
    return at == null
        ? Instant.now().truncatedTo(ChronoUnit.SECONDS)
        : TimeText.instant("--at", at);
  }

  private void print(Explanation explanation) {
    PrintStream out = terminal.out();
    for (ExplainedStep step : explanation.steps()) {
      String gap = " ".repeat(Math.max(1, COLUMN - step.check().length()));
      out.println((step.passed() ? "ok    " : "FAIL  ") + step.check() + gap + step.sentence());
    }
    for (Hint hint : explanation.hints()) {
      out.println("hint  " + hint.sentence());
    }
    if (explanation.verdict() instanceof Rejection refused) {
      out.println("refused " + refused.reason().code() + ": " + refused.detail());
    } else if (explanation.verdict() instanceof Verdict.Admitted admitted) {
      print(admitted.caller(), out);
    }
  }

  private static void print(Caller caller, PrintStream out) {
    if (caller.kind() == TokenKind.WIDGET) {
      out.println("hint  A widget's token passes only where a path rule says kind widget.");
    }
    if (caller.use().revocable() || caller.use().singleUse()) {
      out.println("hint  Whether it was revoked, or used before, is not looked at here.");
    }
    String rights = "roles " + shown(caller.roles()) + ", scopes " + shown(caller.scopes());
    String key = "key " + caller.key() + ", kind " + caller.kind().configName();
    out.println("admitted " + caller.id() + ": " + key + ", " + rights);
  }

  /** In quotes where it might be taken for several. */
  private static String shown(String word) {
    return word.matches("[^\\s,\"]+") ? Printable.plain(word) : Printable.text(word);
  }

  private static List<String> shown(Set<String> words) {
    return words.stream().map(ExplainCommand::shown).toList();
  }
}
