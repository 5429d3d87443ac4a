package dev.watchword.corpus;

import dev.watchword.token.Reason;
import java.util.List;
import java.util.stream.Stream;

/**
 * One request that somebody may send.
 *
 * @param name where it is from: a file and the case in it, or an incident
 * @param workspace the issuer that the request picks, one of {@link CorpusIssuers}; null for none
 * @param target below the application, as it goes over the wire
 * @param headers whole lines, but for those that carry the workspace and the token
 * @param token null where the row is about something else
 * @param expected what the verifier must say of the token; without one, the guard of the request
 */
public record HostileRequest(
    String name,
    String workspace,
    String method,
    String target,
    List<String> headers,
    String token,
    ExpectedOutcome expected) {
  /** Where tokens are shown. */
  public static final String GUARDED = "/who";

  /** Longer header lines are answered by the container itself. */
  private static final int LONGEST_SENT = 7000;

  /** A token shown in the one standard place. */
  public static HostileRequest token(
      String name, String workspace, String token, ExpectedOutcome expected) {
    return new HostileRequest(name, workspace, "GET", GUARDED, List.of(), token, expected);
  }

  /** A token that must be refused. */
  public static HostileRequest token(String name, String workspace, String token, Reason reason) {
    return token(name, workspace, token, ExpectedOutcome.refused(reason));
  }

  /** A request without the standard place for a token, or with more than that. */
  public static HostileRequest request(
      String name, String method, String target, ExpectedOutcome expected, String... headers) {
    return new HostileRequest(
        name, CorpusIssuers.PLAIN, method, target, List.of(headers), null, expected);
  }

  /** Every header line. */
  public List<String> lines() {
    Stream<String> picking =
        workspace == null ? Stream.of() : Stream.of(CorpusIssuers.HEADER + ": " + workspace);
    Stream<String> showing =
        token == null ? Stream.of() : Stream.of("Authorization: Bearer " + token);
    return Stream.of(picking, showing, headers.stream()).flatMap(lines -> lines).toList();
  }

  /** Whether it can be written down as HTTP at all, without being another request then. */
  public boolean canBeSent() {
    return lines().stream()
        .allMatch(
            line ->
                line.length() < LONGEST_SENT
                    && line.chars().allMatch(c -> c == '\t' || (c >= 0x20 && c < 0x7F)));
  }

  /**
   * What the guard must say. A comma or a space in the header field is no part of a token, so there
   * the verifier is not even asked; and no rule names an issuer that counts only where a rule names
   * it.
   */
  public ExpectedOutcome overHttp() {
    if (token == null) {
      return expected;
    }
    String field = token.strip();
    if (field.indexOf(',') >= 0) {
      return ExpectedOutcome.refused(Reason.SEVERAL_TOKENS);
    }
    if (field.isEmpty() || field.indexOf(' ') >= 0) {
      return ExpectedOutcome.refused(Reason.CREDENTIALS);
    }
    boolean named = workspace == null || !CorpusIssuers.isRestricted(workspace);
    return named || !expected.allows(Reason.PAYLOAD)
        ? expected
        : ExpectedOutcome.refused(Reason.UNKNOWN_ISSUER);
  }

  @Override
  public String toString() {
    return name;
  }
}
