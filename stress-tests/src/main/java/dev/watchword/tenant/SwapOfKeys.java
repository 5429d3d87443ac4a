package dev.watchword.tenant;

import dev.watchword.settings.SettingSource;
import dev.watchword.settings.Settings;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.watchword.token.KeyRing;
import dev.watchword.token.TokenKind;
import dev.watchword.token.TokenVerifier;
import dev.watchword.token.Verdict.Admitted;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZZ_Result;

/**
 * A request comes while the secret is being replaced. It sees one reading of the keys, and what it
 * leaves in that reading's memory is nothing to the next.
 */
@JCStressTest
@Outcome(
    id = {"true, false, false, true", "false, true, false, true"},
    expect = ACCEPTABLE,
    desc = "the keys before or those after, and then those after")
@Outcome(expect = FORBIDDEN, desc = "keys of two readings, or a token of keys that are gone")
@State
public class SwapOfKeys {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final String OLD_SECRET = secret();
  private static final String NEW_SECRET = secret();
  private static final String OLD_TOKEN = token(OLD_SECRET);
  private static final String NEW_TOKEN = token(NEW_SECRET);

  private final Changing source = new Changing(OLD_SECRET);
  private final TenantRegistry tenants = source.tenants();

  /** A setting that another hand changes, as in a file or a vault. */
  private static final class Changing implements SettingSource {
    private volatile String secret;

    Changing(String secret) {
      this.secret = secret;
    }

    @Override
    public @Nullable Setting find(String name) {
      return name.equals("watchword.secret") ? new Setting(secret, "here", false) : null;
    }

    @Override
    public Collection<String> names() {
      return List.of("watchword.secret");
    }

    TenantRegistry tenants() {
      List<SettingSource> sources = List.of(this);
      TenantsReader reader = new TenantsReader(sources, null);
      TenantsReading first = reader.read(new Settings(sources), NOW);
      return new TenantRegistry(reader, first, new VerifierRules(8192, KeyRing.USUAL_MEMORY), () -> NOW, null, System::nanoTime, (notices, teller) -> {});
    }
  }

  private static String secret() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static String token(String secret) {
    return new Changing(secret)
        .tenants()
        .signer(TenantsReader.LONE_ISSUER)
        .sign(TokenKind.SIGNED, Map.of("exp", NOW.plusSeconds(60)), NOW);
  }

  /** Twice, since a token that comes again is remembered. */
  private static boolean admits(TokenVerifier verifier, String token) {
    boolean first = verifier.verify(token, NOW) instanceof Admitted;
    boolean again = verifier.verify(token, NOW) instanceof Admitted;
    return first && again;
  }

  @Actor
  public void refresh() {
    source.secret = NEW_SECRET;
    tenants.refresh(true, Runnable::run);
  }

  @Actor
  public void request(ZZZZ_Result result) {
    TokenVerifier verifier = tenants.verifier();
    result.r1 = admits(verifier, OLD_TOKEN);
    result.r2 = admits(verifier, NEW_TOKEN);
  }

  @Arbiter
  public void nextRequest(ZZZZ_Result result) {
    TokenVerifier verifier = tenants.verifier();
    result.r3 = admits(verifier, OLD_TOKEN);
    result.r4 = admits(verifier, NEW_TOKEN);
  }
}
