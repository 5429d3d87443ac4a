package dev.watchword.cli;

/** Ends a command with a sentence for the error output. */
final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exit;

  Failure(int exit, String sentence) {
    super(sentence);
    this.exit = exit;
  }

  int exit() {
    return exit;
  }
}
