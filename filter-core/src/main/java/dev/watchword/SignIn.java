package dev.watchword;

import dev.watchword.http.Form;
import dev.watchword.http.HttpAnswer;
import dev.watchword.http.HttpAnswer.Header;
import dev.watchword.http.IssuerResolver;
import dev.watchword.http.RequestFacts;
import dev.watchword.http.SignInRules;
import dev.watchword.identity.Assurance;
import dev.watchword.identity.Identification;
import dev.watchword.identity.Identification.Identified;
import dev.watchword.identity.Identification.NotIdentified;
import dev.watchword.identity.Identifier;
import dev.watchword.identity.Identity;
import dev.watchword.identity.IdentityRequest;
import dev.watchword.issue.SessionReply;
import dev.watchword.token.IssuerFilter;
import dev.watchword.token.Reason;
import dev.watchword.token.Rejection;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The sign-in of a portal: a user's token comes with the navigation of a browser, once, and a
 * session goes out in a cookie. Safe for use by several threads at once.
 */
public final class SignIn {
  private static final String TOKEN = "jwt";
  private static final String TARGET = "return_to";

  private final Identifier identifier;
  private final IssuerResolver resolver;
  private final SignInRules rules;
  private final Function<Identity, @Nullable SessionReply> sessions;
  private final InstantSource clock;

  /** A sign-in; the identifier lets each token be used once. */
  SignIn(
      Identifier identifier,
      IssuerResolver resolver,
      SignInRules rules,
      Function<Identity, @Nullable SessionReply> sessions,
      InstantSource clock) {
    this.identifier = identifier;
    this.resolver = resolver;
    this.rules = rules;
    this.sessions = sessions;
    this.clock = clock;
  }

  /** What came of it. */
  public sealed interface Reply {
    /** The answer has the cookie, and leads on. */
    record SignedIn(HttpAnswer answer) implements Reply {}

    /** There is no session. The sentence of the rejection holds nothing of the request. */
    record Refused(Rejection rejection) implements Reply {
      Refused(Reason reason, String detail) {
        this(new Rejection(reason, detail));
      }
    }
  }

  /**
   * Signs in.
   *
   * @param form the body; empty for none. Each parameter stands once, there or in the query
   */
  public Reply answer(RequestFacts facts, byte[] form) {
    if (facts.path() == null) { // only where no filter of ours has seen the request before
      return new Reply.Refused(Reason.AMBIGUOUS_PATH, "the path can be read in two ways");
    }
    if (isInBackground(facts)) {
      return new Reply.Refused(
          Reason.CROSS_SITE, "a sign-in is the navigation of a browser, and this is none");
    }
    Map<String, String> parameters = parameters(facts, form);
    if (parameters == null) {
      return new Reply.Refused(
          Reason.BODY, "query and body are no form in which every parameter stands once");
    }
    String target = parameters.getOrDefault(TARGET, facts.contextPath() + "/");
    if (!rules.mayReturnTo(target)) {
      return new Reply.Refused(
          Reason.REDIRECT, "return_to is no path of this server, nor of watchword.sso.origins");
    }
    IssuerFilter filter = resolver.filterForUsers(facts, parameters);
    if (filter == null) {
      return new Reply.Refused(
          Reason.SEVERAL_ISSUERS, "the request picks an issuer more than once");
    }
    String token = parameters.get(TOKEN);
    return token == null
        ? new Reply.Refused(Reason.MISSING, "no token came with the sign-in (jwt)")
        : answer(token, filter, target);
  }

  private Reply answer(String token, IssuerFilter filter, String target) {
    IdentityRequest request = new IdentityRequest(Map.of(TOKEN, token), List.of(), filter);
    Identification outcome = identifier.identify(request, clock.instant());
    if (outcome instanceof NotIdentified not) {
      return new Reply.Refused(not.rejection());
    }
    Identity identity = ((Identified) outcome).identity();
    if (identity.assurance() != Assurance.SIGNED) {
      return new Reply.Refused(Reason.KIND, "a sign-in needs a signed token");
    }
    SessionReply session = sessions.apply(identity);
    if (session instanceof SessionReply.Refused refused) {
      return new Reply.Refused(refused.rejection());
    }
    return session instanceof SessionReply.Issued issued
        ? answer(issued, target)
        : new Reply.Refused(
            Reason.CLOSED,
            "issuer '" + identity.issuer() + "' has no sessions (identity.session is off)");
  }

  private Reply answer(SessionReply.Issued session, String target) {
    if (!rules.fits(session.token())) {
      return new Reply.Refused(
          Reason.TOO_LONG,
          "the session is longer than a cookie may be: name fewer attributes in identity.signed");
    }
    List<Header> headers =
        List.of(
            new Header("Location", target), // a page without the token in its URL
            rules.setCookie(session.token(), session.lifetime()));
    return new Reply.SignedIn(new HttpAnswer(303, headers, ""));
  }

  /**
   * Whether a browser says that it shows the answer to nobody: a script, an image or a guess at
   * what is clicked next would use up the token, or sign a user in who sees nothing of it.
   */
  private static boolean isInBackground(RequestFacts facts) {
    return facts.headers().all("Sec-Fetch-Mode").stream().anyMatch(mode -> !mode.equals("navigate"))
        || facts.headers().all("Sec-Purpose").stream().anyMatch(use -> use.contains("prefetch"));
  }

  private static @Nullable Map<String, String> parameters(RequestFacts facts, byte[] form) {
    String query = facts.query() == null ? "" : facts.query();
    Map<String, String> inQuery = Form.read(query.getBytes(StandardCharsets.UTF_8));
    Map<String, String> inForm = Form.read(form);
    if (inQuery == null || inForm == null) {
      return null;
    }
    Map<String, String> all = new LinkedHashMap<>(inQuery);
    all.putAll(inForm);
    return all.size() == inQuery.size() + inForm.size() ? all : null;
  }
}
