package dev.watchword.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import dev.watchword.testing.TestData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Requirement 7: our reader of headers beside JSONTestSuite, and Jackson at its strictest. */
class JsonScannerTest {
  private static final int DEEPEST = 8;

  /** Right by RFC 8259, refused by RFC 7515 section 4 and RFC 7519 section 4. */
  private static final Set<String> NAMES_TWICE =
      Set.of("y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json");

  /** What makes other JSON of a text, or none. */
  private static final String CHANGES = "{}[]\",:\\u0e+-.1tn \u00e9\u0001a";

  /** Where a byte of UTF-8 begins or ceases to be a second or later one, for some first byte. */
  private static final int[] EDGES = {0x20, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xFF};

  private static final JsonFactory STRICT =
      JsonFactory.builder()
          .enable(com.fasterxml.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  record Case(String name, String expect, byte[] text) {
    /** The same value as the only member of an object, since both readers want objects. */
    byte[] asMember() {
      String latin = new String(text, StandardCharsets.ISO_8859_1);
      return ("{\"a\":" + latin + "}").getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** Read once: each row of a parameterized test asks for all of them. */
  private static final List<Case> SUITE =
      TestData.jsonLines("/json/JSONTestSuite.jsonl").stream().map(JsonScannerTest::read).toList();

  static Stream<Case> suite() {
    return SUITE.stream();
  }

  private static Case read(JsonNode line) {
    return new Case(
        line.get("name").textValue(),
        line.get("expect").textValue(),
        Base64.getDecoder().decode(line.get("base64").textValue()));
  }

  /** How deep an object Jackson reads there; -1 where it reads none. */
  private static int depthByJackson(byte[] json) {
    int deepest = 0;
    int depth = 0;
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
      try (JsonParser parser = STRICT.createParser(text)) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
          return -1;
        }
        for (JsonToken at = parser.currentToken(); at != null; at = parser.nextToken()) {
          depth += at.isStructStart() ? 1 : at.isStructEnd() ? -1 : 0;
          deepest = Math.max(deepest, depth);
          if (depth == 0) {
            return parser.nextToken() == null ? deepest : -1;
          }
        }
      }
    } catch (IOException notStrict) {
      return -1;
    }
    return -1;
  }

  private static boolean isWithin(int depth, byte[] json) {
    int found = depthByJackson(json);
    return found > 0 && found <= depth;
  }

  private static boolean scans(byte[] json) {
    return JsonScanner.scan(json, (name, text) -> {});
  }

  @ParameterizedTest
  @MethodSource("suite")
  void text_isReadAsSuiteSays(Case one) {
    assertEquals(isWithin(DEEPEST, one.text()), scans(one.text()));
    assertEquals(isWithin(DEEPEST, one.asMember()), scans(one.asMember()));
    boolean accepted = scans(one.asMember());
    switch (one.expect()) {
      case "accept" -> assertEquals(!NAMES_TWICE.contains(one.name()), accepted);
      case "reject" -> assertFalse(accepted || scans(one.text()));
      default -> assertEquals("either", one.expect());
    }
  }

  @Test
  void suite_isComplete() {
    assertEquals(318, suite().count());
    assertTrue(suite().anyMatch(one -> NAMES_TWICE.contains(one.name())));
  }

  @Test // so that no escape can hide a name or a value from one of the two
  void bothReaders_readSameStrings() {
    String json =
        "{\"\\u0061lg\":\"\\u0048S\\u00e9\\ud83d\\udc24\",\"b\\/\\\\\\\"\":\"\\b\\f\\n\\r\\t\",\"c\":7,"
            + "\"d\":[\"x\"],\"\":\"\",\"\u00e9\u20ac\ud83d\udc24\":\"\u00e9\u20ac\ud83d\udc24\"}";
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    Map<String, Object> scanned = new LinkedHashMap<>();
    assertTrue(JsonScanner.scan(bytes, scanned::put));
    Map<String, Object> read = StrictJson.read(bytes);
    assertNotNull(read);
    Map<String, Object> strings = new LinkedHashMap<>(read);
    strings.replaceAll((name, value) -> value instanceof String ? value : null);
    assertEquals(strings, scanned);
    assertEquals(new ArrayList<>(strings.keySet()), new ArrayList<>(scanned.keySet()));
  }

