package dev.watchword.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.watchword.limit.Bucket;
import dev.watchword.limit.Bucket.Table;
import dev.watchword.limit.RateLimit;
import dev.watchword.limit.Subject;
import io.lettuce.core.cluster.SlotHash;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeysTest {
  private static final RateLimit LIMIT = RateLimit.of("10/1s");

  private final Keys keys = new Keys("watchword");

  private String bucket(String policy, String key, RateLimit limit) {
    return keys.bucket(new Bucket(Table.CALLERS, policy, key, "acme"), limit);
  }

  @Test
  void names_areThoseOfDocumentation() {
    assertEquals(
        "watchword:bucket:callers:", bucket("api", "ann", LIMIT).replaceFirst("[\\w-]{43}$", ""));
    Subject token = Subject.token("acme", "1");
    assertEquals("watchword:used:{acme}", keys.used("acme"));
    assertEquals("watchword:used:{acme}:" + token.hash(), keys.used(token));
    assertEquals("watchword:revoked:{acme}:token:" + token.hash(), keys.revoked(token));
    assertEquals("watchword:revoked:{acme}:issuer:all", keys.revoked(Subject.issuer("acme")));
    assertEquals("watchword:{nodes}", keys.nodes());
    assertEquals("watchword:{nodes}:since", keys.since());
  }

  @Test
  void whatClientChooses_makesNoKeyLonger() {
    String brief = bucket("api", "x", LIMIT);
    assertEquals(brief.length(), bucket("api", "x".repeat(8000), LIMIT).length());
    assertEquals(
        keys.revoked(Subject.caller("acme", "x")).length(),
        keys.revoked(Subject.caller("acme", "x".repeat(8000))).length());
  }

  @Test
  void otherPolicyKeyOrLimit_isOtherBucket() {
    String one = bucket("api", "x", LIMIT);
    assertNotEquals(one, bucket("ap", "ix", LIMIT));
    assertNotEquals(one, bucket("api", "X", LIMIT));
    assertNotEquals(one, bucket("api", "x", RateLimit.of("10/2s")));
    assertNotEquals(one, bucket("api", "x", RateLimit.of("10/1s+1")));
    assertNotEquals(bucket("a 1", "x", LIMIT), bucket("a", "1 x", LIMIT));
  }

  @Test
  void whatOneCommandNeeds_isInOneSlot() {
    for (String issuer : List.of("acme", "}", "{", "{}", "a}b", "a:b", "\u00e9")) {
      String one = keys.used(Subject.token(issuer, "1"));
      assertEquals(SlotHash.getSlot(keys.used(issuer)), SlotHash.getSlot(one), issuer);
      assertEquals(
          SlotHash.getSlot(keys.revoked(Subject.issuer(issuer))),
          SlotHash.getSlot(keys.revoked(Subject.caller(issuer, "1"))),
          issuer);
    }
    assertEquals(SlotHash.getSlot(keys.nodes()), SlotHash.getSlot(keys.since()));
  }
}
