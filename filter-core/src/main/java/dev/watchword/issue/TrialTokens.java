package dev.watchword.issue;

import dev.watchword.token.TokenKind;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether an issuer admits what it issues, tried before anybody asks for a token. */
public final class TrialTokens {
  private static final String USER = "user";

  private final IssuingAccount account;
  private final List<String> faults = new ArrayList<>();

  private TrialTokens(IssuingAccount account) {
    this.account = account;
  }

  /** A sentence for each endpoint whose tokens the issuer would always refuse. */
  public static List<String> faults(IssuingAccount account, Collection<Client> clients) {
    TrialTokens trial = new TrialTokens(account);
    TokenIssuer issuer = new TokenIssuer(account::issuer, account.rules(), InstantSource.system());
    if (!account.secrets().isEmpty()) {
      TokenIssuer signing =
          issuer.ofKind(account.isSelfSigning() ? TokenKind.SIGNED : TokenKind.WIDGET);
      Map<String, String> all = new HashMap<>();
      account.rules().claims().forEach(claim -> all.put(claim, USER));
      trial.of("a workspace", () -> signing.naming("userId").issue(USER, all));
    }
    if (!account.apiKeys().isEmpty()) {
      trial.of("an API key", () -> issuer.naming("sub").issue(USER, Map.of()));
    }
    for (Client client : clients) {
      TokenIssuer signing = issuer.ofKind(TokenKind.SIGNED);
      Set<String> scopes = new HashSet<>(client.scopes());
      trial.of("client '" + client.id() + "'", () -> signing.issueWithScopes(client.id(), scopes));
    }
    return trial.faults;
  }

  private void of(String who, Runnable issuing) {
    try {
      issuing.run();
    } catch (NotAdmittedException refused) {
      faults.add(
          "issuer '"
              + account.issuer().name()
              + "' signs for "
              + who
              + ", but "
              + refused.getMessage());
    } catch (IllegalStateException | IllegalArgumentException noKeyOrAMistakeNotedElsewhere) {
      return;
    }
  }
}
