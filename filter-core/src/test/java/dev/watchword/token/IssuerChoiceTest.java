package dev.watchword.token;

import static dev.watchword.testing.Tokens.NOW;
import static dev.watchword.testing.VerdictAssertions.assertAdmitted;
import static dev.watchword.testing.VerdictAssertions.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.testing.Keys;
import dev.watchword.testing.TestIssuer;
import dev.watchword.testing.TestSecrets;
import dev.watchword.testing.Tokens;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requirements 16 and 17: whose keys may try a token, and that what picks can only narrow. */
class IssuerChoiceTest {
  private static final Issuer ACME = issuer("acme");
  private static final Issuer GLOBEX = issuer("globex");

  /** Signs for users of a page, and so counts only where a rule names it. */
  private static final Issuer PAGES = issuer("pages").withPublishable(Publishable.NONE, true);

  private static Issuer issuer(String name) {
    return TestIssuer.withDefaults().name(name).keys(Keys.key(name)).issuer();
  }

  private static KeyRing byRequest(Issuer... issuers) {
    return new KeyRing(List.of(issuers), IssuerLookup.REQUEST, null);
  }

  private static IssuerFilter picked(String selector, String... named) {
    return new IssuerFilter(selector, Set.of(named));
  }

  private static IssuerFilter named(String... names) {
    return new IssuerFilter(null, Set.of(names));
  }

  private static Verdict verify(KeyRing ring, IssuerFilter selection, Tokens token) {
    return new TokenVerifier(ring).verify(token.text(), selection, NOW);
  }

  private static Tokens by(String signer) {
    return Tokens.good().signedBy(signer);
  }

  private static void assertAdmits(String issuer, KeyRing ring, IssuerFilter selection) {
    assertEquals(issuer, assertAdmitted(verify(ring, selection, by(issuer))).issuer());
  }

  private static String refusal(KeyRing ring, IssuerFilter selection, Tokens token) {
    return assertRefused(Reason.UNKNOWN_ISSUER, verify(ring, selection, token)).detail();
  }

  @Test
  void pickedIssuer_isOnlyOneTried() {
    KeyRing ring = byRequest(ACME, GLOBEX);
    assertAdmits("acme", ring, picked("acme"));
    assertAdmits("globex", ring, picked("globex"));
    assertRefused(Reason.SIGNATURE, verify(ring, picked("acme"), by("globex")));
    assertEquals(
        "the request picks an issuer that is not accepted here",
        refusal(ring, picked("other"), by("acme")));
    assertEquals(
        "nothing in the request or its rule picks one of the issuers",
        refusal(ring, IssuerFilter.ANY, by("acme")));
  }

  @Test
  void rule_narrowsWhatRequestPicks() {
    KeyRing ring = byRequest(ACME, GLOBEX);
    assertAdmits("acme", ring, picked("acme", "acme", "other"));
    assertEquals(
        "the request picks an issuer that is not accepted here",
        refusal(ring, picked("acme", "globex"), by("acme")));
  }

  @Test
  void ruleThatNamesOneIssuer_picksIt() {
    KeyRing ring = byRequest(ACME, GLOBEX);
    assertAdmits("globex", ring, named("globex"));
    assertRefused(Reason.SIGNATURE, verify(ring, named("globex"), by("acme")));
    refusal(ring, named("unknown"), by("acme"));
    refusal(ring, named("acme", "globex"), by("acme"));
    assertAdmits("acme", ring, named("acme", "unknown"));
  }

  @Test
  void restrictedIssuer_countsOnlyWhereRuleNamesIt() {
    KeyRing ring = byRequest(ACME, PAGES);
    assertAdmits("acme", ring, IssuerFilter.ANY); // the only one that is left
    assertAdmits("pages", ring, named("pages"));
    assertAdmits("pages", ring, picked("pages", "pages", "acme"));
    assertAdmits("pages", ring, picked("pages").includingRestricted());
    assertEquals(
        "the request picks an issuer that is believed only where a rule names it",
        refusal(ring, picked("pages"), by("pages")));
    assertEquals(
        "the request picks an issuer that is not accepted here",
        refusal(ring, picked("pages", "acme"), by("pages")));
    refusal(ring, IssuerFilter.ANY.includingRestricted(), by("acme"));
  }

  @Test
  void restrictedIssuer_isAcceptedWhereItIsAlone() {
    assertAdmits("pages", new KeyRing(List.of(PAGES)), IssuerFilter.ANY);
    refusal(byRequest(PAGES), IssuerFilter.ANY, by("pages"));
  }

