package dev.watchword.servlet;

import dev.watchword.SignIn.Reply;
import dev.watchword.Watchword;
import dev.watchword.http.HttpAnswer;
import dev.watchword.http.RequestFacts;
import dev.watchword.issue.Endpoint;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * {@code GET} and {@code POST /sso?jwt=...&return_to=...}: the sign-in of a portal. A user's token
 * in, once; out a cookie with a session token, and the browser goes on to {@code return_to}. Map
 * it, and open its path by the rule {@code /sso own}.
 */
public final class SsoServlet extends EndpointServlet {
  private static final long serialVersionUID = 1L;
  private static final int TOO_LARGE = 413;
  private static final String ADVICE = "Send the user's signed token as the parameter jwt.";

  /** For web.xml: the settings are those of the application. */
  public SsoServlet() {
    super(null);
  }

  /** A servlet over a {@code Watchword} that the caller closes. */
  public SsoServlet(Watchword watchword) {
    super(watchword);
  }

  @Override
  Set<String> methods() {
    return Set.of("GET", "POST");
  }

  /** The token in the URL is for no other server, whatever the answer is. */
  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("Referrer-Policy", "no-referrer");
    super.service(request, response);
  }

  @Override
  HttpAnswer answer(
      Watchword from, RequestFacts facts, HttpServletRequest request, Supplier<byte[]> read) {
    byte[] form = facts.method().equals("POST") ? read.get() : new byte[0];
    if (Endpoint.isTooLarge(form)) {
      return new HttpAnswer(TOO_LARGE, List.of(), "");
    }
    Reply reply = from.endpoints().signIn().answer(facts, form);
    return reply instanceof Reply.Refused refused
        ? from.guard()
            .refuse(facts, refused.rejection().reason(), refused.rejection().detail(), ADVICE)
        : ((Reply.SignedIn) reply).answer();
  }
}
