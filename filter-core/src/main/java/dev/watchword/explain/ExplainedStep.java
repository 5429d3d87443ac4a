package dev.watchword.explain;

import dev.watchword.token.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * One check.
 *
 * @param check its name
 * @param refused what the verifier says where it fails; null where it passed
 * @param expected what would pass
 * @param got what the token has; it quotes from the token
 */
public record ExplainedStep(
    String check, @Nullable Rejection refused, String expected, String got) {
  public boolean passed() {
    return refused == null;
  }

  /** Expected and got, in one line. */
  public String sentence() {
    return "expected " + expected + "; got " + got;
  }

  @Override
  public String toString() {
    return "Step[" + check + (passed() ? " passed]" : " failed]");
  }
}
