package dev.watchword.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Requirement 62: what is remembered of tokens is theirs alone, of one length, and not readable.
 */
class SubjectTest {
  /** SHA-256 of {@code abc} (FIPS 180-2, appendix B.1) in base64url. */
  private static final String OF_ABC = "ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0";

  @Test
  void hash_isSha256InBase64Url() {
    assertEquals(OF_ABC, Subject.token("acme", "abc").hash());
    assertEquals(OF_ABC, Subject.caller("acme", "abc").hash());
    assertEquals("abc", Subject.key("acme", "abc").hash());
    assertEquals("token", Subject.token("acme", "abc").kind().code());
  }

  @Test // requirement 62
  void subjectsOfOtherKindIssuerOrValue_areOthers() {
    List<Subject> all = new ArrayList<>();
    for (String issuer : List.of("acme", "globex")) {
      for (String text : List.of("a", "A", "a ", "\u0000", "all", "1:a")) {
        all.add(Subject.token(issuer, text));
        all.add(Subject.caller(issuer, text));
        all.add(Subject.key(issuer, text));
        all.add(Subject.claim(issuer, text, "b"));
        all.add(Subject.claim(issuer, "b", text));
      }
      all.add(Subject.issuer(issuer));
      all.add(Subject.claim(issuer, "sid", "x"));
      all.add(Subject.claim(issuer, "sidx", ""));
      all.add(Subject.claim(issuer, "si", "dx"));
      all.add(Subject.claim(issuer, "1:s", "idx"));
    }
    assertEquals(all.size(), new HashSet<>(all).size());
  }

  @Test
  void longOrPersonalText_isNeitherKeptNorShown() {
    Subject subject = Subject.claim("acme", "email", "alice@example.com".repeat(1000));
    assertEquals(43, subject.hash().length());
    assertFalse(subject.toString().contains("alice"), subject::toString);
    assertTrue(Subject.token("acme", "").hash().matches("[A-Za-z0-9_-]{43}"));
  }
}
