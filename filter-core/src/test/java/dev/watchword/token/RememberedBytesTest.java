package dev.watchword.token;

import static dev.watchword.testing.Tokens.NOW;
import static dev.watchword.testing.Tokens.SOON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.testing.TestIssuer;
import dev.watchword.testing.Tokens;
import dev.watchword.token.Verdict.Admitted;
import dev.watchword.token.VerifiedTokenCache.Validity;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the memory of tokens holds: measured on the heap, for tokens that hold much for their
 * length.
 */
class RememberedBytesTest {
  private static final long MOST = 8L << 20;
  private static final int TOKENS = 12_000;

  /** Of other threads of this JVM, and of the table itself. */
  private static final long SLACK = 2L << 20;

  /** What a payload may be full of, as far as 2,048 characters go. */
  private enum Filling {
    USUAL {
      @Override
      Object claim(int number) {
        return "alice" + number;
      }

      @Override
      Tokens token(int number) {
        return super.token(number)
            .claim("sub", "24828976" + number)
            .claim("iss", "https://issuer.example.com")
            .claim("aud", "https://api.example.com")
            .claim("iat", NOW)
            .claim("name", "Jane Doe")
            .claim("email", "jane.doe" + number + "@example.com")
            .claim("roles", List.of("reader", "editor"));
      }
    },
    TEXT {
      @Override
      Object claim(int number) {
        return "x".repeat(1200) + number;
      }
    },
    WIDE_TEXT {
      @Override
      Object claim(int number) {
        return "\u20AC".repeat(180) + number;
      }
    },
    EMPTY_LISTS {
      @Override
      Object claim(int number) {
        return Collections.nCopies(400, List.of());
      }
    },
    EMPTY_OBJECTS {
      @Override
      Object claim(int number) {
        return Collections.nCopies(400, Map.of());
      }
    },
    MEMBERS {
      @Override
      Object claim(int number) {
        return IntStream.range(0, 120)
            .boxed()
            .collect(Collectors.toMap(each -> "m" + each, each -> each));
      }
    },
    NUMBERS {
      @Override
      Object claim(int number) {
        return IntStream.range(1000, 1240).boxed().toList();
      }
    },
    LARGE_NUMBERS {
      @Override
      Object claim(int number) {
        return Collections.nCopies(50, BigInteger.TEN.pow(20).add(BigInteger.valueOf(number)));
      }
    },
    NESTED {
      @Override
      Object claim(int number) {
        Object nested = number;
        for (int i = 0; i < 20; i++) {
          nested = i % 2 == 0 ? List.of(nested) : Map.of("a", nested);
        }
        return Collections.nCopies(8, nested);
      }
    },
    SCOPES {
      @Override
      Object claim(int number) {
        return IntStream.range(0, 380)
            .mapToObj(i -> Integer.toString(i + 36, 36))
            .collect(Collectors.joining(" "));
      }
    };

    abstract Object claim(int number);

    Tokens token(int number) {
      String name = this == SCOPES ? "scope" : "x";
      return Tokens.good().claim("jti", "id" + number).claim(name, claim(number));
    }
  }

  /** It remembers nothing itself. */
  private final TokenVerifier verifier =
      new TokenVerifier(
          new KeyRing(List.of(TestIssuer.withDefaults().issuer()), IssuerLookup.NOTHING, null, 0));

  private static long heap() {
    System.gc();
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  @ParameterizedTest
  @EnumSource
  void memory_holdsNoMoreThanItsBytes(Filling filling) {
    SharedKey key = verifier.ring().issuers().get(0).keys().get(0);
    VerifiedTokenCache memory = new VerifiedTokenCache(MOST);
    long before = heap();
    for (int i = 0; i < TOKENS; i++) {
      String token = filling.token(i).text();
      assertTrue(token.length() <= 2048, token.length() + " characters");
      Admitted admitted = (Admitted) verifier.verify(token, NOW);
      assertNotNull(admitted.caller().scopes());
      assertNotNull(admitted.caller().roles());
      memory.keep(token, IssuerFilter.ANY, admitted, key, new Validity(NOW, SOON));
      assertTrue(memory.bytes() <= MOST, memory.bytes() + " bytes");
    }
    long held = heap() - before;
    assertTrue(held <= memory.bytes() + SLACK, held + " instead of " + memory.bytes());
    assertTrue(memory.bytes() > MOST / 2, "it is used: " + memory.bytes());
  }

  @Test
  void ringThatRemembersNothing_verifiesEachTime() {
    String token = Tokens.goodText();
    for (int i = 0; i < 3; i++) {
      assertInstanceOf(Admitted.class, verifier.verify(token, NOW));
      assertNull(verifier.ring().remembered(token, IssuerFilter.ANY, NOW));
    }
  }

  @Test
  void newestToken_staysWhereRoomIsMade() {
    SharedKey key = verifier.ring().issuers().get(0).keys().get(0);
    VerifiedTokenCache memory = new VerifiedTokenCache(20_000);
    List<String> tokens = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      String token = Filling.USUAL.token(i).text();
      Admitted admitted = (Admitted) verifier.verify(token, NOW);
      memory.keep(token, IssuerFilter.ANY, admitted, key, new Validity(NOW, SOON));
      assertNotNull(memory.find(token, IssuerFilter.ANY, NOW));
      tokens.add(token);
    }
    long left =
        tokens.stream().filter(each -> memory.find(each, IssuerFilter.ANY, NOW) != null).count();
    assertTrue(left > 5 && left < 20, left + " are left");
  }

  @Test
  void sameTokenAgain_isCountedOnce() {
    SharedKey key = verifier.ring().issuers().get(0).keys().get(0);
    VerifiedTokenCache memory = new VerifiedTokenCache(MOST);
    String token = Tokens.goodText();
    Admitted admitted = (Admitted) verifier.verify(token, NOW);
    memory.keep(token, IssuerFilter.ANY, admitted, key, new Validity(NOW, SOON));
    long once = memory.bytes();
    memory.keep(token, IssuerFilter.ANY, admitted, key, new Validity(NOW, SOON));
    assertEquals(once, memory.bytes());
  }
}
