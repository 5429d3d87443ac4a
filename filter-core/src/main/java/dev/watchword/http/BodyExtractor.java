package dev.watchword.http;

import dev.watchword.json.StrictJson;
import dev.watchword.token.Reason;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A token in a field of a form, or in a member of a JSON object, of a POST request. */
record BodyExtractor(Format format, String name) implements TokenExtractor {
  private static final Extraction NONE = Extraction.none();
  private static final Extraction UNREADABLE = malformed("the body could not be read to its end");
  private static final Extraction ENCODED = malformed("the body is encoded, or not in UTF-8");
  private static final Extraction TOO_LARGE =
      new Extraction.Malformed(
          Reason.BODY_SIZE, "the body is larger than " + RequestBody.MOST + " bytes");

  /** What the body is. */
  enum Format {
    FORM(FormFields.MEDIA_TYPE),
    JSON("application/json");

    private final String mediaType;

    Format(String mediaType) {
      this.mediaType = mediaType;
    }

    String configName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static Extraction malformed(String detail) {
    return new Extraction.Malformed(Reason.BODY, detail);
  }

  @Override
  public Extraction extract(RequestFacts facts) {
    String type = facts.header("Content-Type");
    if (!facts.method().equals("POST") || type == null) {
      return NONE;
    }
    String[] parts = type.toLowerCase(Locale.ROOT).split(";", 2);
    if (!parts[0].strip().equals(format.mediaType)) {
      return NONE;
    }
    if (facts.has("Content-Encoding") || (parts.length == 2 && !isUtf8(parts[1]))) {
      return ENCODED;
    }
    try {
      byte[] body = facts.body().start();
      return body.length > RequestBody.MOST ? TOO_LARGE : in(body);
    } catch (IOException broken) {
      return UNREADABLE;
    }
  }

  private static boolean isUtf8(String parameters) {
    int at = parameters.indexOf("charset=");
    return at < 0 || parameters.substring(at).replace("\"", "").strip().equals("charset=utf-8");
  }

  boolean isInForm() {
    return format == Format.FORM;
  }

  private Extraction in(byte[] body) {
    return isInForm() ? inForm(body) : inJson(body);
  }

  private Extraction inForm(byte[] body) {
    Map<String, List<String>> fields = FormFields.read(body);
    return fields == null
        ? malformed("the body is no form")
        : SoleValue.of(fields.getOrDefault(name, List.of()), SoleValue::bare);
  }

  private Extraction inJson(byte[] body) {
    Map<String, @Nullable Object> members = StrictJson.read(body, false);
    if (members == null) {
      return malformed("the body is not one strict JSON object");
    }
    if (!members.containsKey(name)) {
      return NONE;
    }
    return members.get(name) instanceof String text
        ? SoleValue.of(List.of(text), SoleValue::bare)
        : SoleValue.NOT_A_TOKEN;
  }

  /** Only a page that knows the token can put it there. */
  @Override
  public boolean isAmbient() {
    return false;
  }

  @Override
  public boolean isInBody() {
    return true;
  }

  @Override
  public String advice() {
    return format == Format.FORM
        ? "Send the form field " + name + "=<token>."
        : "Send the token as the member \"" + name + "\" of a JSON object.";
  }

  @Override
  public String toString() {
    return format.configName() + ":" + name;
  }
}
