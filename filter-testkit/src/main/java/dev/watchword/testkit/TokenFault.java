package dev.watchword.testkit;

import java.util.List;
import java.util.function.Function;

/**
 * Every way in which a token is wrong that would be right otherwise. All are refused with 401 by a
 * guard of {@link WatchwordExtension}, whose issuer wants an {@code iss} and an {@code aud}.
 */
public enum TokenFault {
  EXPIRED(token -> token.claim("exp", token.now().minusSeconds(3600)).text()),
  NOT_YET_VALID(token -> token.claim("nbf", token.now().plusSeconds(3600)).text()),
  ISSUED_LATER(token -> token.claim("iat", token.now().plusSeconds(3600)).text()),
  NO_END(token -> token.without("exp").text()),
  END_AS_TEXT(token -> token.claim("exp", "tomorrow").text()),
  OTHER_ISSUER(token -> token.claim("iss", "https://other.test").text()),
  NO_ISSUER(token -> token.without("iss").text()),
  WRONG_AUDIENCE(token -> token.claim("aud", "other").text()),
  NO_AUDIENCE(token -> token.without("aud").text()),
  OTHER_SECRET(token -> token.signedWith("another secret, which is long enough for HS256").text()),
  WRONG_ALGORITHM(token -> token.header("alg", "HS512").text()),
  ASYMMETRIC_ALGORITHM(token -> token.header("alg", "RS256").text()),
  ALGORITHM_NONE(token -> beforeSignature(token.header("alg", "none").text())),
  ALGORITHM_NONE_SIGNED(token -> token.header("alg", "none").text()),
  UNKNOWN_TYPE(token -> token.header("typ", "refresh+jwt").text()),
  CRITICAL_EXTENSION(token -> token.header("crit", List.of("exp")).text()),
  BAD_SIGNATURE(token -> changed(token.text())),
  CHANGED_PAYLOAD(token -> swapped(token)),
  NO_SIGNATURE(token -> beforeSignature(token.text())),
  TWO_PARTS(token -> beforeSignature(token.text()).replaceAll("\\.$", "")),
  FOUR_PARTS(token -> token.text() + ".e30"),
  TRUNCATED(token -> token.text().substring(0, token.text().length() - 3)),
  PADDED(token -> token.text() + "="),
  SAME_CLAIM_TWICE(token -> token.withPayload(token.payload().replaceFirst("\\{", "{\"exp\":1,"))),
  NOT_JSON(token -> token.withPayload("alice")),
  NOT_AN_OBJECT(token -> token.withPayload("[" + token.payload() + "]"));

  private final Function<TestToken, String> making;

  TokenFault(Function<TestToken, String> making) {
    this.making = making;
  }

  /** The compact form of that token, made wrong. */
  public String of(TestToken good) {
    return making.apply(good);
  }

  private static String beforeSignature(String text) {
    return text.substring(0, text.lastIndexOf('.') + 1);
  }

  /** Another first letter of the signature, of which every bit counts. */
  private static String changed(String text) {
    int at = text.lastIndexOf('.') + 1;
    return text.substring(0, at) + (text.charAt(at) == 'A' ? 'B' : 'A') + text.substring(at + 1);
  }

  /** The payload of another caller before the signature of this one. */
  private static String swapped(TestToken token) {
    String text = token.text();
    return beforeSignature(token.sub("mallory").text()) + text.substring(text.lastIndexOf('.') + 1);
  }
}
