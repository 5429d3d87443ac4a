package dev.watchword.token;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** A bit for each token that came once, by its hash. Two that collide do no harm. */
final class SeenTokens {
  private static final int BITS = 1 << 18;

  /** With more than these the bits tell too little, and are cleared. */
  private static final int MOST = BITS / 4;

  private final AtomicIntegerArray words = new AtomicIntegerArray(BITS / Integer.SIZE);
  private final AtomicInteger count = new AtomicInteger();

  /** Whether one of that hash came before. */
  boolean addAndTell(int hash) {
    int bit = hash & (BITS - 1);
    int word = bit / Integer.SIZE;
    int before = words.get(word);
    int after = before | 1 << bit;
    if (before == after) {
      return true;
    }
    words.set(word, after); // a bit that another thread sets meanwhile may be lost: it is set again
    if (count.incrementAndGet() > MOST) {
      count.set(0);
      for (int i = 0; i < words.length(); i++) {
        words.set(i, 0);
      }
    }
    return false;
  }
}
