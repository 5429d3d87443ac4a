package dev.watchword.servertests;

import java.io.IOException;
import java.util.List;

/** What can host the applications, in a process of its own. */
interface HostKind {
  /** What comes after {@code java} and its options. */
  List<String> command();

  /** Whether it stops when its standard input ends. */
  boolean endsWithInput();

  /** As a person calls it, with its version. */
  String titleAndVersion() throws IOException;
}
