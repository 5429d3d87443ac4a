package dev.watchword.cli;

import dev.watchword.Watchword;
import dev.watchword.token.Issuer;
import dev.watchword.token.IssuerFilter;
import dev.watchword.token.MacAlgorithm;
import dev.watchword.token.Rejection;
import dev.watchword.token.TokenKind;
import dev.watchword.token.Verdict;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Signs a token. */
@Command(
    name = "mint",
    description = "Prints a signed token, and nothing else.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  TOKEN=$(watchword mint --sub alice --ttl 1h)",
      "  watchword mint --sub alice --claim 'roles=[\"admin\"]' --claim trial=true --claim plan=pro",
      "  watchword mint --config app.properties --issuer acme --sub alice",
      "  watchword mint --secret-file /run/secrets/app --kid 2027 --sub alice",
      "  pass show app | watchword mint --secret-stdin --sub alice --typ widget",
      "",
      "A secret is never an argument: others on this machine could read it. From a configuration",
      "come the secret, kid, iss and aud, and a jti where it wants one; a --claim of the same name",
      "wins. Where the configuration itself refuses the token, a note on the error output says so.",
      "Exit codes: 0 printed, 2 wrong usage, 3 settings that cannot be used."
    })
final class MintCommand implements Callable<Integer> {
  private static final Duration USUAL_LIFE = Duration.ofMinutes(15);
  private static final String JTI = "jti";
  private static final int JTI_BYTES = 16;

  private final Terminal terminal;

  @Option(names = "--sub", paramLabel = "NAME", description = "Who the token speaks for.")
  private @Nullable String sub;

  @Option(
      names = "--ttl",
      paramLabel = "TIME",
      description =
          "How long it is good: 30s, 15m, 8h, 7d; off: no exp. By default 15m, or as long as the"
              + " configuration admits.")
  private @Nullable String ttl;

  @Option(
      names = "--claim",
      paramLabel = "NAME=VALUE",
      description =
          "A claim, as often as you like. JSON where it is JSON (true, 7, [1,2], \"7\"), else text.")
  private List<String> claims = new ArrayList<>();

  @Option(names = "--kid", paramLabel = "KID", description = "The key of this kid.")
  private @Nullable String kid;

  @Option(
      names = "--alg",
      paramLabel = "ALG",
      description = "HS256, HS384 or HS512; by default the weakest that the key is for.")
  private @Nullable MacAlgorithm alg;

  @Option(
      names = "--issuer",
      paramLabel = "NAME",
      description = "Which issuer of the configuration signs, where there are several.")
  private @Nullable String issuer;

  @Option(
      names = "--typ",
      paramLabel = "KIND",
      description = "signed (the default), or widget: the token of one user of a widget.")
  private TokenKind kind = TokenKind.SIGNED;

  @Option(names = "--json", description = "Prints {\"token\":...,\"claims\":{...}} instead.")
  private boolean json;

  @ArgGroup(exclusive = true, multiplicity = "0..1")
  private SecretSource source = new SecretSource();

  MintCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Instant now = Instant.now();
    try (Watchword watchword = source.start(terminal, kid, alg)) {
      Issuer signer = IssuerChoice.of(watchword.issuers(), issuer);
      Map<String, @Nullable Object> all = claims(signer, life(signer), now);
      String token = sign(watchword, signer, all, now);
      IssuerFilter selection =
          watchword.guard().issuerResolver().filter(List.of(), Set.of(signer.name()));
      warn(watchword.verifier().verify(token, selection, now));
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("token", token);
      result.put("claims", all);
      terminal.out().println(json ? Json.line(result) : token);
      return Exit.GOOD;
    }
  }

  private @Nullable Duration life(Issuer signer) {
    if (ttl == null) {
      Duration longest = signer.rules().times().maxLifetime();
      return longest == null || longest.compareTo(USUAL_LIFE) > 0 ? USUAL_LIFE : longest;
    }
    return ttl.equals("off") ? null : TimeText.duration("--ttl", ttl, " or off");
  }

  private Map<String, @Nullable Object> claims(
      Issuer signer, @Nullable Duration life, Instant now) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    if (sub != null) {
      all.put("sub", sub);
    }
    if (signer.rules().iss() != null) {
      all.put("iss", signer.rules().iss());
    }
    if (!signer.rules().audiences().isEmpty()) {
      all.put("aud", new TreeSet<>(signer.rules().audiences()).first());
    }
    all.put("iat", now.getEpochSecond());
    if (life != null) {
      all.put("exp", now.plus(life).getEpochSecond());
    }
    if (signer.rules().required().contains(JTI)) {
      byte[] id = new byte[JTI_BYTES];
      new SecureRandom().nextBytes(id);
      all.put(JTI, Base64.getUrlEncoder().withoutPadding().encodeToString(id));
    }
    for (String claim : claims) {
      int equals = claim.indexOf('=');
      if (equals < 1) {
        throw new Failure(Exit.USAGE, "--claim takes NAME=VALUE");
      }
      all.put(claim.substring(0, equals), Json.valueOf(claim.substring(equals + 1)));
    }
    return all;
  }

  private String sign(
      Watchword watchword, Issuer signer, Map<String, @Nullable Object> all, Instant now) {
    try {
      return watchword.issuer(signer.name()).signer().with(kid, alg).sign(kind, all, now);
    } catch (IllegalStateException noKey) {
      throw new Failure(Exit.USAGE, String.valueOf(noKey.getMessage()));
    } catch (IllegalArgumentException badClaim) {
      throw new Failure(Exit.USAGE, "a --claim has a value that no token can hold");
    }
  }

  private void warn(Verdict verdict) {
    if (verdict instanceof Rejection refused) {
      terminal
          .err()
          .println(
              "note: these settings refuse the token: "
                  + refused.reason().code()
                  + ", "
                  + refused.detail());
    }
  }
}
