package dev.watchword.servlet;

import dev.watchword.Endpoints;
import dev.watchword.Watchword;

/**
 * {@code POST /users/{id}/tokens} in Surge's shape: an API key in, a widget token out. Map it to
 * {@code /users/*}, and open that by the rule {@code POST /users/* own}.
 */
public final class UserTokensServlet extends IssuingServlet {
  private static final long serialVersionUID = 1L;

  /** For web.xml: the settings are those of the application. */
  public UserTokensServlet() {
    super(null, Endpoints::userTokens);
  }

  /** A servlet over a {@code Watchword} that the caller closes. */
  public UserTokensServlet(Watchword watchword) {
    super(watchword, Endpoints::userTokens);
  }
}
