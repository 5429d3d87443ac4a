package dev.watchword.benchmarks;

import dev.watchword.benchmarks.Contender.Verifier;
import dev.watchword.token.ClaimNames;
import dev.watchword.token.ClaimRules;
import dev.watchword.token.Issuer;
import dev.watchword.token.KeyRing;
import dev.watchword.token.MacAlgorithm;
import dev.watchword.token.SharedKey;
import dev.watchword.token.TimeRules;
import dev.watchword.token.TokenVerifier;
import dev.watchword.token.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Our own verifier, as the settings build it. */
final class Ours {
  private Ours() {}

  /** One verifier for the whole run, which remembers what it admitted. */
  static Verifier remembering(Scene scene) {
    TokenVerifier verifier = new TokenVerifier(new KeyRing(List.of(issuer(scene))));
    return token -> verifier.verify(token, Instant.now()) instanceof Verdict.Admitted;
  }

  /** A new key ring, and with it an empty memory, for every 10,000 tokens. */
  static Verifier fresh(Scene scene) {
    return new Fresh(issuer(scene));
  }

  private static Issuer issuer(Scene scene) {
    Set<MacAlgorithm> hs256 = Set.of(MacAlgorithm.HS256);
    SharedKey key = new SharedKey("main", null, scene.secret(), hs256, null, null);
    TimeRules times = new TimeRules(TimeRules.DEFAULT_LEEWAY, null, null);
    ClaimRules rules =
        new ClaimRules(Scene.ISSUER, Set.of(Scene.AUDIENCE), Set.of(), times, ClaimNames.DEFAULT);
    return new Issuer("default", List.of(key), rules);
  }

  private static final class Fresh implements Verifier {
    private static final int EVERY = 10_000;

    private final Issuer issuer;
    private TokenVerifier verifier;
    private int left = EVERY;

    Fresh(Issuer issuer) {
      this.issuer = issuer;
      this.verifier = new TokenVerifier(new KeyRing(List.of(issuer)));
    }

    @Override
    public boolean accepts(String token) {
      if (left-- == 0) {
        left = EVERY - 1;
        verifier = new TokenVerifier(new KeyRing(List.of(issuer)));
      }
      return verifier.verify(token, Instant.now()) instanceof Verdict.Admitted;
    }
  }
}
