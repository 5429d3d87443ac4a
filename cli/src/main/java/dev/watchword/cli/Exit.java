package dev.watchword.cli;

/** Exit codes; the help of every command lists them. */
final class Exit {
  static final int GOOD = 0;

  /** explain: the token is refused. doctor: a server would not start. revoke: it was not done. */
  static final int REFUSED = 1;

  static final int USAGE = 2;

  /** mint, explain, revoke: there is no configuration to do it with. */
  static final int SETTINGS = 3;

  /** A fault in this program. */
  static final int FAULT = 70;

  /** What a command had to say could not be written, to a full disk or a closed pipe. */
  static final int OUTPUT = 74;

  private Exit() {}
}
