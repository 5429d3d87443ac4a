package dev.watchword.benchmarks;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * Forged tokens from some connections, as fast as they are answered, beside one valid client at a
 * steady rate. Each slice of a flood stands beside one without, and two of valid tokens; ratios of
 * these alone are printed, for machines differ, and are busy with other work.
 */
public final class Flood {
  private static final int ROUNDS = 21;
  private static final int WARM_UP = 4;
  private static final int FEW = 6;

  /**
   * So many slices fill the table of addresses that sent bad tokens: then memory is as it stays.
   */
  private static final int FILLING = 15;

  private final FloodTokens tokens;

  private Flood(FloodTokens tokens) {
    this.tokens = tokens;
  }

  /** Prints the table. */
  public static void main(String[] none) throws Exception {
    FloodTokens tokens = new FloodTokens();
    Flood flood = new Flood(tokens);
    try (FloodTarget server = new FloodTarget(tokens.secret(), "memory");
        FloodSlices slices = new FloodSlices(server, flood.same("/nolimit/", 200))) {
      FloodRow.Valid valid =
          new FloodRow.Valid(
              flood.usual("valid, each new", tokens::valid, 200), flood.same("/nolimit/", 200));
      List<FloodRow> rows =
          flood.floods().stream().map(each -> new FloodRow(each, valid, slices)).toList();
      for (int i = 0; i < FILLING; i++) {
        rows.get(rows.size() - 1).measure(false);
      }
      for (int round = -WARM_UP; round < ROUNDS; round++) {
        for (FloodRow row : rows) {
          row.measure(round >= 0);
        }
      }
      System.out.println(FloodRow.TITLES);
      rows.forEach(row -> System.out.println(row.markdown()));
    }
  }

  private List<FloodRequest> floods() {
    return List.of(
        usual("valid, each new", tokens::valid, 200),
        usual("bad signature", tokens::badSignature, 401),
        usual("`alg` none", tokens::algorithmNone, 401),
        usual("garbage", tokens::garbage, 401),
        usual("expired", tokens::expired, 401),
        usual("unknown `kid`", tokens::unknownKey, 401),
        usual("revoked", tokens::revoked, 401),
        same("/nolimit/once/", 200, 401).named("replayed"),
        limited("bad signature, limit on", () -> "192.0.2." + random(FEW)),
        limited("the same, from ever new addresses", Flood::anyAddress));
  }

  private FloodRequest usual(String name, Supplier<String> token, int status) {
    return new FloodRequest(name, "/nolimit/", token, () -> "192.0.2.1", Set.of(status));
  }

  private FloodRequest same(String path, Integer... statuses) {
    String token = tokens.valid();
    return new FloodRequest(
        "the same valid token", path, () -> token, () -> "198.51.100.1", Set.of(statuses));
  }

  /** At first, and when there is room again, the answer is 401, then 429. */
  private FloodRequest limited(String name, Supplier<String> address) {
    return new FloodRequest(name, "/usual/", tokens::badSignature, address, Set.of(401, 429));
  }

  private static String anyAddress() {
    return "11." + random(256) + "." + random(256) + "." + random(256);
  }

  private static int random(int bound) {
    return ThreadLocalRandom.current().nextInt(bound);
  }
}
