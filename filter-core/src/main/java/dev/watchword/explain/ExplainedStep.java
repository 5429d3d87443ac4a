package dev.watchword.explain;

import dev.watchword.token.Rejection;
import java.util.LinkedHashMap;
import java.util.Map;
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

  Map<String, Object> asMap() {
    Map<String, Object> result = new LinkedHashMap<>(); // in this order
    result.put("check", check);
    result.put("passed", passed());
    result.put("expected", expected);
    result.put("got", got);
    return result;
  }

  @Override
  public String toString() {
    return "Step[" + check + (passed() ? " passed]" : " failed]");
  }
}
