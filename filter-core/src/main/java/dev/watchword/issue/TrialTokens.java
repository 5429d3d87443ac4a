package dev.watchword.issue;

import dev.watchword.token.TokenKind;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

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
      TokenIssuer naming = signing.naming("userId");
      trial.of(
          "a workspace",
          () -> naming.issue(USER, trial.claims(claim -> true)),
          () -> naming.issue(USER, trial.claims(trial::isRequired)));
    }
    if (!account.apiKeys().isEmpty()) {
      Runnable issuing = () -> issuer.naming("sub").issue(USER, Map.of());
      trial.of("an API key", issuing, issuing);
    }
    for (Client client : clients) {
      TokenIssuer signing = issuer.ofKind(TokenKind.SIGNED);
      trial.of(
          "client '" + client.id() + "'",
          () -> signing.issueWithScopes(client.id(), client.scopes()),
          () -> signing.issueWithScopes(client.id(), Set.of()));
    }
    return trial.faults;
  }

  private boolean isRequired(String claim) {
    return account.issuer().rules().required().stream()
        .anyMatch(names -> List.of(names.split("\\|")).contains(claim));
  }

  /** Those of the claims that a backend may add. */
  private Map<String, String> claims(Predicate<String> which) {
    return account.rules().claims().stream()
        .filter(which)
        .distinct()
        .collect(Collectors.toMap(claim -> claim, claim -> USER));
  }

  /**
   * Tries a token that says all that it can, and where that is too long, one that says little: a
   * request may ask for that.
   */
  private void of(String who, Runnable most, Runnable least) {
    if (!account.issuer().maySign()) {
      faults.add(
          "issuer '%s' signs for %s, but no key of it may sign (key_ops)"
              .formatted(account.issuer().name(), who));
      return;
    }
    try {
      try {
        most.run();
      } catch (NotAdmittedException refused) {
        if (!refused.isTooLong()) {
          throw refused;
        }
        least.run();
      }
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
