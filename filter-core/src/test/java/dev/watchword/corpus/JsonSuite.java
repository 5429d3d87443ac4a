package dev.watchword.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchword.testing.TestData;
import dev.watchword.testing.Tokens;
import dev.watchword.token.Reason;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * JSONTestSuite, each text as a header, as a member of one, as a payload and as a member of one,
 * always under a right MAC: what is no JSON must be refused, what is must be read.
 */
final class JsonSuite {
  private static final int LARGEST_HEADER = 1024;
  private static final int LONGEST_TOKEN = 8192;

  private JsonSuite() {}

  private record Text(String name, String expect, byte[] bytes) {
    /** An object in which no name stands twice. */
    boolean isObject() {
      return new String(bytes, UTF_8).strip().startsWith("{") && !name.contains("duplicated");
    }

    /** The first reason, where it is certain or possible that the text is refused for it. */
    ExpectedOutcome expected(boolean good, ExpectedOutcome accepted, Reason refused) {
      if (expect.equals("either")) {
        return good
            ? new ExpectedOutcome(
                ExpectedOutcome.refused(refused, accepted.reasons().toArray(Reason[]::new))
                    .reasons(),
                accepted.mayPass())
            : ExpectedOutcome.refused(refused);
      }
      return expect.equals("accept") && good ? accepted : ExpectedOutcome.refused(refused);
    }
  }

  private static List<Text> texts() {
    List<Text> texts = new ArrayList<>();
    for (JsonNode line : TestData.jsonLines("/json/JSONTestSuite.jsonl")) {
      byte[] bytes = Base64.getDecoder().decode(line.get("base64").asText());
      texts.add(new Text(line.get("name").asText(), line.get("expect").asText(), bytes));
    }
    return texts;
  }

  static List<HostileRequest> asHeaders() {
    List<HostileRequest> rows = new ArrayList<>();
    for (Text text : texts()) {
      ExpectedOutcome noAlgorithm = ExpectedOutcome.refused(Reason.ALGORITHM);
      rows.add(
          header(
              text.name + " as the header",
              text.bytes,
              text.expected(text.isObject(), noAlgorithm, Reason.HEADER)));
      boolean once = !text.name.contains("duplicated");
      rows.add(
          header(
              text.name + " in the header",
              wrapped("{\"alg\":\"HS256\",\"x\":", text.bytes),
              text.expected(once, ExpectedOutcome.PASSES, Reason.HEADER)));
    }
    return rows;
  }

  private static HostileRequest header(String name, byte[] header, ExpectedOutcome expected) {
    String token = Tokens.good().rawHeader(header).text();
    ExpectedOutcome sized =
        token.length() > LONGEST_TOKEN
            ? ExpectedOutcome.refused(Reason.TOO_LONG)
            : header.length == 0
                ? ExpectedOutcome.refused(Reason.MALFORMED)
                : header.length > LARGEST_HEADER
                    ? ExpectedOutcome.refused(Reason.HEADER)
                    : expected;
    return HostileRequest.token(name, CorpusIssuers.PLAIN, token, sized);
  }

  static List<HostileRequest> asPayloads() {
    List<HostileRequest> rows = new ArrayList<>();
    for (Text text : texts()) {
      ExpectedOutcome noExp = ExpectedOutcome.refused(Reason.CLAIM);
      rows.add(
          payload(
              text.name + " as the payload",
              text.bytes,
              text.expected(text.isObject(), noExp, Reason.PAYLOAD)));
      String start = "{\"sub\":\"alice\",\"exp\":" + Tokens.SOON.getEpochSecond() + ",\"x\":";
      rows.add(
          payload(
              text.name + " in the payload",
              wrapped(start, text.bytes),
              text.expected(
                  !text.name.contains("duplicated"), ExpectedOutcome.PASSES, Reason.PAYLOAD)));
    }
    return rows;
  }

  private static HostileRequest payload(String name, byte[] payload, ExpectedOutcome expected) {
    String token = Tokens.good().rawPayload(payload).text();
    ExpectedOutcome sized =
        token.length() > LONGEST_TOKEN
            ? ExpectedOutcome.refused(Reason.TOO_LONG)
            : payload.length == 0 ? ExpectedOutcome.refused(Reason.MALFORMED) : expected;
    return HostileRequest.token(name, CorpusIssuers.PLAIN, token, sized);
  }

  private static byte[] wrapped(String before, byte[] text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(before.getBytes(UTF_8));
    bytes.writeBytes(text);
    bytes.write('}');
    return bytes.toByteArray();
  }
}
