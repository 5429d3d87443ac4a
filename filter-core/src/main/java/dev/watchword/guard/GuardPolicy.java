package dev.watchword.guard;

import dev.watchword.http.Cors;
import dev.watchword.http.IssuerResolver;
import java.util.function.BooleanSupplier;

/**
 * What an operator decides about requests.
 *
 * @param realm named in every challenge; printable, without quotes and backslashes
 * @param fullAnswers whether answers name the exact reason; for development
 * @param memory asked about tokens that can be revoked or are good for one request
 * @param issuerResolver what picks the issuer among several
 * @param enforcement what passes although it should not, for now
 * @param closesUnannotated whether code is closed that says nothing of who may run it
 */
public record GuardPolicy(
    PathRules rules,
    Cors cors,
    String realm,
    boolean fullAnswers,
    Limits limits,
    TokenMemory memory,
    IssuerResolver issuerResolver,
    Enforcement enforcement,
    boolean closesUnannotated) {
  /** The same policy for issuers of which some may not be enforced yet, if that says so. */
  public GuardPolicy withDryRuns(BooleanSupplier ofIssuers) {
    return new GuardPolicy(
        rules,
        cors,
        realm,
        fullAnswers,
        limits,
        memory,
        issuerResolver,
        new Enforcement(enforcement.from(), enforcement.insecure(), ofIssuers),
        closesUnannotated);
  }

  public GuardPolicy {
    if (!realm.matches("[\\x20-\\x7E&&[^\"\\\\]]+")) {
      throw new IllegalArgumentException(
          "'" + realm + "' is not printable text without quotes and backslashes");
    }
  }

  /** One under which code that says nothing is open to every caller of its path. */
  public GuardPolicy(
      PathRules rules,
      Cors cors,
      String realm,
      boolean fullAnswers,
      Limits limits,
      TokenMemory memory,
      IssuerResolver issuerResolver,
      Enforcement enforcement) {
    this(rules, cors, realm, fullAnswers, limits, memory, issuerResolver, enforcement, false);
  }
}
