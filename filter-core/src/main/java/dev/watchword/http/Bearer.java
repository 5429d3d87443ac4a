package dev.watchword.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The one secret of an {@code Authorization: Bearer} field (RFC 6750 section 2.1). */
public final class Bearer {
  private static final Pattern FIELD =
      Pattern.compile("Bearer +([!-~]{1,1024})", Pattern.CASE_INSENSITIVE);

  private Bearer() {}

  /** Whether these bytes are text that can stand in such a field. */
  public static boolean canShow(byte[] secret) {
    return in(List.of("Bearer " + new String(secret, StandardCharsets.ISO_8859_1))) != null;
  }

  /** What is shown; null where nothing, or not exactly one thing, is. */
  public static @Nullable String in(List<String> authorization) {
    Matcher matcher = FIELD.matcher(authorization.size() == 1 ? authorization.get(0) : "");
    return matcher.matches() ? matcher.group(1) : null;
  }
}
