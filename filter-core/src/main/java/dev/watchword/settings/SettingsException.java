package dev.watchword.settings;

import java.util.List;

/**
 * The settings cannot be used. The message lists every mistake and what to do about it, and never a
 * secret.
 */
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> mistakes;

  public SettingsException(List<String> mistakes) {
    super(message(mistakes));
    this.mistakes = List.copyOf(mistakes);
  }

  /** A sentence for each mistake. */
  public List<String> mistakes() {
    return mistakes;
  }

  private static String message(List<String> mistakes) {
    StringBuilder text = new StringBuilder("Watchword does not start: ");
    text.append(mistakes.size() == 1 ? "1 mistake" : mistakes.size() + " mistakes");
    text.append(" in its settings.");
    for (int i = 0; i < mistakes.size(); i++) {
      text.append("\n  ").append(i + 1).append(". ").append(mistakes.get(i));
    }
    return text.toString();
  }
}
