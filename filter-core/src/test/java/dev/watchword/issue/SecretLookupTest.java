package dev.watchword.issue;

import static dev.watchword.testing.Tokens.NOW;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.http.Bearer;
import dev.watchword.testing.TestIssuer;
import dev.watchword.token.Issuer;
import dev.watchword.token.MacAlgorithm;
import dev.watchword.token.SharedKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An account is found by a whole secret that is in force, and by nothing else. */
class SecretLookupTest {
  private static final String ACME = EndpointFixture.text("acme");
  private static final String GLOBEX = EndpointFixture.text("globex");

  private static SharedKey key(String text, Instant from, Instant until) {
    return new SharedKey(
        "any", null, text.getBytes(UTF_8), Set.of(MacAlgorithm.HS256), from, until);
  }

  private static SecretLookup<String> known(Map<String, List<SharedKey>> secrets) {
    return new SecretLookup<>(secrets.keySet(), secrets::get);
  }

  private static SecretLookup<String> two() {
    return known(
        Map.of("acme", List.of(key(ACME, null, null)), "globex", List.of(key(GLOBEX, null, null))));
  }

  @Test
  void secret_findsItsOwner() {
    assertEquals("acme", two().find(ACME, NOW));
    assertEquals("globex", two().find(GLOBEX, NOW));
  }

  @Test
  void ownerOfTwoSecrets_isFoundByBoth() {
    SecretLookup<String> both =
        known(Map.of("acme", List.of(key(ACME, null, null), key(GLOBEX, null, null))));
    assertEquals("acme", both.find(ACME, NOW));
    assertEquals("acme", both.find(GLOBEX, NOW));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "***", "acme", "null", "\0", "\u00e9"})
  void otherText_findsNoOwner(String shown) {
    assertNull(two().find(shown, NOW));
  }

  @Test
  void shorterOrLongerSecret_findsNoOwner() {
    assertNull(two().find(ACME.substring(1), NOW));
    assertNull(two().find(ACME.substring(0, ACME.length() - 1), NOW));
    assertNull(two().find(ACME + "\0", NOW));
    assertNull(two().find(ACME + " ", NOW));
    assertNull(two().find(" " + ACME, NOW));
    assertNull(two().find(ACME + GLOBEX, NOW));
    assertNull(two().find(ACME.toLowerCase(java.util.Locale.ROOT), NOW));
  }

  @Test
  void fingerprintOfSecret_findsNoOwner() {
    assertNull(two().find(key(ACME, null, null).fingerprint(), NOW));
  }

  @Test
  void emptyTable_findsNoOwner() {
    assertNull(known(Map.of()).find(ACME, NOW));
    assertNull(known(Map.of("acme", List.of())).find("", NOW));
  }

  @ParameterizedTest
  @CsvSource({"-1, false", "0, true", "59, true", "60, false", "61, false"})
  void secret_isGoodFromItsDateAndBeforeItsEnd(int second, boolean good) {
    SecretLookup<String> dated =
        known(Map.of("acme", List.of(key(ACME, NOW, NOW.plusSeconds(60)))));
    assertEquals(good ? "acme" : null, dated.find(ACME, NOW.plusSeconds(second)));
  }

  @Test
  void secretBeyondAscii_isCompared() {
    String text = "caf\u00e9 \ud83d\udc24 " + ACME;
    assertEquals("acme", known(Map.of("acme", List.of(key(text, null, null)))).find(text, NOW));
  }

  @Test
  void table_printsNoSecret() {
    assertFalse(two().toString().contains(ACME));
  }

  @Test
  void accountsWithSameValues_areEqual() {
    Issuer issuer = TestIssuer.withDefaults().issuer();
    List<SharedKey> one = List.of(key(ACME, null, null));
    List<SharedKey> two = List.of(key(GLOBEX, null, null));
    IssuingRules rules = IssuingRules.DEFAULT;
    IssuingAccount account = new IssuingAccount(issuer, rules, one, one, one);
    assertEquals(account, new IssuingAccount(issuer, rules, one, one, one));
    Issuer other = TestIssuer.withDefaults().iss("x").issuer();
    assertNotEquals(account, new IssuingAccount(other, rules, one, one, one));
    IssuingRules others = new IssuingRules(rules.lifetime(), rules.longest(), List.of("email"));
    assertNotEquals(account, new IssuingAccount(issuer, others, one, one, one));
    assertNotEquals(account, new IssuingAccount(issuer, rules, two, one, one));
    assertNotEquals(account, new IssuingAccount(issuer, rules, one, two, one));
    assertNotEquals(account, new IssuingAccount(issuer, rules, one, one, two));
  }

  @ParameterizedTest
  @CsvSource({"abc, true", "'', false", "a b, false", "a\u00e9, false", "a\tb, false"})
  void secret_canBeShownWhereItIsPrintable(String secret, boolean shown) {
    assertEquals(shown, Bearer.canShow(secret.getBytes(UTF_8)));
    assertFalse(Bearer.canShow("x".repeat(1025).getBytes(UTF_8)));
    assertTrue(Bearer.canShow("x".repeat(1024).getBytes(UTF_8)));
  }
}
