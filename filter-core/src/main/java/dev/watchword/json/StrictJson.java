package dev.watchword.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * JSON as it may stand in a token or a request: one object, every name once, nothing after it. The
 * caps are our own because servers bring Jackson versions that have none.
 */
public final class StrictJson {
  private static final int DEEPEST = 32;
  private static final int LONGEST_NUMBER = 100;
  private static final int MOST_MEMBERS = 1000;
  private static final int LAST_OF_ASCII = 0x7E;

  /** Without tables of names shared between threads: those can be made to collide. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  private final JsonParser parser;
  private final boolean sameTwice;

  private StrictJson(JsonParser parser, boolean sameTwice) {
    this.parser = parser;
    this.sameTwice = sameTwice;
  }

  /**
   * The members of an object in their order, unmodifiable; null where the bytes are not such an
   * object in UTF-8. Values are {@code String}, {@code Boolean}, {@code Long}, {@code BigInteger}
   * beyond its range, {@code Double} for fractions, {@code List}, {@code Map} and null.
   */
  public static @Nullable Map<String, @Nullable Object> read(byte[] json) {
    return read(json, false);
  }

  /** The same; where {@code sameTwice}, a name may stand twice if both values are equal. */
  public static @Nullable Map<String, @Nullable Object> read(byte[] json, boolean sameTwice) {
    try (JsonParser parser = FACTORY.createParser(text(json))) {
      StrictJson reader = new StrictJson(parser, sameTwice);
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      Map<String, @Nullable Object> members = reader.object(DEEPEST);
      return parser.nextToken() == null ? members : null;
    } catch (IOException notJson) { // or not UTF-8
      return null;
    }
  }

  /**
   * An object of values as {@link #read} makes them, on one line; beyond ASCII it is escaped, so
   * that every server writes the same bytes.
   */
  public static String write(Map<String, ? extends @Nullable Object> object) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(text)) {
      generator.setHighestNonEscapedChar(LAST_OF_ASCII);
      write(generator, object);
    } catch (IOException ofAStringWriter) {
      throw new UncheckedIOException(ofAStringWriter);
    }
    return text.toString();
  }

  private static void write(JsonGenerator generator, @Nullable Object value) throws IOException {
    if (value instanceof Map<?, ?> map) {
      generator.writeStartObject();
      for (Map.Entry<?, ?> member : map.entrySet()) {
        generator.writeFieldName((String) member.getKey());
        write(generator, member.getValue());
      }
      generator.writeEndObject();
    } else if (value instanceof Iterable<?> items) {
      generator.writeStartArray();
      for (Object item : items) {
        write(generator, item);
      }
      generator.writeEndArray();
    } else if (value instanceof Long number) {
      generator.writeNumber(number);
    } else if (value instanceof BigInteger number) {
      generator.writeNumber(number);
    } else if (value instanceof Double number) {
      generator.writeNumber(number);
    } else if (value instanceof Boolean bool) {
      generator.writeBoolean(bool);
    } else if (value == null) {
      generator.writeNull();
    } else {
      generator.writeString((String) value);
    }
  }

  /** Only bytes that are no UTF-8, or that very character, become a U+FFFD: then look closely. */
  private static String text(byte[] json) throws CharacterCodingException {
    String text = new String(json, StandardCharsets.UTF_8);
    return text.indexOf('\uFFFD') < 0
        ? text
        : StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
  }

  private Map<String, @Nullable Object> object(int depth) throws IOException {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    String name = parser.nextFieldName();
    while (name != null) {
      Object value = value(parser.nextToken(), depth - 1);
      int different = members.size();
      Object before = members.put(name, value);
      boolean twice = members.size() == different;
      if ((twice && !(sameTwice && Objects.equals(before, value))) || different == MOST_MEMBERS) {
        throw new IOException("a name twice, or too many names");
      }
      name = parser.nextFieldName();
    }
    if (parser.currentToken() != JsonToken.END_OBJECT) {
      throw new IOException("no end");
    }
    return Collections.unmodifiableMap(members);
  }

  private List<@Nullable Object> array(int depth) throws IOException {
    List<@Nullable Object> items = new ArrayList<>();
    for (JsonToken next = parser.nextToken();
        next != JsonToken.END_ARRAY;
        next = parser.nextToken()) {
      items.add(value(next, depth - 1));
    }
    return Collections.unmodifiableList(items);
  }

  private @Nullable Object value(@Nullable JsonToken first, int depth) throws IOException {
    if (first == null) {
      throw new IOException("no end");
    }
    if (depth == 0 && first.isStructStart()) {
      throw new IOException("nested too deeply");
    }
    return switch (first) {
      case START_OBJECT -> object(depth);
      case START_ARRAY -> array(depth);
      case VALUE_STRING -> parser.getText();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case VALUE_NUMBER_INT ->
          shortNumber().getNumberType() == JsonParser.NumberType.BIG_INTEGER
              ? parser.getBigIntegerValue()
              : (Object) parser.getLongValue();
      case VALUE_NUMBER_FLOAT -> finite(shortNumber().getDoubleValue());
      default -> throw new IOException("not JSON");
    };
  }

  private JsonParser shortNumber() throws IOException {
    if (parser.getTextLength() > LONGEST_NUMBER) {
      throw new IOException("a number with too many digits");
    }
    return parser;
  }

  private static Double finite(double number) throws IOException {
    if (Double.isInfinite(number)) {
      throw new IOException("a number beyond all use");
    }
    return number;
  }
}
