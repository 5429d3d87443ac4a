package dev.watchword.corpus;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchword.testing.Keys;
import dev.watchword.testing.TestData;
import dev.watchword.testing.TestIssuer;
import dev.watchword.token.Issuer;
import dev.watchword.token.IssuerLookup;
import dev.watchword.token.KeyRing;
import dev.watchword.token.MacAlgorithm;
import dev.watchword.token.SharedKey;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The issuers of the corpus, picked by a header. They are built directly, past the settings: the
 * keys of published examples are published keys, and some are all zeros.
 */
public final class CorpusIssuers {
  public static final String HEADER = "X-Workspace";

  /** One key for HS256 without an id. */
  public static final String PLAIN = "plain";

  /** One key, whose id is {@code k1}. */
  public static final String NAMED = "named";

  /** Of {@code acme} for {@code api}. */
  public static final String STRICT = "strict";

  /** One key for all three algorithms. */
  public static final String BROAD = "broad";

  private static final Map<String, Issuer> ALL = new HashMap<>();

  static {
    add(TestIssuer.withDefaults().name(PLAIN));
    add(TestIssuer.withDefaults().name(NAMED).keys(Keys.named("main", "k1")));
    add(TestIssuer.withDefaults().name(STRICT).iss("acme").audiences("api"));
    add(TestIssuer.withDefaults().name(BROAD).keys(Keys.with("main", MacAlgorithm.values())));
    for (JsonNode group : PublishedVectors.wycheproofGroups()) {
      TestIssuer issuer = TestIssuer.withDefaults().keys(key(group.get("private")));
      add(
          issuer
              .name(PublishedVectors.workspace(group))
              .relaxed(PublishedVectors.relaxations(group)));
    }
    JsonNode cookbook = TestData.json("/cookbook/3_5.symmetric_key_mac_computation.json");
    add(TestIssuer.withDefaults().name("cookbook").keys(key(cookbook)));
    String rfc = PublishedVectors.rfcExamples().get(0).get("key_b64u").asText();
    add(TestIssuer.withDefaults().name("rfc").keys(key(null, rfc)));
  }

  private CorpusIssuers() {}

  private static void add(TestIssuer issuer) {
    Issuer made = issuer.issuer();
    ALL.put(made.name(), made);
  }

  private static SharedKey key(JsonNode jwk) {
    return key(jwk.get("kid").asText(), jwk.get("k").asText());
  }

  private static SharedKey key(String kid, String base64) {
    byte[] secret = Base64.getUrlDecoder().decode(base64);
    return new SharedKey("main", kid, secret, Set.of(MacAlgorithm.HS256), null, null);
  }

  /** The issuer of that name; null for none. */
  public static Issuer find(String name) {
    return ALL.get(name);
  }

  static boolean isRestricted(String name) {
    Issuer issuer = ALL.get(name);
    return issuer != null && issuer.isRestricted();
  }

  /** All of them, as an issuer source has them. */
  public static KeyRing ring() {
    return ring(KeyRing.USUAL_MEMORY);
  }

  static KeyRing ring(long memory) {
    return new KeyRing(List.of(), IssuerLookup.REQUEST, CorpusIssuers::find, memory);
  }
}
