package dev.watchword.corpus;

import static dev.watchword.corpus.HostileRequest.token;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchword.testing.TestData;
import dev.watchword.token.Reason;
import dev.watchword.token.Relaxation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** The published test vectors: Wycheproof, RFC 7515 and 7519, and the cookbook of RFC 7520. */
final class PublishedVectors {
  /** Where a Wycheproof case is refused for more than its form. */
  private static final Map<Integer, Reason> PAST_THE_FORM =
      Map.of(2, Reason.SIGNATURE, 5, Reason.SIGNATURE, 8, Reason.UNKNOWN_KEY);

  private static final String[] COOKBOOK = {
    "4_4.hmac-sha2_integrity_protection",
    "4_5.signature_with_detached_content",
    "4_6.protecting_specific_header_fields",
    "4_7.protecting_content_only",
    "4_8.multiple_signatures",
    "5_6.direct_encryption_using_aes-gcm",
    "rfc7797_4_2.hmac-sha2_b64_false",
    "rfc7797_hmac-sha2_b64_false_compact"
  };

  private PublishedVectors() {}

  /** The groups with a shared secret. */
  static List<JsonNode> wycheproofGroups() {
    return list(TestData.json("/wycheproof/json_web_signature_test.json").get("testGroups"))
        .filter(group -> group.get("private").path("kty").asText().equals("oct"))
        .toList();
  }

  static String workspace(JsonNode group) {
    return "wycheproof" + group.get("tests").get(0).get("tcId").asInt();
  }

  /** The key of one group is 32 NUL bytes. */
  static Relaxation[] relaxations(JsonNode group) {
    boolean poor = group.get("private").get("k").asText().matches("A+");
    return poor ? new Relaxation[] {Relaxation.SHORTSECRET} : new Relaxation[0];
  }

  static JsonNode rfcExamples() {
    return TestData.json("/rfc/hmac_examples.json").get("examples");
  }

  /** No payload of theirs is JSON, so a right MAC must lead past the signature and no further. */
  static List<HostileRequest> wycheproof() {
    Map<Integer, String> wanted = new HashMap<>();
    list(TestData.json("/wycheproof/overrides.json").get("overrides"))
        .forEach(row -> wanted.put(row.get("tcId").asInt(), row.get("want").asText()));
    List<HostileRequest> rows = new ArrayList<>();
    for (JsonNode group : wycheproofGroups()) {
      for (JsonNode test : group.get("tests")) {
        int id = test.get("tcId").asInt();
        boolean labelled = test.get("result").asText().equals("valid");
        boolean valid = wanted.containsKey(id) ? wanted.get(id).equals("accept") : labelled;
        Reason reason = valid ? Reason.PAYLOAD : PAST_THE_FORM.getOrDefault(id, Reason.MALFORMED);
        String name = "Wycheproof " + id + " " + test.get("comment").asText();
        rows.add(token(name, workspace(group), test.get("jws").asText(), reason));
      }
    }
    return rows;
  }

  /** A.1 has expired, which is said only of a token whose MAC was right. */
  static List<HostileRequest> rfc() {
    List<HostileRequest> rows = new ArrayList<>();
    for (JsonNode example : rfcExamples()) {
      Reason reason = example.get("mac_valid").asBoolean() ? Reason.EXPIRED : Reason.MALFORMED;
      rows.add(token(example.get("source").asText(), "rfc", example.get("token").asText(), reason));
    }
    return rows;
  }

  /** The one compact form is right but for its payload, which is prose. */
  static List<HostileRequest> cookbook() {
    List<HostileRequest> rows = new ArrayList<>();
    for (String file : COOKBOOK) {
      JsonNode output = TestData.json("/cookbook/" + file + ".json").get("output");
      for (String form : List.of("compact", "json", "json_flat")) {
        if (output.has(form)) {
          boolean right = file.startsWith("4_4") && form.equals("compact");
          JsonNode text = output.get(form);
          rows.add(
              token(
                  "cookbook " + file + " " + form,
                  "cookbook",
                  text.isTextual() ? text.asText() : text.toString(),
                  right ? Reason.PAYLOAD : Reason.MALFORMED));
        }
      }
    }
    return rows;
  }

  private static java.util.stream.Stream<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
