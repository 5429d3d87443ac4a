package dev.watchword.explain;

import dev.watchword.token.Printable;
import dev.watchword.token.SharedKey;
import dev.watchword.token.StrictBase64Url;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How claims, dates and keys are written for a person. */
public final class ValueText {
  private ValueText() {}

  /** A claim's value, much as in JSON. */
  static String value(@Nullable Object value) {
    if (value instanceof String text) {
      return Printable.text(text);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(ValueText::value).collect(Collectors.joining(",", "[", "]"));
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(
              member ->
                  Printable.text(String.valueOf(member.getKey())) + ":" + value(member.getValue()))
          .collect(Collectors.joining(",", "{", "}"));
    }
    return String.valueOf(value);
  }

  /** What is odd about the outer form of a token; where nothing is, the lengths of its parts. */
  static String form(String token) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      return parts.length == 1 ? "one part" : parts.length + " parts";
    }
    for (int i = 0; i < 3; i++) {
      String odd = part(parts[i]);
      if (odd != null) {
        return odd + " in the part " + (i + 1);
      }
    }
    return "parts of %s, %s and %s characters"
        .formatted(parts[0].length(), parts[1].length(), parts[2].length());
  }

  private static @Nullable String part(String part) {
    if (part.isEmpty()) {
      return "nothing";
    }
    for (int i = 0; i < part.length(); i++) {
      if (!StrictBase64Url.isInAlphabet(part.charAt(i))) {
        return "the character " + Printable.text(part.substring(i, i + 1));
      }
    }
    if (part.length() % 4 == 1) {
      return "a number of characters that base64url never has";
    }
    byte[] ascii = part.getBytes(StandardCharsets.US_ASCII);
    return StrictBase64Url.isCanonical(ascii, 0, ascii.length)
        ? null
        : "a last character that says more than there are bits";
  }

  /** Since when and until when a key is good, where that is not always. */
  static String dates(SharedKey key, Instant now) {
    Instant from = key.from();
    Instant until = key.until();
    if (from != null && now.isBefore(from)) {
      return " (good from " + from + ")";
    }
    return until == null ? "" : (now.isBefore(until) ? " (good until " : " (ended ") + until + ")";
  }

  static String ago(Instant date, Instant now) {
    return date.isAfter(now)
        ? "in " + duration(Duration.between(now, date))
        : duration(Duration.between(date, now)) + " ago";
  }

  /** The two greatest units: {@code 2d 3h}, {@code 15m}, {@code 42s}. */
  static String duration(Duration duration) {
    if (duration.isNegative()) {
      return "-" + duration(duration.negated());
    }
    long days = duration.toDays();
    if (days > 0) {
      return days + "d" + rest(duration.toHoursPart(), "h");
    }
    if (duration.toHoursPart() > 0) {
      return duration.toHoursPart() + "h" + rest(duration.toMinutesPart(), "m");
    }
    return duration.toMinutesPart() > 0
        ? duration.toMinutesPart() + "m" + rest(duration.toSecondsPart(), "s")
        : duration.toSecondsPart() + "s";
  }

  private static String rest(int number, String unit) {
    return number == 0 ? "" : " " + number + unit;
  }
}
