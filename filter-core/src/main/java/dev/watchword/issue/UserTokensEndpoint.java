package dev.watchword.issue;

import dev.watchword.http.Bearer;
import dev.watchword.json.StrictJson;
import dev.watchword.token.Reason;
import dev.watchword.token.UserId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /users/{user_id}/tokens} as Surge has it: an API key in, a token of at most an hour
 * for one user out, of the kind that passes in widgets alone.
 */
public final class UserTokensEndpoint implements Endpoint {
  private static final Pattern PATH = Pattern.compile("/([^/]+)/tokens");
  private static final String DURATION = "duration_seconds";
  private static final long LEAST = 15;
  private static final long MOST = 3600;
  private static final long DEFAULT = 900;

  private final Supplier<SecretLookup<IssuingAccount>> accounts;
  private final InstantSource clock;

  /** An endpoint; {@code accounts} is asked once a request. */
  public UserTokensEndpoint(Supplier<SecretLookup<IssuingAccount>> accounts, InstantSource clock) {
    this.accounts = accounts;
    this.clock = clock;
  }

  @Override
  public IssueReply answer(IssueRequest request) {
    String key = Bearer.in(request.authorization());
    IssuingAccount account = key == null ? null : accounts.get().find(key, clock.instant());
    if (account == null) {
      return key == null
          ? refused(
              401,
              Reason.MISSING,
              "missing_api_key",
              "No API key. Send Authorization: Bearer <API key>.",
              Map.of())
          : refused(401, Reason.SECRET, "invalid_api_key", "The API key is not valid.", Map.of());
    }
    Matcher path = PATH.matcher(request.path());
    return path.matches() && UserId.isGood(path.group(1))
        ? answer(account, path.group(1), request.body())
        : refused(404, Reason.USER, "not_found", "The path is /users/{user_id}/tokens.", Map.of());
  }

  private IssueReply answer(IssuingAccount account, String user, byte[] body) {
    if (Endpoint.isTooLarge(body)) {
      return refused(
          413, Reason.BODY, "validation_error", "The body is larger than 64 KiB.", Map.of());
    }
    Map<String, @Nullable Object> members = StrictJson.read(body);
    return members == null
        ? refused(
            400,
            Reason.BODY,
            "validation_error",
            "The body is not one JSON object in which every name stands once; {} will do.",
            Map.of())
        : answer(account, user, members);
  }

  private IssueReply answer(
      IssuingAccount account, String user, Map<String, @Nullable Object> members) {
    long most = Math.min(MOST, account.rules().longest().toSeconds());
    long least = Math.min(LEAST, most);
    Object wish =
        members.containsKey(DURATION) ? members.get(DURATION) : (Object) Math.min(DEFAULT, most);
    if (members.size() > (members.containsKey(DURATION) ? 1 : 0)) {
      return invalid("body", "may hold duration_seconds and nothing else");
    }
    if (!(wish instanceof Long seconds) || seconds < least || seconds > most) {
      return invalid(DURATION, "must be a whole number from " + least + " to " + most);
    }
    try {
      String token =
          new TokenIssuer(account::issuer, account.rules(), clock)
              .naming("sub")
              .issue(user, Map.of(), Duration.ofSeconds(seconds))
              .token();
      return IssueReply.of(201, StrictJson.write(Map.of("token", token)));
    } catch (NotAdmittedException refused) {
      return notAdmitted(refused);
    }
  }

  private static IssueReply notAdmitted(NotAdmittedException refused) {
    return refused.isTooLong()
        ? refused(413, Reason.BODY, "validation_error", NotAdmittedException.TOO_LONG, Map.of())
        : refused(
            422,
            Reason.BODY,
            "validation_error",
            "No token is issued: " + refused.getMessage() + ".",
            Map.of());
  }

  private static IssueReply invalid(String field, String complaint) {
    return refused(
        422,
        Reason.BODY,
        "validation_error",
        "The request is not valid: " + field + " " + complaint + ".",
        Map.of(field, List.of(complaint)));
  }

  private static IssueReply refused(
      int status, Reason reason, String type, String message, Map<String, List<String>> detail) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("type", type);
    error.put("message", message);
    if (!detail.isEmpty()) {
      error.put("detail", detail);
    }
    String body = StrictJson.write(Map.of("error", error));
    return IssueReply.refused(status, List.of(), body, reason, message);
  }
}
