package dev.watchword.token;

import static dev.watchword.testing.Tokens.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.testing.Keys;
import dev.watchword.testing.TestIssuer;
import dev.watchword.testing.Tokens;
import dev.watchword.testing.VerdictAssertions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.Security;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Requirement 19: a refusal costs a MAC whether or not anybody knows the kid, so that the time
 * taken does not tell.
 */
class MacCountTest {
  private final CountingMacProvider macs = new CountingMacProvider();

  @BeforeEach
  void count() {
    Security.insertProviderAt(macs, 1);
  }

  @AfterEach
  void stopCounting() {
    Security.removeProvider(macs.getName());
  }

  /** What is refused, and by whom. */
  private enum Case {
    KNOWN_KID(() -> of(Keys.named("main", "k1")), Tokens.good().kid("k1").signedBy("x")),
    UNKNOWN_KID(() -> of(Keys.named("main", "k1")), Tokens.good().kid("k2").signedBy("x")),
    UNKNOWN_KID_AND_ONE_WITHOUT(() -> of(Keys.key("main")), Tokens.good().kid("k").signedBy("x")),
    UNKNOWN_KID_AND_TWO_WITHOUT(
        () -> of(Keys.key("a"), Keys.key("b"), Keys.named("c", "k1")),
        Tokens.good().kid("k").signedBy("x")),
    DEAD_KEY(
        () -> of(Keys.dated("main", "k1", null, NOW)), Tokens.good().kid("k1").signedBy("main")),
    OTHER_ALGORITHM(() -> of(Keys.key("main")), Tokens.good().algorithm("HS384")),
    NO_KID(() -> of(Keys.key("a"), Keys.key("b"), Keys.key("c")), Tokens.good().signedBy("x")),
    NO_ISSUER(Case::two, Tokens.good().signedBy("x"));

    private final Supplier<TokenVerifier> verifier;
    private final Tokens token;

    Case(Supplier<TokenVerifier> verifier, Tokens token) {
      this.verifier = verifier;
      this.token = token;
    }

    private static TokenVerifier of(SharedKey... keys) {
      return TestIssuer.withDefaults().keys(keys).verifier();
    }

    private static TokenVerifier two() {
      TestIssuer one = TestIssuer.withDefaults().name("a").keys(Keys.named("a", "ka"));
      TestIssuer other = TestIssuer.withDefaults().name("b").keys(Keys.named("b", "kb"));
      return new TokenVerifier(new KeyRing(List.of(one.issuer(), other.issuer())));
    }
  }

  /**
   * The word for the refusal. Made by a loader of its own, for engines from before the provider was
   * there could not be counted.
   */
  public static final class Refusal implements UnaryOperator<String> {
    private TokenVerifier verifier;
    private String token;

    @Override
    public String apply(String name) {
      if (verifier == null) {
        verifier = Case.valueOf(name).verifier.get();
        token = Case.valueOf(name).token.text();
      }
      return VerdictAssertions.reasonOf(verifier.verify(token, NOW)).name();
    }
  }

  /** Everything of the verifier and its tests anew. */
  private static final class Anew extends ClassLoader {
    Anew() {
      super(MacCountTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      boolean ours = name.matches("dev\\.watchword\\.(token|testing|guard)\\..*");
      if (!ours) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? define(name) : loaded;
      }
    }

    private Class<?> define(String name) {
      try (InputStream code = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = code.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException fault) {
        throw new UncheckedIOException(fault);
      }
    }
  }

  @ParameterizedTest // requirement 19
  @CsvSource({
    "KNOWN_KID, SIGNATURE, 1",
    "UNKNOWN_KID, UNKNOWN_KEY, 1",
    "UNKNOWN_KID_AND_ONE_WITHOUT, SIGNATURE, 1",
    "UNKNOWN_KID_AND_TWO_WITHOUT, SIGNATURE, 2",
    "DEAD_KEY, UNKNOWN_KEY, 1",
    "OTHER_ALGORITHM, ALGORITHM, 1",
    "NO_ISSUER, UNKNOWN_ISSUER, 1",
    "NO_KID, SIGNATURE, 3"
  })
  @SuppressWarnings("unchecked")
  void refusal_costsSameNumberOfMacsForKnownAndUnknownKid(String name, String reason, int expected)
      throws Exception {
    Class<?> anew = new Anew().loadClass(Refusal.class.getName());
    UnaryOperator<String> refusal =
        (UnaryOperator<String>) anew.getDeclaredConstructor().newInstance();
    assertEquals(reason, refusal.apply(name)); // once, for to make keys and tokens takes MACs, too
    int before = macs.made();
    assertEquals(reason, refusal.apply(name));
    assertEquals(expected, macs.made() - before);
  }
}
