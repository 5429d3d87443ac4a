package dev.watchword.cdi;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.jwt.ClaimValue;
import org.jspecify.annotations.Nullable;

/**
 * The types that a claim may be injected as. GlassFish does not say at the start what a servlet
 * asks for, so there is a bean for each of them.
 */
final class ClaimTypes {
  private ClaimTypes() {}

  /** Such a type with an argument, as the Java compiler has it. */
  private static final class Generic implements ParameterizedType {
    private final Class<?> raw;
    private final Type argument;

    Generic(Class<?> raw, Type argument) {
      this.raw = raw;
      this.argument = argument;
    }

    @Override
    public Type[] getActualTypeArguments() {
      return new Type[] {argument};
    }

    @Override
    public Type getRawType() {
      return raw;
    }

    @Override
    public @Nullable Type getOwnerType() {
      return null;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof ParameterizedType type
          && type.getOwnerType() == null
          && type.getRawType() == raw
          && Arrays.equals(type.getActualTypeArguments(), getActualTypeArguments());
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(getActualTypeArguments()) ^ raw.hashCode();
    }

    @Override
    public String toString() {
      return raw.getName() + "<" + argument.getTypeName() + ">";
    }
  }

  /** All of the specification's. */
  static List<Type> all() {
    List<Type> plain =
        List.of(
            String.class,
            Long.class,
            Integer.class,
            Double.class,
            Boolean.class,
            JsonValue.class,
            JsonString.class,
            JsonNumber.class,
            JsonArray.class,
            JsonObject.class,
            new Generic(Set.class, String.class));
    List<Type> all = new ArrayList<>();
    for (Type each : plain) {
      Type optional = new Generic(Optional.class, each);
      all.addAll(List.of(each, optional));
      all.addAll(
          List.of(new Generic(ClaimValue.class, each), new Generic(ClaimValue.class, optional)));
    }
    return all;
  }
}
