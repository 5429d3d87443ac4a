package dev.watchword.guard;

/** What a check of the application's own says of a request. */
public sealed interface CheckResult {
  /** Nothing is against it. */
  record Allowed() implements CheckResult {}

  /**
   * It is refused.
   *
   * @param text why, for the log and the listeners; no answer holds it. Empty for no word
   */
  record Refused(String text) implements CheckResult {}

  static CheckResult allow() {
    return new Allowed();
  }

  /** Refuses; the text is why, for the log and the listeners alone. */
  static CheckResult refuse(String text) {
    return new Refused(text);
  }

  /** Allows if the condition holds; the text is why it refuses otherwise. */
  static CheckResult allowIf(boolean condition, String otherwise) {
    return condition ? allow() : refuse(otherwise);
  }
}
