package dev.watchword.benchmarks;

/** A bucket of permits that is refilled evenly. Pure: time is a parameter, in seconds. */
final class SimulatedBucket {
  private final double capacity;
  private final double perSecond;
  private double level;
  private double at;

  SimulatedBucket(int capacity, double perSecond) {
    this.capacity = capacity;
    this.perSecond = perSecond;
    this.level = capacity;
  }

  /** Takes as many whole permits as there are, up to {@code most}. */
  int take(int most, double now) {
    refill(now);
    int taken = (int) Math.max(0, Math.min(most, Math.floor(level)));
    level -= taken;
    return taken;
  }

  /** Takes one whether or not it is there; what is left, which is below zero for a debt. */
  double charge(double now) {
    refill(now);
    level--;
    return level;
  }

  private void refill(double now) {
    level = Math.min(capacity, level + (now - at) * perSecond);
    at = now;
  }
}
