package dev.watchword.servlet;

import dev.watchword.Watchword;
import dev.watchword.http.HttpAnswer;
import dev.watchword.http.RequestFacts;
import dev.watchword.identity.Identification;
import dev.watchword.identity.Identification.Identified;
import dev.watchword.identity.Identification.NotIdentified;
import dev.watchword.identity.Identity;
import dev.watchword.identity.IdentityRequest;
import dev.watchword.issue.Endpoint;
import dev.watchword.issue.SessionReply;
import dev.watchword.json.StrictJson;
import dev.watchword.token.IssuerFilter;
import dev.watchword.token.Reason;
import dev.watchword.token.Rejection;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /identify}: what a widget sends about its user in, who that is and how sure it is
 * out. Map it, and open its path by the rule {@code /identify own}.
 */
public final class IdentifyServlet extends EndpointServlet {
  private static final long serialVersionUID = 1L;
  private static final int TOO_LARGE = 413;
  private static final String ADVICE = "Send the user's signed token in the JSON body, as userJWT.";

  /** For web.xml: the settings are those of the application. */
  public IdentifyServlet() {
    super(null);
  }

  /** A servlet over a {@code Watchword} that the caller closes. */
  public IdentifyServlet(Watchword watchword) {
    super(watchword);
  }

  @Override
  HttpAnswer answer(
      Watchword from, RequestFacts facts, HttpServletRequest request, Supplier<byte[]> read) {
    byte[] body = read.get();
    if (Endpoint.isTooLarge(body)) {
      return new HttpAnswer(TOO_LARGE, List.of(), "");
    }
    Identification outcome = identification(from, facts, body);
    return outcome instanceof Identified identified
        ? answer(from, facts, identified.identity())
        : refuse(from, facts, ((NotIdentified) outcome).rejection());
  }

  private static HttpAnswer answer(Watchword from, RequestFacts facts, Identity identity) {
    HttpAnswer limited =
        from.endpoints().beginsForVisitor(identity)
            ? from.guard().limitVisitor(facts, identity.issuer())
            : null;
    if (limited != null) {
      return limited;
    }
    SessionReply session = from.endpoints().session(identity);
    return session instanceof SessionReply.Refused refused
        ? refuse(from, facts, refused.rejection())
        : HttpAnswer.json(HttpServletResponse.SC_OK, List.of(), json(identity, session));
  }

  private static HttpAnswer refuse(Watchword from, RequestFacts facts, Rejection refused) {
    return from.guard().refuse(facts, refused.reason(), refused.detail(), ADVICE);
  }

  private static Identification identification(Watchword from, RequestFacts facts, byte[] body) {
    Map<String, @Nullable Object> members = StrictJson.read(body);
    if (members == null) {
      return new NotIdentified(
          new Rejection(
              Reason.BODY, "the body is not one JSON object in which every name stands once"));
    }
    IssuerFilter filter = from.guard().issuerResolver().filterForUsers(facts, members);
    if (filter == null) {
      return new NotIdentified(
          new Rejection(Reason.SEVERAL_ISSUERS, "the request picks an issuer more than once"));
    }
    IdentityRequest request = new IdentityRequest(members, facts.headers().all("Origin"), filter);
    return from.endpoints().identify(request, from.guard().isInsecure(facts));
  }

  private static String json(Identity identity, @Nullable SessionReply session) {
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("assurance", identity.assurance().code());
    answer.put("issuer", identity.issuer());
    identity.user().ifPresent(user -> answer.put("user", user));
    identity.unverifiedUser().ifPresent(user -> answer.put("unverified_user", user));
    answer.put("trusted", identity.trusted());
    answer.put("untrusted", identity.untrusted());
    Map<String, String> ignored = new LinkedHashMap<>();
    identity.ignored().forEach((name, why) -> ignored.put(name, why.meaning()));
    answer.put("ignored", ignored);
    identity.warning().ifPresent(warning -> answer.put("warning", warning));
    if (session instanceof SessionReply.Issued issued) {
      answer.put("token", issued.token());
      answer.put("expires_in", issued.lifetime().toSeconds());
    }
    return StrictJson.write(answer);
  }
}
