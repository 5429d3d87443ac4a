package dev.watchword.guard;

import dev.watchword.event.GuardListener;
import dev.watchword.event.GuardMeter;
import dev.watchword.event.GuardMeter.Counted;
import dev.watchword.guard.Limits.Charge;

/** Tells those who measure; reads no clock where there is none. */
final class Meters {
  private final Listeners<GuardMeter> meters;

  private Meters(Listeners<GuardMeter> meters) {
    this.meters = meters;
  }

  static Meters of(Listeners<GuardListener> listeners) {
    return new Meters(listeners.ofType(GuardMeter.class));
  }

  /** When the guard begins, for {@link #judged}. */
  long begin() {
    return meters.isEmpty() ? 0 : System.nanoTime();
  }

  void judged(long began) {
    if (!meters.isEmpty()) {
      long nanos = System.nanoTime() - began;
      meters.tell(meter -> meter.judged(nanos));
    }
  }

  /** Tells what was counted, and returns it. */
  Charge counted(Charge charge) {
    if (!meters.isEmpty() && !charge.policy().isEmpty()) {
      Counted counted = counted(charge.status());
      meters.tell(meter -> meter.counted(charge.policy(), counted));
    }
    return charge;
  }

  private static Counted counted(Charge.Status status) {
    return switch (status) {
      case ALLOWED -> Counted.ALLOWED;
      case EXCEEDED -> Counted.EXCEEDED;
      case UNAVAILABLE -> Counted.UNAVAILABLE;
    };
  }
}
