package dev.watchword.demo;

import org.jspecify.annotations.Nullable;

/** One thing that the console's page is told about; asked by one thread. */
interface Topic {
  /** Its name in events. */
  String name();

  /** All there is to know, for a page that has just been opened: what can be written as JSON. */
  Object all();

  /** What came since it was last asked; null for nothing. */
  @Nullable Object news();
}
