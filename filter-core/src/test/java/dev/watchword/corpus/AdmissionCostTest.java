package dev.watchword.corpus;

import static dev.watchword.testing.Tokens.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.testing.AllocatedBytes;
import dev.watchword.testing.TestIssuer;
import dev.watchword.testing.Tokens;
import dev.watchword.token.TokenVerifier;
import dev.watchword.token.Verdict.Admitted;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What an admission allocates, to the byte. */
class AdmissionCostTest {
  private static final int WARM_UP = 20_000;
  private static final int COUNTED = 2_000;

  /** A text of some 390 characters, which came as a string already. */
  private static final int MOST_FOR_NEW = 2048;

  private final TokenVerifier verifier =
      TestIssuer.withDefaults()
          .iss("https://issuer.example.com")
          .audiences("https://api.example.com")
          .verifier();

  private static String token(int number) {
    return Tokens.good()
        .claim("sub", "248289761001")
        .claim("iss", "https://issuer.example.com")
        .claim("aud", "https://api.example.com")
        .claim("iat", NOW)
        .claim("jti", "a7f6c9d0-5b1e-4a58-9d3e-" + (100_000_000_000L + number))
        .claim("name", "Jane Doe")
        .claim("email", "jane.doe@example.com")
        .claim("roles", List.of("reader", "editor"))
        .text();
  }

  private long bytesEach(List<String> tokens) {
    return AllocatedBytes.each(
        tokens, token -> assertTrue(verifier.verify(token, NOW) instanceof Admitted));
  }

  @Test
  void newToken_allocatesLittle() {
    bytesEach(IntStream.range(COUNTED, WARM_UP).mapToObj(AdmissionCostTest::token).toList());
    long each = bytesEach(IntStream.range(0, COUNTED).mapToObj(AdmissionCostTest::token).toList());
    assertTrue(each <= MOST_FOR_NEW, "a new token allocates " + each + " bytes");
  }

  @Test
  void sameToken_allocatesNothing() {
    List<String> same = IntStream.range(0, WARM_UP).mapToObj(i -> token(0)).toList();
    bytesEach(same);
    assertEquals(0, bytesEach(same));
  }
}
