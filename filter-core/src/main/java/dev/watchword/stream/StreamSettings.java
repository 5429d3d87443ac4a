package dev.watchword.stream;

import dev.watchword.settings.Property;
import dev.watchword.settings.Section;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads what an operator decides about streams. */
public final class StreamSettings {
  private StreamSettings() {}

  /** The policy; null where a mistake was noted. */
  public static @Nullable StreamPolicy read(Section section) {
    AtExpiry atExpiry = section.oneOf(Property.STREAMS, AtExpiry.values(), AtExpiry::configName);
    Duration longest = section.duration(Property.STREAMS_MAXAGE);
    if (longest != null && longest.isZero()) {
      section.mistake(Property.STREAMS_MAXAGE, "is 0; write a duration such as 12h");
      return null;
    }
    Integer perCaller = section.read(Property.STREAMS_PERCALLER, StreamSettings::number);
    return atExpiry == null || longest == null || perCaller == null
        ? null
        : new StreamPolicy(atExpiry, longest, perCaller);
  }

  private static Integer number(String text) {
    if (!text.matches("[1-9]\\d{0,5}")) {
      throw new IllegalArgumentException("'" + text + "' is no number from 1 to 999999");
    }
    return Integer.valueOf(text);
  }
}
