package dev.watchword.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Queries as the application sees them, also where a request was sent on with one of its own. */
class QueryParametersTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, -, -",
        "x=1, -, x=1",
        "-, w=a, w=a",
        "x=1, w=a, x=1&w=a",
        "w=b, w=a, w=b",
        "w=b, w=a&w=c, w=b",
        "w=b&w=d, w=a&y=2, w=b&w=d&y=2",
        "%77=b, w=a, %77=b",
        "w=b, %77=a, w=b",
        "w, w=a, w",
        "%zz=1, %zz=2, %zz=1",
        "w=b, W=a, w=b&W=a",
        "w=a, w=a, w=a",
      })
  void parametersOfDispatch_replaceThoseOfRequest(String own, String outer, String merged) {
    assertEquals(merged, QueryParameters.merged(own, outer));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, ''",
        "'', ''",
        "w=a, a",
        "w, ' '",
        "w=, ' '",
        "w=a&w=b, a|b",
        "%77=a+b%21, a b!",
        "w=%zz, %zz",
        "v=w=a, ''",
        "w=a=b, a=b",
      })
  void values_areDecodedAsContainersDo(String query, String values) {
    List<String> expected = values.isEmpty() ? List.of() : List.of(values.strip().split("\\|", -1));
    assertEquals(expected, QueryParameters.values(query, "w"));
  }
}
