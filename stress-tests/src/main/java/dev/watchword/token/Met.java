package dev.watchword.token;

import dev.watchword.token.Verdict.Admitted;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Three tokens that meet in one place of the memory, and what was found out about each. */
final class Met {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  static final VerifiedTokenCache.Validity HOUR =
      new VerifiedTokenCache.Validity(NOW, NOW.plus(Duration.ofHours(1)));

  static final SharedKey KEY =
      new SharedKey("main", null, secret(), Set.of(MacAlgorithm.HS256), null, null);

  static final Admitted ALICES = admitted("alice");
  static final Admitted OTHERS = admitted("mallory");

  /** One for all, as in a server: each state has tokens of its own. */
  static final VerifiedTokenCache MEMORY = new VerifiedTokenCache(KeyRing.USUAL_MEMORY);

  /** Ends of tokens by which two stand in the same places, though their hashes differ. */
  private static final List<String[]> ENDS = ends();

  private static final AtomicInteger STATES = new AtomicInteger();

  final String alice;

  /** Of the same hash as Alice's: only what comes before the last characters differs. */
  final String sameHash;

  /** Of another hash, and yet with the same places to stand in. */
  final String samePlaces;

  Met() {
    int number = STATES.getAndIncrement();
    String[] ends = ENDS.get((number & Integer.MAX_VALUE) % ENDS.size());
    alice = "a" + number + ".token." + ends[0];
    sameHash = "m" + number + ".token." + ends[0];
    samePlaces = "a" + number + ".token." + ends[1];
  }

  private static List<String[]> ends() {
    List<String[]> ends = new ArrayList<>();
    for (int i = 10_000; i < 100_000; i++) {
      String end = "o" + i + "c";
      String other = end.substring(0, 5) + (char) (end.charAt(5) + 1) + "c";
      int difference = VerifiedTokenCache.hash(end) ^ VerifiedTokenCache.hash(other);
      if (difference > 0 && difference < 4) {
        ends.add(new String[] {end, other});
      }
    }
    return ends;
  }

  private static Admitted admitted(String name) {
    TimeRules times = new TimeRules(Duration.ZERO, null, null);
    ClaimRules rules = new ClaimRules(null, Set.of(), Set.of(), times, ClaimNames.DEFAULT);
    Issuer issuer = new Issuer("default", List.of(KEY), rules);
    String token =
        new TokenSigner(issuer)
            .sign(TokenKind.SIGNED, Map.of("sub", name, "exp", NOW.plusSeconds(60)), NOW);
    return (Admitted) new TokenVerifier(new KeyRing(List.of(issuer))).verify(token, NOW);
  }

  static void keep(String token, Admitted verdict) {
    MEMORY.keep(token, IssuerFilter.ANY, verdict, KEY, HOUR);
  }

  static int find(String token) {
    return whose(MEMORY.find(token, IssuerFilter.ANY, NOW));
  }

  /** 0 for nothing, 1 for what belongs to Alice, 2 for what belongs to the other. */
  static int whose(@Nullable Admitted found) {
    if (found == null) {
      return 0;
    }
    return found.equals(ALICES) ? 1 : 2;
  }

  /** Of one run alone. */
  private static byte[] secret() {
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    return secret;
  }
}
