package dev.watchword.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A form, read strictly: RFC 6749 section 3.2 lets no parameter stand twice. */
public final class Form {
  private Form() {}

  /** The parameters that have a value; null where the bytes are no such form. */
  public static @Nullable Map<String, String> read(byte[] body) {
    Map<String, List<String>> fields = FormFields.read(body);
    if (fields == null || fields.values().stream().anyMatch(values -> values.size() > 1)) {
      return null;
    }
    Map<String, String> form = new LinkedHashMap<>();
    fields.forEach((name, values) -> form.put(name, values.get(0)));
    form.values().removeIf(String::isEmpty);
    return form;
  }
}
