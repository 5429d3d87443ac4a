package dev.watchword.cdi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.jwt.ClaimValue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The types are those that the compiler writes down for an injection point. */
class ClaimTypesTest {
  String text;
  Optional<Long> number;
  Set<String> words;
  ClaimValue<JsonObject> object;
  ClaimValue<Optional<Set<String>>> nested;

  @ParameterizedTest
  @ValueSource(strings = {"text", "number", "words", "object", "nested"})
  void type_isThatOfField(String field) throws Exception {
    Type type = ClaimTypesTest.class.getDeclaredField(field).getGenericType();
    List<Type> all = ClaimTypes.all();
    Type ours = all.get(all.indexOf(type));
    assertTrue(ours.equals(type) && type.equals(ours), type.getTypeName());
    assertEquals(type.hashCode(), ours.hashCode());
    assertEquals(type.getTypeName(), ours.getTypeName());
    assertEquals(44, new HashSet<>(all).size(), "each once");
  }
}
