package dev.watchword.jaxrs;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Tells each mistake in the annotations of an application once in the log: some runtimes and
 * servers show what is thrown only in a file of their own, or nowhere, and some is found per
 * request.
 */
final class AnnotationMistakes {
  private static final Logger LOG = System.getLogger("dev.watchword");

  /** As many as the code has. */
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  /** What the reading gives; a mistake that it throws is logged and thrown on. */
  <T> T toldBy(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (IllegalStateException mistake) {
      String sentence = String.valueOf(mistake.getMessage());
      if (told.add(sentence)) {
        LOG.log(Level.ERROR, "Watchword: " + sentence);
      }
      throw mistake;
    }
  }
}
