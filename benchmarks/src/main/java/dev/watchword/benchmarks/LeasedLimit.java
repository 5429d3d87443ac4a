package dev.watchword.benchmarks;

/**
 * One limit that nodes share by leases: a node takes permits from the shared bucket in batches, and
 * spends them by itself until the lease ends; what is left then is lost. Pure: time is a parameter,
 * in seconds, and never goes back.
 */
final class LeasedLimit {
  /** For how long a batch is good. */
  static final double LEASE = 1;

  /** A node that was given nothing refuses by itself for so long. */
  static final double PAUSE = 0.05;

  /** A batch of this many permits stands for: a tenth of what the node spent in a lease's time. */
  static final int BY_USE = 0;

  private static final int PARTS = 10;

  private final int batch;
  private final Node[] nodes;
  private final SimulatedBucket shared;
  private long roundTrips;

  /**
   * A limit.
   *
   * @param batch the permits a node asks for at once; or {@link #BY_USE}
   */
  LeasedLimit(int nodes, int batch, SimulatedBucket shared) {
    this.batch = batch;
    this.nodes = new Node[nodes];
    for (int i = 0; i < nodes; i++) {
      this.nodes[i] = new Node();
    }
    this.shared = shared;
  }

  private static final class Node {
    private int left;
    private double end;
    private double pausedUntil;
    private double countedFrom;
    private int spent;
    private int spentBefore;

    /** What it spent in a lease's time: the one before, or the one that runs where that is more. */
    private int use(double now) {
      if (now - countedFrom >= LEASE) {
        spentBefore = now - countedFrom >= 2 * LEASE ? 0 : spent;
        spent = 0;
        countedFrom = now;
      }
      return Math.max(spent, spentBefore);
    }
  }

  boolean admits(int number, double now) {
    Node node = nodes[number];
    int use = node.use(now);
    if (now >= node.end) {
      node.left = 0;
    }
    if (node.left == 0 && now >= node.pausedUntil) {
      roundTrips++;
      node.left = shared.take(batch == BY_USE ? Math.max(1, use / PARTS) : batch, now);
      node.end = now + LEASE;
      node.pausedUntil = node.left == 0 ? now + PAUSE : 0;
    }
    if (node.left == 0) {
      return false;
    }
    node.left--;
    node.spent++;
    return true;
  }

  long roundTrips() {
    return roundTrips;
  }
}