  @Test // ten thousand texts that are nearly JSON
  void mutatedText_isReadAsByJackson() {
    byte[] seed =
        "{\"alg\":\"HS256\",\"x\":[1,-0.5e+3,true,null,{\"\\u00e9\":\"\u00e9\"}],\"k\":\"\\n\"}"
            .getBytes(StandardCharsets.UTF_8);
    Random random = new Random(8259);
    for (int round = 0; round < 10_000; round++) {
      byte[] json = seed.clone();
      for (int changes = random.nextInt(3); changes >= 0; changes--) {
        byte other = (byte) CHANGES.charAt(random.nextInt(CHANGES.length()));
        json[random.nextInt(json.length)] =
            random.nextInt(9) == 0 ? (byte) random.nextInt() : other;
      }
      String shown = new String(json, StandardCharsets.ISO_8859_1);
      assertEquals(isWithin(DEEPEST, json), scans(json), shown);
    }
  }

  @Test // overlong forms, surrogates and what is past U+10FFFF: as the JDK has it
  void everyFormOfUtf8_isReadAsByJdk() {
    for (int first = 0x80; first <= 0xFF; first++) {
      assertReadAsByTheJdk(first);
      for (int second = 0; second <= 0xFF; second++) {
        assertReadAsByTheJdk(first, second);
      }
      for (int second : EDGES) {
        for (int third : EDGES) {
          assertReadAsByTheJdk(first, second, third);
          for (int fourth : EDGES) {
            assertReadAsByTheJdk(first, second, third, fourth);
          }
        }
      }
    }
  }

  private static void assertReadAsByTheJdk(int... bytes) {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    json.writeBytes("{\"".getBytes(StandardCharsets.US_ASCII));
    for (int one : bytes) {
      json.write(one);
    }
    json.writeBytes("\":1}".getBytes(StandardCharsets.US_ASCII));
    assertEquals(isUtf8(json.toByteArray()), scans(json.toByteArray()), Arrays.toString(bytes));
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException malformed) {
      return false;
    }
  }

  @Test
  void depth_isEightForHeaderAnd32ForPayload() {
    for (String nested : new String[] {"[", "{\"a\":"}) {
      assertTrue(scans(nested(nested, 7)));
      assertFalse(scans(nested(nested, 8)));
      assertTrue(scansPayload(nested(nested, 31)));
      assertFalse(scansPayload(nested(nested, 32)));
    }
  }

  /** An object that holds so many more within each other. */
  private static byte[] nested(String opening, int times) {
    String closing = opening.equals("[") ? "]" : "}";
    String json = "{\"x\":" + opening.repeat(times) + (closing.equals("}") ? "1" : "");
    return (json + closing.repeat(times) + "}").getBytes(StandardCharsets.UTF_8);
  }

  private static boolean scansPayload(byte[] json) {
    return JsonScanner.scanPayload(json, (name, text) -> {});
  }

  @Test
  void members_areAtMost32InEachObjectOfHeader() {
    assertTrue(scans(members(32)));
    assertFalse(scans(members(33)));
    String inner = new String(members(32), StandardCharsets.UTF_8);
    assertTrue(scans(("{\"x\":" + inner + "}").getBytes(StandardCharsets.UTF_8)));
    assertTrue(scansPayload(members(1000)), "a payload may have more");
  }

  private static byte[] members(int number) {
    return IntStream.range(0, number)
        .mapToObj(i -> "\"m" + i + "\":" + i)
        .collect(Collectors.joining(",", "{", "}"))
        .getBytes(StandardCharsets.UTF_8);
  }

  @Test // no names of a payload are kept: code that looks for one must count
  void nameTwiceInPayload_isShownTwice() {
    List<String> seen = new ArrayList<>();
    byte[] json =
        "{\"iss\":\"a\",\"x\":{\"iss\":1},\"iss\":\"b\"}".getBytes(StandardCharsets.UTF_8);
    assertTrue(JsonScanner.scanPayload(json, (name, text) -> seen.add(name + "=" + text)));
    assertEquals(List.of("iss=a", "x=null", "iss=b"), seen);
  }
}
