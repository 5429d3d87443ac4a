package dev.watchword.servlet;

import dev.watchword.Endpoints;
import dev.watchword.Watchword;

/**
 * {@code POST /signatures} and {@code /tokens} in Fogbender's shape: a workspace's secret in, its
 * user's signed claims out. Map it, and open its path by a rule such as {@code POST /signatures
 * own}.
 */
public final class SignaturesServlet extends IssuingServlet {
  private static final long serialVersionUID = 1L;

  /** For web.xml: the settings are those of the application. */
  public SignaturesServlet() {
    super(null, Endpoints::signatures);
  }

  /** A servlet over a {@code Watchword} that the caller closes. */
  public SignaturesServlet(Watchword watchword) {
    super(watchword, Endpoints::signatures);
  }
}
