package dev.watchword.testkit;

import dev.watchword.limit.Store;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** What the tests need to know. Each uses names of its own, so what is there already is no harm. */
public interface StoresUnderTest {
  /**
   * The stores that share what they remember, as the nodes of a service do; one is enough where
   * there cannot be more. Always the same during a test; closing them is the business of the class
   * that gives them.
   */
  List<Store> nodes();

  /**
   * Comes back when that much time has passed for the stores: sets their clock on, or waits until
   * it is so. No test lets more than two seconds pass.
   */
  void pass(Duration time);

  /** For how long a node may not know what another has revoked or lifted. */
  default Duration staleness() {
    return Duration.ZERO;
  }

  /** One of them, for any number from 0 on. */
  default Store node(int number) {
    List<Store> nodes = nodes();
    return nodes.get(number % nodes.size());
  }

  /** A name that no other test has. */
  static String unique() {
    return UUID.randomUUID().toString();
  }
}
