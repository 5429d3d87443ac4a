package dev.watchword.cdi;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** A claim as the type that an injection point has. */
final class ClaimValues {
  private static final Set<String> DATES = Set.of("exp", "iat", "nbf", "auth_time", "updated_at");

  private ClaimValues() {}

  /** As {@code getClaim} of MicroProfile JWT tells it. */
  static @Nullable Object plain(String name, @Nullable Object value) {
    if (value instanceof Number number && DATES.contains(name)) {
      return number.longValue();
    }
    return value == null || value instanceof String || value instanceof Boolean
        ? value
        : json(value);
  }

  /** Null where the token has no such claim, and where it is of another type. */
  static @Nullable Object as(Type type, JsonWebToken token, String name) {
    if (type instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
      return Optional.ofNullable(as(generic.getActualTypeArguments()[0], token, name));
    }
    Object value = token.getClaim(name);
    if (value == null) {
      return null;
    }
    Class<?> wanted = type instanceof ParameterizedType generic ? raw(generic) : (Class<?>) type;
    if (JsonValue.class.isAssignableFrom(wanted)) {
      JsonValue found = json(value);
      return wanted.isInstance(found) ? found : null;
    }
    Object found = number(boxed(wanted), value);
    return boxed(wanted).isInstance(found) ? found : null;
  }

  private static Class<?> raw(ParameterizedType type) {
    return (Class<?>) type.getRawType();
  }

  /** For CDI, {@code long} and {@code Long} are one. */
  static Class<?> boxed(Class<?> type) {
    return MethodType.methodType(type).wrap().returnType();
  }

  private static Object number(Class<?> wanted, Object value) {
    if (value instanceof JsonNumber number) {
      return switch (wanted.getSimpleName()) {
        case "Long" -> number.longValue();
        case "Integer" -> number.intValue();
        case "Double" -> number.doubleValue();
        default -> number;
      };
    }
    return value;
  }

  static JsonValue json(@Nullable Object value) {
    if (value instanceof JsonValue json) {
      return json;
    }
    if (value instanceof Map<?, ?> members) {
      JsonObjectBuilder object = Json.createObjectBuilder();
      members.forEach((name, member) -> object.add((String) name, json(member)));
      return object.build();
    }
    if (value instanceof List<?> || value instanceof Set<?>) {
      JsonArrayBuilder array = Json.createArrayBuilder();
      ((Iterable<?>) value).forEach(element -> array.add(json(element)));
      return array.build();
    }
    return scalar(value);
  }

  private static JsonValue scalar(@Nullable Object value) {
    if (value == null) {
      return JsonValue.NULL;
    }
    if (value instanceof Boolean truth) {
      return truth ? JsonValue.TRUE : JsonValue.FALSE;
    }
    if (value instanceof Long || value instanceof Integer) {
      return Json.createValue(((Number) value).longValue());
    }
    if (value instanceof BigInteger number) {
      return Json.createValue(number);
    }
    if (value instanceof BigDecimal number) {
      return Json.createValue(number);
    }
    return value instanceof Double number
        ? Json.createValue(number)
        : Json.createValue(value.toString());
  }
}
