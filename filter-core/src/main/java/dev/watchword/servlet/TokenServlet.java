package dev.watchword.servlet;

import dev.watchword.Endpoints;
import dev.watchword.Watchword;

/**
 * {@code POST /token}: an OAuth client's credentials in, a token with scopes out (RFC 6749 section
 * 4.4). Map it, and open its path by a rule such as {@code /token own}.
 */
public final class TokenServlet extends IssuingServlet {
  private static final long serialVersionUID = 1L;

  /** For web.xml: the settings are those of the application. */
  public TokenServlet() {
    super(null, Endpoints::token);
  }

  /** A servlet over a {@code Watchword} that the caller closes. */
  public TokenServlet(Watchword watchword) {
    super(watchword, Endpoints::token);
  }
}
