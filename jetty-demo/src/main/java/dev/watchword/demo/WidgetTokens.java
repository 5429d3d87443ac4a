package dev.watchword.demo;

import dev.watchword.Watchword;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/**
 * {@code POST /widget/token}: what the backend of the page would do. It knows by its own session
 * that this is Alice, and gets a token for her, as from {@code POST /users/alice/tokens}.
 */
final class WidgetTokens extends DemoServlet {
  static final String USER = "alice";

  private static final long serialVersionUID = 1L;
  private static final int NOT_TO_BE_HAD = 422;

  private final transient Watchword watchword;
  private final Duration life;

  WidgetTokens(Watchword watchword, Duration life) {
    this.watchword = watchword;
    this.life = life;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      String issuer = watchword.issuers().get(0).name();
      String token =
          watchword.issuer(issuer).tokens().naming("sub").issue(USER, Map.of(), life).token();
      Json.write(response, HttpServletResponse.SC_OK, Json.text(Map.of("token", token)));
    } catch (IllegalArgumentException refused) {
      String why = String.valueOf(refused.getMessage());
      Json.write(response, NOT_TO_BE_HAD, Json.text(Map.of("error", why)));
    }
  }
}
