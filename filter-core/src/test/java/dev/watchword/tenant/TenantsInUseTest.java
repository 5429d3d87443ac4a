package dev.watchword.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.testing.Keys;
import dev.watchword.testing.TestIssuer;
import dev.watchword.token.Issuer;
import dev.watchword.token.IssuerSource;
import dev.watchword.token.IssuerSourceException;
import dev.watchword.token.MacAlgorithm;
import dev.watchword.token.SharedKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two issuers of one name or secret are not both accepted, and what a source says now counts. */
class TenantsInUseTest {
  private static final Duration A_MINUTE = Duration.ofMinutes(1);
  private static final String PLAIN = "0123456789!abcdefghijklmnopqrstuvwxyz-#";

  private final AtomicLong nanos = new AtomicLong();
  private final Map<String, Issuer> tenants = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private final CachingIssuerSource remembered =
      new CachingIssuerSource(
          selector -> {
            asked.add(selector);
            return tenants.get(selector);
          },
          nanos::get);

  @AfterEach
  void end() {
    remembered.close();
  }

  private static Issuer tenant(String name, String... secrets) {
    SharedKey[] keys = Stream.of(secrets).map(Keys::key).toArray(SharedKey[]::new);
    return TestIssuer.withDefaults().name(name).keys(keys).issuer();
  }

