package dev.watchword.demo;

import dev.watchword.Watchword;
import dev.watchword.token.Issuer;
import dev.watchword.token.IssuerFilter;
import dev.watchword.token.Rejection;
import dev.watchword.token.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What the demo says when it is ready: lines that can be pasted. */
final class Welcome {
  private static final Duration A_WORKING_DAY = Duration.ofHours(8);
  private static final String LENIENT = "200, since nothing is refused yet";

  private Welcome() {}

  static String text(
      DemoSettings settings,
      Partners partners,
      int port,
      Watchword watchword,
      Instant now,
      Duration startedIn) {
    String url = settings.url(port);
    Duration life = life(watchword.issuers().get(0));
    String token = Mint.token(watchword, "alice", life, now);
    return String.join(
        "\n",
        "Watchword demo: "
            + url
            + "/    "
            + ready(startedIn, "DEMO_PORT, DEMO_HOST, WATCHWORD_SECRET"),
        "  guarded  /api/* servlet filter   /rest/* JAX-RS filter   /auth-test Freshworks sample"
            + " (header auth)",
        "  open     / console   /widget   /portal   /health   /public/* 20/1s an address"
            + "   everything else is refused",
        "  backends POST /token (OAuth client demo)   POST /signatures (Fogbender)   POST /users/{id}/tokens"
            + " (Surge)   POST /identify",
        "  end      POST /revoke (a token with scope revoke)   /once/* (each token for one request)",
        "  secret   " + secret(settings),
        made(partners),
        "  curl -i " + url + "/api/echo",
        "      -> " + (isLenient(watchword) ? LENIENT : "401 token_missing"),
        "  curl -i " + url + "/api/echo -H \"Authorization: Bearer " + token + "\"",
        "      -> " + outcome(watchword, token, life, now));
  }

  /** How long it took, and what may be set. */
  static String ready(Duration startedIn, String variables) {
    return String.format(
        Locale.ROOT,
        "ready in %.1f s   (%s; Ctrl-C stops)",
        startedIn.toMillis() / 1000.0,
        variables);
  }

  static String secret(DemoSettings settings) {
    return settings.madeSecret().isEmpty()
        ? "yours, from the configuration"
        : settings.madeSecret() + "   made for this run";
  }

  /** What partners show, where it was made for this run. */
  static String made(Partners partners) {
    return partners.made().isEmpty()
        ? "  partners yours, from the configuration"
        : partners.made().entrySet().stream()
            .map(one -> "           " + one.getKey() + "=" + one.getValue())
            .collect(Collectors.joining("\n"));
  }

  private static boolean isLenient(Watchword watchword) {
    Map<String, String> data = watchword.health().data();
    return !"yes".equals(data.get("enforced")) || "true".equals(data.get("insecure"));
  }

  private static Duration life(Issuer issuer) {
    Duration longest = issuer.rules().times().maxLifetime();
    return longest != null && longest.compareTo(A_WORKING_DAY) < 0 ? longest : A_WORKING_DAY;
  }

  private static String outcome(Watchword watchword, String token, Duration life, Instant now) {
    IssuerFilter selection = watchword.guard().issuerResolver().filter(List.of(), Set.of());
    Verdict verdict = watchword.verifier().verify(token, selection, now);
    if (verdict instanceof Verdict.Admitted admitted) {
      long hours = life.toHours();
      String time = hours > 1 ? hours + " hours" : life.toMinutes() + " minutes";
      String changed = isLenient(watchword) ? LENIENT : "401 token_invalid";
      return "200 %s (good for %s); the same with one letter changed -> %s"
          .formatted(admitted.caller().getName(), time, changed);
    }
    String wanting = ((Rejection) verdict).detail();
    return isLenient(watchword)
        ? LENIENT
        : "401, since your settings ask for more than this token has: " + wanting;
  }
}
