package dev.watchword.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchword.testing.TestData;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requirement 7: what the quick reader of payloads reads, the strict one reads just so. */
class PayloadJsonTest {
  private static final List<String> SEEDS =
      List.of(
          "{\"sub\":\"alice\",\"iat\":1772366400,\"roles\":[\"a\",\"b\"],\"x\":{\"y\":[1,-2,null]}}",
          "{\"a\":true,\"b\":false,\"c\":[],\"d\":{},\"e\":\"\",\"f\":0 , \"g\" : [ [ ] ]}",
          "{\"exp\":1772366400.5,\"n\":\"\\u00e9\",\"\u00e9\":1e3,\"z\":123456789012345678}");

  private static final String CHANGES = "{}[]\",:\\u0e+-.19tfn \u00e9\u0001\u007fa";

  /** Whether it was plain; the strict reader must then have read the same. */
  private static boolean isPlain(byte[] json) {
    Map<String, Object> quick = PayloadJson.plain(json);
    Map<String, Object> strict = StrictJson.read(json);
    String shown = new String(json, StandardCharsets.ISO_8859_1);
    if (quick != null) {
      assertEquals(strict, quick, shown);
      assertEquals(quick, strict, shown);
      assertEquals(new ArrayList<>(strict.keySet()), new ArrayList<>(quick.keySet()), shown);
    }
    assertEquals(strict, PayloadJson.read(json, false), shown);
    assertEquals(StrictJson.read(json, true), PayloadJson.read(json, true), shown);
    return quick != null;
  }

  private static boolean isPlain(String json) {
    return isPlain(json.getBytes(StandardCharsets.UTF_8));
  }

  static Stream<byte[]> suite() {
    return TestData.jsonLines("/json/JSONTestSuite.jsonl").stream().map(PayloadJsonTest::text);
  }

  private static byte[] text(JsonNode line) {
    return Base64.getDecoder().decode(line.get("base64").textValue());
  }

  @ParameterizedTest
  @MethodSource("suite")
  void suite_isReadAsByStrictReader(byte[] text) {
    String latin = new String(text, StandardCharsets.ISO_8859_1);
    isPlain(text);
    isPlain(("{\"a\":" + latin + "}").getBytes(StandardCharsets.ISO_8859_1));
    isPlain(("{\"a\":{\"b\":[" + latin + "]}}").getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test // thirty thousand texts that are nearly JSON
  void mutatedText_isReadAsByStrictReader() {
    Random random = new Random(7519);
    int plain = 0;
    for (int round = 0; round < 30_000; round++) {
      byte[] json = SEEDS.get(round % SEEDS.size()).getBytes(StandardCharsets.UTF_8);
      for (int changes = random.nextInt(3); changes >= 0; changes--) {
        byte other = (byte) CHANGES.charAt(random.nextInt(CHANGES.length()));
        json[random.nextInt(json.length)] =
            random.nextInt(9) == 0 ? (byte) random.nextInt() : other;
      }
      plain += isPlain(json) ? 1 : 0;
    }
    assertTrue(plain > 1_000, plain + " were plain");
  }

  @Test // cut off anywhere: no index may run past the end
  void everyBeginning_isLeftToStrictReader() {
    for (String seed : SEEDS) {
      for (int end = 0; end < seed.length(); end++) {
        assertEquals(false, isPlain(seed.substring(0, end)));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        " {\t\"a\"\r:\n1 } ",
        "{\"a\":0}",
        "{\"a\":-1}",
        "{\"a\":999999999999999999}",
        "{\"a\":-999999999999999999}",
        "{\"a\":[[[[[[[]]]]]]]}",
        "{\"a\":\" ~\"}",
        "{\"\":null}"
      })
  void plainText_isReadQuickly(String json) {
    assertTrue(isPlain(json));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{}{}",
        "{}x",
        "{\"a\":1,\"a\":1}",
        "{\"a\":1,\"a\":2}",
        "{\"a\":00}",
        "{\"a\":-0}",
        "{\"a\":1.0}",
        "{\"a\":1e2}",
        "{\"a\":1000000000000000000}",
        "{\"a\":-}",
        "{\"a\":[[[[[[[[]]]]]]]]}",
        "{\"a\":\"\\n\"}",
        "{\"a\":\"\u00e9\"}",
        "{\"a\":\"\u007f\"}",
        "{\"a\":\"\t\"}",
        "{\"a\":tru}",
        "{\"a\":truex}",
        "{\"a\":nul",
        "{\"a\"}",
        "{\"a\":}",
        "{,}",
        "{\"a\":1,}",
        "{\"a\":[1,]}",
        "{\"a\":[,1]}",
        "{a:1}",
        "{}\u0000",
        "\u00a0{}"
      })
  void unusualText_isLeftToStrictReader(String json) {
    assertEquals(false, isPlain(json));
  }

  @Test
  void manyMembers_areLeftToStrictReader() {
    assertTrue(isPlain(members(32)));
    assertEquals(false, isPlain(members(33)));
  }

  private static String members(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"n" + i + "\":" + i)
        .collect(Collectors.joining(",", "{", "}"));
  }

  @Test // requirement 7: the application cannot change what was signed
  @SuppressWarnings("unchecked") // an array of JSON is a list of objects
  void members_areUnmodifiable() {
    Map<String, Object> read =
        PayloadJson.plain("{\"a\":[1],\"b\":null}".getBytes(StandardCharsets.UTF_8));
    assertNotNull(read);
    assertThrows(UnsupportedOperationException.class, () -> read.put("a", 1));
    assertThrows(UnsupportedOperationException.class, () -> read.remove("a"));
    assertThrows(UnsupportedOperationException.class, read::clear);
    assertThrows(UnsupportedOperationException.class, () -> ((List<Object>) read.get("a")).add(2));
    Map.Entry<String, Object> first = read.entrySet().iterator().next();
    assertThrows(UnsupportedOperationException.class, () -> first.setValue(2));
    assertTrue(read.containsKey("b"));
    assertNull(read.get("b"));
    assertNull(read.get("c"));
    assertNull(read.get(null));
  }
}
