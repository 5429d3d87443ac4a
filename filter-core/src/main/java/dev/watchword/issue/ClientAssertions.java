package dev.watchword.issue;

import dev.watchword.token.Caller;
import dev.watchword.token.Issuer;
import dev.watchword.token.IssuerBuilder;
import dev.watchword.token.IssuerLookup;
import dev.watchword.token.KeyRing;
import dev.watchword.token.Reason;
import dev.watchword.token.Rejection;
import dev.watchword.token.TokenHistory;
import dev.watchword.token.TokenType;
import dev.watchword.token.TokenVerifier;
import dev.watchword.token.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Clients that sign who they are instead of showing their secret: {@code client_secret_jwt} (RFC
 * 7523 sections 2.2 and 3). An assertion is good once, and for this server alone. Safe for use by
 * several threads at once.
 */
final class ClientAssertions {
  /** The one {@code client_assertion_type}. */
  static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  private final TokenHistory history;
  private final AtomicReference<@Nullable Signers> last = new AtomicReference<>();

  /** Uses up assertions in that history, which takes every one as good for one use. */
  ClientAssertions(TokenHistory history) {
    this.history = history;
  }

  /** What an assertion has shown. */
  sealed interface Shown {
    /** It is that client. */
    record Known(Client client) implements Shown {}

    /** It is nobody, and this is why. */
    record Unknown(Rejection why) implements Shown {}
  }

  /**
   * The clients that may sign.
   *
   * @param all the clients of which they are some
   * @param byIssuer by the names of the issuers that stand for them
   * @param verifier null where no client may sign
   */
  private record Signers(
      Map<String, Client> all, Map<String, Client> byIssuer, @Nullable TokenVerifier verifier) {}

  /**
   * Who has signed the assertion. A good one is used up.
   *
   * @param id the member {@code client_id}; null for none
   */
  Shown read(Map<String, Client> clients, String assertion, @Nullable String id, Instant now) {
    Signers signers = signersAmong(clients);
    if (signers.verifier == null) {
      return unknown("no client may sign who it is (assertion.audiences)");
    }
    Verdict verdict = signers.verifier.verify(assertion, now);
    if (verdict instanceof Rejection no) {
      return new Shown.Unknown(no);
    }
    Caller signer = ((Verdict.Admitted) verdict).caller();
    Client client = signers.byIssuer.get(signer.issuer());
    if (client == null || !client.id().equals(signer.claims().get("sub"))) {
      return unknown("sub is not the client that has signed");
    }
    if (id != null && !id.equals(client.id())) {
      return unknown("client_id is not the client that has signed");
    }
    if (signer.type() != TokenType.JWT && signer.type() != TokenType.NONE) {
      return unknown("typ is neither JWT nor missing");
    }
    if (signer.claims().get("aud") instanceof List<?> several && several.size() != 1) {
      return unknown("aud names others, too"); // they could show it here
    }
    Rejection used = history.use(signer, now);
    return used == null ? new Shown.Known(client) : new Shown.Unknown(used);
  }

  private static Shown unknown(String why) {
    return new Shown.Unknown(new Rejection(Reason.CLAIM, why));
  }

  /** Made anew only where the clients have changed. */
  private Signers signersAmong(Map<String, Client> clients) {
    Signers known = last.get();
    if (known != null && known.all.equals(clients)) {
      return known;
    }
    List<Issuer> issuers = new ArrayList<>();
    Map<String, Client> byIssuer = new HashMap<>();
    for (Client client : clients.values()) {
      if (!client.assertionAudiences().isEmpty()) {
        Issuer issuer = issuer(client);
        issuers.add(issuer);
        byIssuer.put(issuer.name(), client);
      }
    }
    @Nullable TokenVerifier verifier =
        issuers.isEmpty() ? null : new TokenVerifier(new KeyRing(issuers, IssuerLookup.ISS, null));
    Signers signers = new Signers(clients, byIssuer, verifier);
    last.set(signers);
    return signers;
  }

  /** By a name that no issuer of the settings has, and that stays the same on every node. */
  private static Issuer issuer(Client client) {
    UUID name = UUID.nameUUIDFromBytes(client.id().getBytes(StandardCharsets.UTF_8));
    IssuerBuilder issuer =
        Issuer.named("client-" + name)
            .key(client.secret())
            .iss(client.id())
            .requires("sub")
            .requires("jti");
    client.assertionAudiences().forEach(issuer::audience);
    return issuer.build();
  }
}
