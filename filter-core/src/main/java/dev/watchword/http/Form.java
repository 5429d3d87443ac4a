package dev.watchword.http;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A form, read strictly: RFC 6749 section 3.2 lets no parameter stand twice. */
public final class Form {
  private Form() {}

  /** The parameters that have a value; null where the bytes are no such form. */
  public static @Nullable Map<String, String> read(byte[] body) {
    Map<String, String> form = new LinkedHashMap<>();
    Map<String, String> seen = new LinkedHashMap<>();
    try {
      for (String pair : decoded(body).split("&", -1)) {
        int equals = pair.indexOf('=');
        String name = part(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : part(pair.substring(equals + 1));
        if (!pair.isEmpty() && seen.put(name, value) != null) {
          return null;
        }
        if (!value.isEmpty()) {
          form.put(name, value);
        }
      }
      return form;
    } catch (CharacterCodingException | IllegalArgumentException noForm) {
      return null;
    }
  }

  private static String part(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static String decoded(byte[] body) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
  }
}
