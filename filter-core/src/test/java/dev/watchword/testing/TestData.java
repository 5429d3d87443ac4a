package dev.watchword.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The public test data below {@code src/test/resources}; each folder says where it is from. */
public final class TestData {
  private static final ObjectMapper JSON = new ObjectMapper();

  private TestData() {}

  public static JsonNode json(String resource) {
    return parse(text(resource));
  }

  /** One JSON text a line. */
  public static List<JsonNode> jsonLines(String resource) {
    return text(resource).lines().map(TestData::parse).toList();
  }

  public static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  private static String text(String resource) {
    try (InputStream in = TestData.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }
}
