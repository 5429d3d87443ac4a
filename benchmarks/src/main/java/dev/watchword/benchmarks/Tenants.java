package dev.watchword.benchmarks;

import dev.watchword.token.ClaimNames;
import dev.watchword.token.ClaimRules;
import dev.watchword.token.Issuer;
import dev.watchword.token.IssuerFilter;
import dev.watchword.token.IssuerLookup;
import dev.watchword.token.KeyRing;
import dev.watchword.token.MacAlgorithm;
import dev.watchword.token.SharedKey;
import dev.watchword.token.TimeRules;
import dev.watchword.token.TokenKind;
import dev.watchword.token.TokenSigner;
import dev.watchword.token.TokenVerifier;
import dev.watchword.token.Verdict;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What many tenants cost: the time to verify a fresh token, and the memory of the ring, from one
 * tenant to 100,000. Only ratios are printed, for machines differ.
 */
public final class Tenants {
  private static final int[] SIZES = {1, 10, 100, 1_000, 10_000, 100_000};
  private static final int TOKENS = 10_000;
  private static final int ROUNDS = 5;
  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();
  private static final SecureRandom RANDOM = new SecureRandom();

  private Tenants() {}

  /** Prints the table. */
  public static void main(String[] none) {
    List<IssuerLookup> ways = List.of(IssuerLookup.KID, IssuerLookup.ISS, IssuerLookup.REQUEST);
    double[][] nanos = new double[ways.size()][SIZES.length];
    long[] bytes = new long[SIZES.length];
    for (int pass = 0; pass < 2; pass++) { // the first one warms up
      for (int size = 0; size < SIZES.length; size++) {
        long before = used();
        List<Issuer> tenants = tenants(SIZES[size]);
        KeyRing ring = new KeyRing(tenants, IssuerLookup.KID, null);
        bytes[size] = used() - before;
        for (int way = 0; way < ways.size(); way++) {
          nanos[way][size] = nanos(tenants, ways.get(way));
        }
        require(ring.issuers().size() == SIZES[size]);
      }
    }
    System.out.println("| tenants | kid | iss | header | bytes a tenant |");
    System.out.println("| ---: | ---: | ---: | ---: | ---: |");
    for (int size = 0; size < SIZES.length; size++) {
      System.out.printf(
          Locale.ROOT,
          "| %,d | %.2f | %.2f | %.2f | %s |%n",
          SIZES[size],
          nanos[0][size] / nanos[0][0],
          nanos[1][size] / nanos[0][0],
          nanos[2][size] / nanos[0][0],
          SIZES[size] < 1_000 ? "" : String.format(Locale.ROOT, "%,d", bytes[size] / SIZES[size]));
    }
  }

  private static List<Issuer> tenants(int count) {
    TimeRules times = new TimeRules(TimeRules.DEFAULT_LEEWAY, null, null);
    List<Issuer> tenants = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      byte[] secret = new byte[32];
      RANDOM.nextBytes(secret);
      SharedKey key =
          new SharedKey("usual", "k" + i, secret, Set.of(MacAlgorithm.HS256), null, null);
      ClaimRules rules = new ClaimRules("iss" + i, Set.of(), Set.of(), times, ClaimNames.DEFAULT);
      tenants.add(new Issuer("t" + i, List.of(key), rules));
    }
    return tenants;
  }

  /**
   * The processor's time in the best of some rounds, each with a new ring, so that no token is
   * remembered.
   */
  private static double nanos(List<Issuer> tenants, IssuerLookup picks) {
    Instant now = Instant.now();
    String[] tokens = new String[TOKENS];
    IssuerFilter[] selections = new IssuerFilter[TOKENS];
    for (int i = 0; i < TOKENS; i++) {
      int tenant = RANDOM.nextInt(tenants.size());
      Issuer issuer = tenants.get(tenant);
      Instant end = now.plusSeconds(3600);
      Map<String, Object> claims = Map.of("sub", "user" + i, "iss", "iss" + tenant, "exp", end);
      tokens[i] = new TokenSigner(issuer).sign(TokenKind.SIGNED, claims, now);
      selections[i] =
          picks == IssuerLookup.REQUEST
              ? new IssuerFilter(issuer.selector(), Set.of())
              : IssuerFilter.ANY;
    }
    double[] rounds = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      TokenVerifier verifier = new TokenVerifier(new KeyRing(tenants, picks, null));
      long start = CPU.getCurrentThreadCpuTime();
      int admitted = 0;
      for (int i = 0; i < TOKENS; i++) {
        admitted +=
            verifier.verify(tokens[i], selections[i], now) instanceof Verdict.Admitted ? 1 : 0;
      }
      rounds[round] = (double) (CPU.getCurrentThreadCpuTime() - start) / TOKENS;
      require(admitted == TOKENS);
    }
    return Arrays.stream(rounds).min().orElseThrow();
  }

  private static long used() {
    for (int i = 0; i < 4; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new IllegalStateException("a token that is good was refused, or a tenant lost");
    }
  }
}
