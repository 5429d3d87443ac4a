package dev.watchword.cli;

import dev.watchword.Revocations;
import dev.watchword.Watchword;
import dev.watchword.limit.Revocation;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Ends tokens before they expire, on every node that shares the store. */
@Command(
    name = "revoke",
    description =
        "Ends tokens before they expire, on every node that has the same watchword.store.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  pbpaste | watchword revoke --token -               one token, by its jti",
      "  watchword revoke --caller default/alice            everything she got until now",
      "  watchword revoke --claim sid=7f3a --grace 5m       still good for five minutes",
      "  watchword revoke --key 2026 --before 2027-01-31T18:00:00Z",
      "  watchword revoke --issuer acme --lift              taken back",
      "",
      "The settings are those of the servers: watchword.store, and watchword.revocation=on. Tokens",
      "without iat count as issued before every date. To do it twice is no harm.",
      "Exit codes: 0 done, 1 not done, 2 wrong usage, 3 settings that cannot be used."
    })
final class RevokeCommand implements Callable<Integer> {
  private static final String IN_MEMORY = "memory";

  /** A command may wait for longer than a request may; the first connection takes its time, too. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final long PAUSE_MILLIS = 100;

  private final Terminal terminal;

  @Mixin private SubjectOption subject = new SubjectOption();

  @Option(
      names = "--before",
      paramLabel = "INSTANT",
      description = "Only those issued before 2027-01-31T18:00:00Z; by default before now.")
  private @Nullable String before;

  @Option(
      names = "--grace",
      paramLabel = "TIME",
      description = "They are good for so long yet: 30s, 5m, 8h, 7d; by default not at all.")
  private @Nullable String grace;

  @Option(names = "--lift", description = "Takes back what was revoked of just this subject.")
  private boolean lift;

  @Mixin private ConfigOption config = new ConfigOption();

  @Option(
      names = "--json",
      description = "Prints {\"done\":\"revoked\",\"by\":...,\"store\":...} instead.")
  private boolean json;

  RevokeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    subject.check();
    if (lift && (before != null || grace != null)) {
      throw new Failure(Exit.USAGE, "--lift takes back all of it, without --before and --grace");
    }
    Instant date = before == null ? Instant.now() : TimeText.instant("--before", before);
    Duration life = grace == null ? Duration.ZERO : TimeText.duration("--grace", grace, "");
    try (Watchword watchword = config.start(terminal)) {
      String store = sharedStore(watchword);
      RevokedSubject chosen = subject.in(watchword, terminal);
      Revocations.Target target = chosen.target().grace(life);
      boolean isDated = before != null || !chosen.isOneToken();
      Runnable change = lift ? target::lift : (isDated ? target.before(date) : target)::revoke;
      insist(change, store);
      print(chosen, isDated && !lift ? Revocation.rounded(date) : null, store);
      return Exit.GOOD;
    } catch (IllegalArgumentException ofNoEffect) {
      throw new Failure(Exit.USAGE, String.valueOf(ofNoEffect.getMessage()));
    }
  }

  /** What a server sees, too. */
  private static String sharedStore(Watchword watchword) {
    String store = watchword.health().data().getOrDefault("store", IN_MEMORY);
    if (store.equals(IN_MEMORY)) {
      throw new Failure(
          Exit.SETTINGS,
          "nothing is revoked: watchword.store is memory here, and the memory of a server cannot be"
              + " reached from outside; set the store that the servers have");
    }
    return store;
  }

  private static void insist(Runnable change, String store) {
    long start = System.nanoTime();
    while (true) {
      try {
        change.run();
        return;
      } catch (IllegalStateException notDone) {
        if (System.nanoTime() - start > PATIENCE.toNanos() || !paused()) {
          throw new Failure(
              Exit.REFUSED,
              "do not count on it: the store "
                  + store
                  + " did not say that it was done ("
                  + notDone.getMessage()
                  + "); try again, to do it twice is no harm");
        }
      }
    }
  }

  /** False where the process is to end. */
  private static boolean paused() {
    try {
      Thread.sleep(PAUSE_MILLIS);
      return true;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void print(RevokedSubject chosen, @Nullable Instant date, String store) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("done", lift ? "lifted" : "revoked");
    result.put("by", chosen.by());
    result.put("issuer", chosen.issuer());
    result.put("value", chosen.value());
    if (date != null) {
      result.put("before", date);
    }
    if (grace != null) {
      result.put("grace", grace);
    }
    result.put("store", store);
    terminal.out().println(json ? Json.line(result) : sentence(chosen, date, store));
  }

  private String sentence(RevokedSubject chosen, @Nullable Instant date, String store) {
    String where = " on every node with the store " + store;
    if (lift) {
      return "taken back" + where + ": what was revoked of " + chosen.tokens();
    }
    return "revoked"
        + where
        + ": "
        + chosen.tokens()
        + (date == null ? "" : ", issued before " + date)
        + (grace == null ? "" : ", good for " + grace + " yet");
  }
}