  @Test
  void issuersOfSameKid_areDistinguishedByRule() {
    Issuer one = TestIssuer.withDefaults().name("one").keys(Keys.named("one", "k")).issuer();
    Issuer two = TestIssuer.withDefaults().name("two").keys(Keys.named("two", "k")).issuer();
    KeyRing ring = new KeyRing(List.of(one, two, ACME));
    Tokens token = by("two").kid("k");
    refusal(ring, IssuerFilter.ANY, token);
    assertEquals("two", assertAdmitted(verify(ring, named("two"), token)).issuer());
    // A kid that is known somewhere never means a key without one
    refusal(ring, named("acme"), by("acme").kid("k"));
    assertAdmits("acme", ring, named("acme"));
  }

  @Test
  void kid_picksNoIssuerWhereRequestPicks() {
    Issuer one = TestIssuer.withDefaults().name("one").keys(Keys.named("one", "k1")).issuer();
    Issuer two = TestIssuer.withDefaults().name("two").keys(Keys.named("two", "k2")).issuer();
    refusal(byRequest(one, two), IssuerFilter.ANY, by("one").kid("k1"));
    assertAdmitted(verify(byRequest(one, two), picked("one"), by("one").kid("k1")));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 16, 17, 1000})
  void oneThatIsLeft_isFoundAmongAnyNumber(int issuers) {
    List<Issuer> all =
        IntStream.range(1, issuers)
            .mapToObj(i -> issuer("p" + i).withPublishable(Publishable.NONE, true))
            .collect(Collectors.toCollection(ArrayList::new));
    all.add(ACME);
    for (IssuerLookup lookup : List.of(IssuerLookup.KID, IssuerLookup.REQUEST)) {
      KeyRing ring = new KeyRing(all, lookup, null);
      assertAdmits("acme", ring, IssuerFilter.ANY);
      assertAdmits("acme", ring, named("acme"));
      assertAdmits("acme", ring, named("acme", "elsewhere"));
      if (lookup == IssuerLookup.REQUEST) {
        assertAdmits("acme", ring, picked("acme"));
      }
      if (issuers > 1) {
        refusal(ring, named("acme", "p1"), by("acme"));
        refusal(ring, IssuerFilter.ANY.includingRestricted(), by("acme"));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 17})
  void severalThatAreLeft_areNoneOfAnyNumber(int issuers) {
    List<Issuer> all = IntStream.range(0, issuers).mapToObj(i -> issuer("n" + i)).toList();
    KeyRing ring = new KeyRing(all, IssuerLookup.KID, null);
    refusal(ring, IssuerFilter.ANY, by("n0"));
    assertAdmits("n0", ring, named("n0"));
  }

  // ---- by iss

  private static Issuer withIss(String name, String iss) {
    return TestIssuer.withDefaults().name(name).iss(iss).keys(Keys.key(name)).issuer();
  }

  private static KeyRing byIss(Issuer... issuers) {
    return new KeyRing(List.of(issuers), IssuerLookup.ISS, null);
  }

  @Test
  void iss_picksIssuerWithThatIss() {
    KeyRing ring = byIss(withIss("acme", "https://acme.example"), withIss("globex", "g"), PAGES);
    Tokens acme = by("acme").claim("iss", "https://acme.example");
    assertEquals("acme", assertAdmitted(verify(ring, IssuerFilter.ANY, acme)).issuer());
    assertRefused(Reason.SIGNATURE, verify(ring, IssuerFilter.ANY, by("acme").claim("iss", "g")));
    assertEquals(
        "the request picks an issuer that is not accepted here",
        refusal(ring, IssuerFilter.ANY, by("acme").claim("iss", "acme")));
    assertEquals(
        "the request picks an issuer that is not accepted here",
        refusal(ring, named("globex"), acme));
    assertAdmitted(verify(ring, named("acme"), acme));
    assertEquals(
        "the request picks an issuer that is believed only where a rule names it",
        refusal(ring, IssuerFilter.ANY, by("pages").claim("iss", "pages")));
    assertAdmitted(verify(ring, named("pages"), by("pages").claim("iss", "pages")));
  }

  @ParameterizedTest // and nothing else of a payload is used before its MAC is right
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"iss\":7}",
        "{\"iss\":null}",
        "{\"iss\":[\"acme\"]}",
        "{\"x\":{\"iss\":\"acme\"}}",
        "{\"iss\":\"acme\",\"iss\":\"acme\"}",
        "{\"iss\":\"acme\",\"\\u0069ss\":\"globex\"}",
        "{\"iss\":\"acme\"",
        "{\"iss\":\"acme\"}}"
      })
  void payloadWithoutOneIss_picksNoIssuer(String payload) {
    assertEquals(
        "the payload has not one iss by which to pick an issuer",
        refusal(byIss(withIss("acme", "acme")), IssuerFilter.ANY, by("acme").rawPayload(payload)));
  }

  // ---- issuer sources

  private static KeyRing with(IssuerSource source) {
    return new KeyRing(List.of(ACME), IssuerLookup.REQUEST, source);
  }

  @Test
  void issuerSource_isAskedForWhatNoSettingNames() {
    KeyRing ring = with(selector -> selector.equals("globex") ? GLOBEX : null);
    assertAdmits("acme", ring, picked("acme"));
    assertAdmits("globex", ring, picked("globex"));
    refusal(ring, picked("other"), by("globex"));
    assertAdmits("acme", ring, IssuerFilter.ANY);
  }

  @Test // it would share the other's rules, limits and callers' ids
  void issuerFromSourceUnderOtherName_isRefused() {
    KeyRing ring = with(selector -> issuer("acme"));
    assertRefused(Reason.UNAVAILABLE, verify(ring, picked("x"), by("acme")));
  }

  @Test // requirement 20: who knows the text can sign for the issuer whose bytes it means
  void issuerFromSourceWithOtherSpellingOfSecret_isRefused() {
    byte[] text = Base64.getEncoder().encode(TestSecrets.secret("acme"));
    SharedKey key = new SharedKey("usual", null, text, Set.of(MacAlgorithm.HS256), null, null);
    KeyRing ring = with(selector -> TestIssuer.withDefaults().name("globex").keys(key).issuer());
    Rejection refused =
        assertRefused(Reason.UNAVAILABLE, verify(ring, picked("x"), by("acme").secret(text)));
    assertTrue(refused.detail().contains("has the secret of an issuer"), refused.detail());
  }

  @Test // its tokens could say any iss
  void issuerFromSourceWithoutIss_isNotPickedByIt() {
    Issuer known = withIss("acme", "acme");
    KeyRing ring = new KeyRing(List.of(known), IssuerLookup.ISS, selector -> GLOBEX);
    Rejection refused =
        assertRefused(
            Reason.UNAVAILABLE, verify(ring, IssuerFilter.ANY, by("globex").claim("iss", "g")));
    assertTrue(refused.detail().contains("has no iss, by which it was picked"), refused.detail());
    KeyRing with = new KeyRing(List.of(known), IssuerLookup.ISS, iss -> withIss("globex", iss));
    assertAdmitted(verify(with, IssuerFilter.ANY, by("globex").claim("iss", "g")));
  }

  @Test
  void failingIssuerSource_isUnavailable() {
    KeyRing ring =
        with(
            selector -> {
              throw new IllegalStateException("database");
            });
    Rejection refused =
        assertRefused(Reason.UNAVAILABLE, verify(ring, picked("globex"), by("globex")));
    assertEquals("the issuer source threw java.lang.IllegalStateException", refused.detail());
    assertAdmits("acme", ring, picked("acme"));
    TokenVerifier verifier = new TokenVerifier(ring);
    assertThrows(IssuerSourceException.class, () -> verifier.remaining(picked("globex")));
    assertThrows(
        IssuerSourceException.class,
        () -> verifier.publisher("wpk_0123456789abcdef_1", picked("globex")));
  }

  @Test
  void ringWithIssuerSourceAlone_findsIssuer() {
    KeyRing ring = new KeyRing(List.of(), IssuerLookup.REQUEST, selector -> GLOBEX);
    assertAdmits("globex", ring, picked("whatever"));
    assertEquals(List.of(), ring.issuers());
  }

  // ---- where there is no token

  private static Issuer publishing(String name) {
    return TestIssuer.withDefaults()
        .name(name)
        .publishable("wpk_0123456789abcdef_" + name, "https://app.example")
        .issuer();
  }

  @Test
  void publishableToken_findsItsIssuerWhereFilterAllowsIt() {
    Issuer one = publishing("one");
    Issuer two = publishing("two");
    TokenVerifier verifier = new TokenVerifier(byRequest(one, two, ACME));
    assertSame(one, verifier.publisher("wpk_0123456789abcdef_one", named("one")));
    assertSame(two, verifier.publisher("wpk_0123456789abcdef_two", named("one", "two")));
    assertNull(verifier.publisher("wpk_0123456789abcdef_one", named("two")));
    assertNull(
        verifier.publisher("wpk_0123456789abcdef_one", IssuerFilter.ANY), "no rule names it");
    assertSame(
        one,
        verifier.publisher("wpk_0123456789abcdef_one", IssuerFilter.ANY.includingRestricted()));
    assertNull(verifier.publisher("wpk_0123456789abcdef_unknown", named("one")));
    assertSame(one, verifier.publisher("wpk_0123456789abcdef_one", picked("one", "one")));
    assertNull(
        verifier.publisher("wpk_0123456789abcdef_one", picked("two", "one", "two")),
        "another is picked");
    assertNull(verifier.publisher("wpk_0123456789abcdef_one", picked("nobody", "one")));
    assertNull(verifier.publisher("wpk_0123456789abcdef_one", picked("one", "two")));
  }

  @Test
  void publishableTokenOfIssuerFromSource_isFoundBySelector() {
    Issuer found = publishing("found");
    TokenVerifier verifier = new TokenVerifier(with(selector -> found));
    Issuer publisher = verifier.publisher("wpk_0123456789abcdef_found", picked("x", "found"));
    assertEquals(found.publishable(), publisher.publishable());
    assertEquals(Set.of(), publisher.grants(), "which it was not given");
    assertNull(verifier.publisher("wpk_0123456789abcdef_found", named("found")));
  }

  @Test
  void remainingIssuer_isOnlyOneThatFilterAllows() {
    TokenVerifier verifier = new TokenVerifier(byRequest(ACME, GLOBEX, PAGES));
    assertNull(verifier.remaining(IssuerFilter.ANY));
    assertSame(GLOBEX, verifier.remaining(picked("globex")));
    assertNull(verifier.remaining(picked("globex", "acme")));
    assertNull(verifier.remaining(picked("nobody")));
    assertNull(verifier.remaining(picked("pages")));
    assertSame(PAGES, verifier.remaining(named("pages")));
    assertNull(verifier.remaining(named("nobody")));
    assertSame(ACME, new TokenVerifier(byRequest(ACME, PAGES)).remaining(IssuerFilter.ANY));
    assertSame(PAGES, new TokenVerifier(new KeyRing(List.of(PAGES))).remaining(IssuerFilter.ANY));
  }

  // ---- read once more

  @Test
  void issuersWithSameValues_areEqual() {
    ClaimRules rules = ACME.rules();
    List<SharedKey> keys = ACME.keys();
    Set<Relaxation> none = Set.of();
    Publishable published =
        new Publishable(Set.of("wpk_0123456789abcdef"), Set.of("https://app.example"));
    assertEquals(ACME, issuer("acme"));
    for (Issuer other :
        List.of(
            new Issuer(
                "x", "acme", keys, rules, none, null, Publishable.NONE, UseRules.NONE, false, null),
            new Issuer(
                "acme", "x", keys, rules, none, null, Publishable.NONE, UseRules.NONE, false, null),
            new Issuer("acme", GLOBEX.keys(), rules),
            new Issuer("acme", keys, TestIssuer.withDefaults().iss("x").issuer().rules()),
            new Issuer(
                "acme",
                "acme",
                keys,
                rules,
                Set.of(Relaxation.NOEXP),
                null,
                Publishable.NONE,
                UseRules.NONE,
                false,
                null),
            new Issuer(
                "acme",
                "acme",
                keys,
                rules,
                none,
                Set.of(),
                Publishable.NONE,
                UseRules.NONE,
                false,
                null),
            new Issuer(
                "acme", "acme", keys, rules, none, null, published, UseRules.NONE, false, null),
            new Issuer(
                "acme",
                "acme",
                keys,
                rules,
                none,
                null,
                Publishable.NONE,
                UseRules.NONE,
                true,
                null))) {
      assertNotEquals(ACME, other);
    }
  }

  @Test
  void issuer_confersItsGrantsAlone() {
    Issuer all = ACME;
    Issuer some =
        new Issuer(
            "acme",
            "acme",
            ACME.keys(),
            ACME.rules(),
            Set.of(),
            Set.of("reader"),
            Publishable.NONE,
            UseRules.NONE,
            false,
            null);
    Tokens token = by("acme").claim("roles", List.of("admin", "reader")).claim("scope", "reader x");
    Caller unlimited = assertAdmitted(verify(byRequest(all), IssuerFilter.ANY, token));
    assertEquals(Set.of("admin", "reader"), unlimited.roles());
    Caller limited = assertAdmitted(verify(byRequest(some), IssuerFilter.ANY, token));
    assertEquals(Set.of("reader"), limited.roles());
    assertEquals(Set.of("reader"), limited.scopes());
  }
}
