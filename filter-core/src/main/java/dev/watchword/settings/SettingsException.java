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
    this(mistakes, List.of());
  }

  private SettingsException(List<String> mistakes, List<String> besides) {
    super(message(mistakes, besides));
    this.mistakes = List.copyOf(mistakes);
  }

  /** The same, with what may have caused the mistakes: sentences that the message ends with. */
  public SettingsException besides(List<String> sentences) {
    return new SettingsException(mistakes, sentences);
  }

  /** A sentence for each mistake. */
  public List<String> mistakes() {
    return mistakes;
  }

  private static String message(List<String> mistakes, List<String> besides) {
    StringBuilder text = new StringBuilder("Watchword does not start: ");
    text.append(mistakes.size() == 1 ? "1 mistake" : mistakes.size() + " mistakes");
    text.append(" in its settings.");
    for (int i = 0; i < mistakes.size(); i++) {
      text.append("\n  ").append(i + 1).append(". ").append(mistakes.get(i));
    }
    besides.forEach(sentence -> text.append("\n  Besides: ").append(sentence));
    return text.toString();
  }
}
