package dev.watchword.http;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a form in UTF-8, of which any may stand more than once. */
public final class FormFields {
  /** The type of a body that is a form. */
  public static final String MEDIA_TYPE = "application/x-www-form-urlencoded";

  private FormFields() {}

  /** Whether a body of that {@code Content-Type} is a form, whatever its parameters say. */
  public static boolean isForm(@Nullable String contentType) {
    return contentType != null && contentType.split(";", 2)[0].strip().equalsIgnoreCase(MEDIA_TYPE);
  }

  /** Every value of every field, in their order; null where the bytes are no such form. */
  public static @Nullable Map<String, List<String>> read(byte[] body) {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      for (String pair : text.split("&", -1)) {
        if (!pair.isEmpty()) {
          String[] parts = pair.split("=", 2);
          String value = parts.length == 1 ? "" : decoded(parts[1]);
          fields.computeIfAbsent(decoded(parts[0]), none -> new ArrayList<>(1)).add(value);
        }
      }
      return fields;
    } catch (CharacterCodingException | IllegalArgumentException noForm) {
      return null;
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
