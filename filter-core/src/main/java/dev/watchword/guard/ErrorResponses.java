package dev.watchword.guard;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.watchword.guard.Outcome.Denied;
import dev.watchword.http.HttpAnswer;
import dev.watchword.http.HttpAnswer.Header;
import dev.watchword.http.TokenExtractor;
import dev.watchword.token.Reason;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

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

  private final String realm;
  private final boolean full;

  /**
   * A mapping.
   *
   * @param realm printable, without quotes and backslashes
   * @param full whether the answer names the exact reason, for development
   */
  ErrorResponses(String realm, boolean full) {
    this.realm = realm;
    this.full = full;
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
    String detail = code == AnswerCode.TOKEN_MISSING ? advice(denied, advice) : code.detail;
    List<Header> headers = new ArrayList<>(more);
    headers.addAll(denied.headers());
    if (sources(denied).stream().anyMatch(TokenExtractor::isInUrl)) {
      headers.add(NO_REFERRER);
    }
    if (code == AnswerCode.UNAVAILABLE) {
      headers.add(new Header("Retry-After", "5"));
    } else if (denied.reason() == Reason.STREAMS_LIMITED) {
      headers.add(new Header("Retry-After", "60")); // for a stream to end; it may be hours
    } else if (code != AnswerCode.RATE_LIMITED && code != AnswerCode.FORBIDDEN) {
      headers.add(new Header("WWW-Authenticate", challenge(code, denied)));
    }
    headers.add(new Header("Cache-Control", "no-store"));
    headers.add(new Header("Content-Type", "application/problem+json"));
    StringBuilder body = new StringBuilder(300);
    body.append("{\"type\":\"")
        .append(code == AnswerCode.RATE_LIMITED ? QUOTA_EXCEEDED : "about:blank");
    body.append("\",\"title\":\"").append(code.title);
    body.append("\",\"status\":").append(code.status);
    body.append(",\"code\":\"").append(code.name().toLowerCase(Locale.ROOT));
    body.append("\",\"detail\":\"").append(quoted(full ? denied.detail() : detail));
    if (full) {
      body.append("\",\"reason\":\"").append(denied.reason().code());
    }
    body.append("\",\"id\":\"").append(denied.id()).append("\"}");
    return new HttpAnswer(code.status, headers, body.toString());
  }

  private static List<TokenExtractor> sources(Denied denied) {
    return denied.rule() == null ? List.of() : denied.rule().sources();
  }

  private static String advice(Denied denied, String advice) {
    List<TokenExtractor> sources = sources(denied);
    return advice.isEmpty() && !sources.isEmpty() ? sources.get(0).advice() : advice;
  }

  private String challenge(AnswerCode code, Denied denied) {
    String bearer = "Bearer realm=\"" + realm + "\"";
    if (code.error.isEmpty()) {
      return bearer;
    }
    PathRule rule = denied.reason() == Reason.SCOPE ? denied.rule() : null;
    Set<String> scopes = rule == null ? Set.of() : rule.requirements().allScopes();
    boolean sayable = scopes.stream().allMatch(scope -> SCOPE_TOKEN.matcher(scope).matches());
    return bearer
        + ", error=\""
        + code.error
        + "\", error_description=\""
        + code.detail
        + (sayable && !scopes.isEmpty()
            ? "\", scope=\"" + String.join(" ", new TreeSet<>(scopes))
            : "")
        + "\"";
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
