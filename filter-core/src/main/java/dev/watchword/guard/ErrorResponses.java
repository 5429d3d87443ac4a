package dev.watchword.guard;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.watchword.guard.Outcome.Denied;
import dev.watchword.http.HttpAnswer;
import dev.watchword.http.HttpAnswer.Header;
import dev.watchword.http.TokenExtractor;
import dev.watchword.token.Reason;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The one mapping from a reason to an HTTP answer: RFC 6750 section 3 in the header, RFC 9457 in
 * the body. Nothing of the request stands in either.
 */
final class ErrorResponses {
  /** The problem type of the IETF's RateLimit draft. */
  private static final String QUOTA_EXCEEDED =
      "https://iana.org/assignments/http-problem-types#quota-exceeded";

  /** RFC 6749 section 3.3. */
  private static final Pattern SCOPE_TOKEN = Pattern.compile("[!#-\\[\\]-~]+");

  private static final Header NO_REFERRER = new Header("Referrer-Policy", "no-referrer");
  private static final Header NO_STORE = new Header("Cache-Control", "no-store");
  private static final Header PROBLEM = new Header("Content-Type", "application/problem+json");
  private static final Header RETRY_SOON = new Header("Retry-After", "5");

  /** For a stream to end; it may be hours. */
  private static final Header RETRY_STREAM = new Header("Retry-After", "60");

  private static final String ID = "\",\"id\":\"";

  private final String realm;
  private final boolean full;
  private final Map<AnswerCode, String> openings = new EnumMap<>(AnswerCode.class);

  /** Another token would change nothing. */
  private static final Set<AnswerCode> NO_TOKEN_HELPS =
      EnumSet.of(AnswerCode.RATE_LIMITED, AnswerCode.FORBIDDEN, AnswerCode.BODY_TOO_LARGE);

  private final Map<AnswerCode, Header> challenges = new EnumMap<>(AnswerCode.class);
  private final Map<AnswerCode, List<Header>> usual = new EnumMap<>(AnswerCode.class);

  /**
   * A mapping.
   *
   * @param realm printable, without quotes and backslashes
   * @param full whether the answer names the exact reason, for development
   */
  ErrorResponses(String realm, boolean full) {
    this.realm = realm;
    this.full = full;
    for (AnswerCode code : AnswerCode.values()) {
      openings.put(code, opening(code, code.detail) + ID);
      Header challenge = challenge(code, "");
      challenges.put(code, challenge);
      if (code != AnswerCode.UNAVAILABLE && !NO_TOKEN_HELPS.contains(code)) {
        usual.put(code, List.of(challenge, NO_STORE, PROBLEM));
      }
    }
  }

  /** Whether somebody showed something that is not valid, and so may be guessing. */
  static boolean isFailure(Reason reason) {
    AnswerCode code = AnswerCode.of(reason);
    return code == AnswerCode.TOKEN_INVALID || code == AnswerCode.TOKEN_EXPIRED;
  }

  static int status(Reason reason) {
    return AnswerCode.of(reason).status;
  }

  /**
   * The answer to a denied request.
   *
   * @param advice for a request without a token: what to send; empty: what its rule looks for
   */
  HttpAnswer answer(Denied denied, String advice, List<Header> more) {
    AnswerCode code = AnswerCode.of(denied.reason());
    String body = opening(code, denied, advice) + denied.id() + "\"}";
    List<Header> usual = more.isEmpty() && denied.headers().isEmpty() ? usual(code, denied) : null;
    return new HttpAnswer(code.status, usual == null ? headers(code, denied, more) : usual, body);
  }

  /** What most refusals have, made once; null for any other. */
  private @Nullable List<Header> usual(AnswerCode code, Denied denied) {
    for (TokenExtractor source : sources(denied)) {
      if (source.isInUrl()) {
        return null;
      }
    }
    return denied.reason() == Reason.SCOPE ? null : usual.get(code);
  }

  private List<Header> headers(AnswerCode code, Denied denied, List<Header> more) {
    List<Header> headers = new ArrayList<>(more);
    headers.addAll(denied.headers());
    for (TokenExtractor source : sources(denied)) {
      if (source.isInUrl()) {
        headers.add(NO_REFERRER);
        break;
      }
    }
    if (code == AnswerCode.UNAVAILABLE) {
      headers.add(RETRY_SOON);
    } else if (denied.reason() == Reason.STREAMS_LIMITED) {
      headers.add(RETRY_STREAM);
    } else if (!NO_TOKEN_HELPS.contains(code)) {
      headers.add(challenge(code, denied));
    }
    headers.add(NO_STORE);
    headers.add(PROBLEM);
    return headers;
  }

  /** The body up to the value of {@code id}; what is always the same is put together once. */
  private String opening(AnswerCode code, Denied denied, String advice) {
    if (full) {
      String reason = "\",\"reason\":\"" + denied.reason().code();
      return opening(code, denied.detail()) + reason + ID;
    }
    return code == AnswerCode.TOKEN_MISSING
        ? opening(code, advice(denied, advice)) + ID
        : requireNonNull(openings.get(code));
  }

  private static String opening(AnswerCode code, String detail) {
    return "{\"type\":\""
        + (code == AnswerCode.RATE_LIMITED ? QUOTA_EXCEEDED : "about:blank")
        + "\",\"title\":\""
        + code.title
        + "\",\"status\":"
        + code.status
        + ",\"code\":\""
        + code.name().toLowerCase(Locale.ROOT)
        + "\",\"detail\":\""
        + quoted(detail);
  }

  private static List<TokenExtractor> sources(Denied denied) {
    return denied.rule() == null ? List.of() : denied.rule().sources();
  }

  private static String advice(Denied denied, String advice) {
    List<TokenExtractor> sources = sources(denied);
    return advice.isEmpty() && !sources.isEmpty() ? sources.get(0).advice() : advice;
  }

  private Header challenge(AnswerCode code, Denied denied) {
    PathRule rule = denied.reason() == Reason.SCOPE ? denied.rule() : null;
    if (rule == null) {
      return requireNonNull(challenges.get(code));
    }
    Set<String> scopes = rule.requirements().scopesToAskFor();
    boolean sayable = scopes.stream().allMatch(scope -> SCOPE_TOKEN.matcher(scope).matches());
    return sayable && !scopes.isEmpty()
        ? challenge(code, "\", scope=\"" + String.join(" ", new TreeSet<>(scopes)))
        : requireNonNull(challenges.get(code));
  }

  private Header challenge(AnswerCode code, String scope) {
    String bearer = "Bearer realm=\"" + realm + "\"";
    String error = "\", error_description=\"" + code.detail + scope + "\"";
    return new Header(
        "WWW-Authenticate",
        code.error.isEmpty() ? bearer : bearer + ", error=\"" + code.error + error);
  }

  /** In ASCII: names from the configuration may hold anything, and containers write Latin-1. */
  private static String quoted(String text) {
    StringBuilder ascii = new StringBuilder(text.length());
    for (char c : JsonStringEncoder.getInstance().quoteAsString(text)) {
      if (c < 0x7F) {
        ascii.append(c);
      } else {
        ascii.append("\\u").append(HexFormat.of().toHexDigits(c));
      }
    }
    return ascii.toString();
  }
}