  private void say(Issuer issuer, String... selectors) {
    for (String selector : selectors) {
      tenants.put(selector, issuer);
    }
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private void assertFound(Issuer expected, String selector) {
    Issuer found = remembered.find(selector);
    assertNotNull(found);
    assertEquals(expected.name(), found.name());
    assertEquals(expected.keys(), found.keys());
  }

  private void assertNoAnswer(String selector, String fault) {
    IssuerSourceException refused =
        assertThrows(IssuerSourceException.class, () -> remembered.find(selector));
    assertTrue(refused.getMessage().contains(fault), refused::getMessage);
  }

  @Test
  void replacedSecret_isAcceptedByEverySelectorAtOnce() {
    Issuer leaked = tenant("acme", "leaked");
    say(leaked, "acme.example", "www.acme.example", "acme.test");
    assertFound(leaked, "acme.example");
    assertFound(leaked, "www.acme.example");
    pass(Duration.ofSeconds(59));
    assertFound(leaked, "acme.test"); // and is remembered for a minute more, if nothing happens
    Issuer replaced = tenant("acme", "replaced");
    say(replaced, "acme.example", "www.acme.example", "acme.test");
    pass(Duration.ofSeconds(1));
    asked.clear();
    assertFound(replaced, "www.acme.example");
    assertEquals(2, asked.size(), "one of the others is asked for, and stands for all");
    assertFound(replaced, "acme.test");
    assertFound(replaced, "acme.example");
  }

  @Test
  void newName_isAcceptedAtOnce() {
    say(tenant("acme", "secret"), "acme.example");
    remembered.find("acme.example");
    Issuer renamed = tenant("acme2", "secret");
    say(renamed, "acme.example");
    pass(A_MINUTE);
    asked.clear();
    assertFound(renamed, "acme.example");
    assertEquals(List.of("acme.example"), asked);
  }

  @Test
  void newName_isAcceptedByEverySelectorAtOnce() {
    say(tenant("acme", "secret"), "acme.example", "www.acme.example");
    remembered.find("acme.example");
    remembered.find("www.acme.example");
    Issuer renamed = tenant("acme2", "secret");
    say(renamed, "acme.example", "www.acme.example");
    pass(A_MINUTE);
    assertFound(renamed, "www.acme.example");
    assertFound(renamed, "acme.example");
  }

  @Test
  void swappedNames_areAcceptedAtOnce() {
    say(tenant("acme", "a"), "one");
    say(tenant("globex", "b"), "two");
    remembered.find("one");
    remembered.find("two");
    say(tenant("globex", "a"), "one");
    say(tenant("acme", "b"), "two");
    pass(A_MINUTE);
    assertFound(tenant("globex", "a"), "one");
    assertFound(tenant("acme", "b"), "two");
  }

  @Test
  void nameOfRemovedTenant_isFree() {
    say(tenant("acme", "before"), "acme.example");
    remembered.find("acme.example");
    tenants.clear();
    say(tenant("acme", "after"), "acme.test");
    assertFound(tenant("acme", "after"), "acme.test");
    assertNull(remembered.find("acme.example"), "it is asked for again");
  }

  @Test
  void twoIssuersOfOneName_areRefusedHoweverOftenAskedFor() {
    say(tenant("acme", "a"), "one");
    say(tenant("acme", "b"), "two");
    assertFound(tenant("acme", "a"), "one");
    for (int minute = 0; minute < 4; minute++) {
      asked.clear();
      assertNoAnswer("two", "'acme', which has the name of another, who has other secrets");
      assertEquals(List.of("two", "one"), asked);
      assertFound(tenant("acme", "a"), "one");
      pass(A_MINUTE);
      assertFound(tenant("acme", "a"), "one");
    }
  }

  @Test // requirement 20
  void secretOfOtherIssuer_isRefusedAfterRotationToo() {
    say(tenant("acme", "a"), "one");
    say(tenant("globex", "b"), "two");
    remembered.find("one");
    remembered.find("two");
    say(tenant("globex", "b", "a"), "two");
    pass(A_MINUTE);
    assertNoAnswer("two", "'globex', which has the same secret as issuer 'acme'");
    say(tenant("acme", "c"), "one");
    assertFound(tenant("globex", "b", "a"), "two");
    assertFound(tenant("acme", "c"), "one");
  }

  private static Issuer tenantWithText(String name, String text) {
    SharedKey key =
        new SharedKey(
            "usual",
            null,
            text.getBytes(StandardCharsets.ISO_8859_1),
            Set.of(MacAlgorithm.HS256),
            null,
            null);
    return TestIssuer.withDefaults().name(name).keys(key).issuer();
  }

  @Test // requirement 20: who knows the text knows the bytes that it means
  void secretOfOtherIssuerInBase64_isRefused() {
    byte[] bytes = PLAIN.getBytes(StandardCharsets.ISO_8859_1);
    String encoded = Base64.getEncoder().encodeToString(bytes);
    say(tenantWithText("acme", encoded), "one");
    say(tenantWithText("globex", PLAIN), "two");
    remembered.find("one");
    assertNoAnswer("two", "'globex', which has the same secret as issuer 'acme'");
    say(tenantWithText("acme", PLAIN), "three"); // the same issuer, spelled otherwise
    assertFound(tenantWithText("acme", PLAIN), "three");
  }

  @Test // the newest of a chain of keys shares no secret with the first
  void selectorsDuringRotation_areOneIssuer() {
    say(tenant("acme", "1"), "one");
    remembered.find("one");
    say(tenant("acme", "2", "1"), "two");
    remembered.find("two");
    say(tenant("acme", "3", "2"), "one", "two", "three");
    assertFound(tenant("acme", "3", "2"), "three");
    assertFound(tenant("acme", "3", "2"), "one");
  }

  @Test
  void name_isKeptForIssuerFoundLast() {
    say(tenant("acme", "shared", "a"), "one");
    say(tenant("acme", "shared"), "two");
    say(tenant("acme", "other"), "three");
    remembered.find("one");
    pass(A_MINUTE);
    remembered.find("two");
    pass(A_MINUTE.minusSeconds(1));
    remembered.find("two");
    pass(Duration.ofSeconds(2)); // the first is forgotten, the second is not
    assertNoAnswer("three", "has the name of another");
  }

  @Test
  void sourceThatFailsWhenAskedAgain_leavesFirstIssuerInForce() {
    say(tenant("acme", "a"), "one");
    IssuerSource[] source = {tenants::get};
    CachingIssuerSource other = new CachingIssuerSource(each -> source[0].find(each), nanos::get);
    Issuer first = other.find("one");
    source[0] =
        selector -> {
          if (selector.equals("one")) {
            throw new IllegalStateException("the database is gone");
          }
          return tenant("acme", "b");
        };
    assertThrows(IssuerSourceException.class, () -> other.find("two"));
    assertEquals(first, other.find("one"));
    other.close();
  }

  @Test
  void conflictingIssuer_costsFourQuestionsAtMost() {
    for (int i = 0; i < 4; i++) {
      say(tenant("t" + i, "s" + i), "t" + i);
      remembered.find("t" + i);
    }
    say(tenant("name", "n"), "name");
    remembered.find("name");
    tenants.clear();
    say(tenant("name", "s0", "s1", "s2", "s3"), "new");
    asked.clear();
    assertNoAnswer("new", "has the name or a secret of several others");
    assertEquals(5, asked.size());
    assertFound(tenant("name", "s0", "s1", "s2", "s3"), "new"); // the others are forgotten by now
  }
}
