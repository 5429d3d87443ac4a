package dev.watchword.demo;

import dev.watchword.Watchword;
import dev.watchword.servlet.SsoServlet;
import dev.watchword.token.Caller;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/**
 * {@code /portal}: a page by itself, to which the customer's backend sends people through {@code
 * /sso}. What lies below {@code /portal/} takes the session from the cookie.
 */
final class Portal {
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
          + " img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  private static final Duration LINK_LIFE = Duration.ofMinutes(5);

  private Portal() {}

  static void addTo(Routes routes, Watchword watchword) {
    Map<String, StaticFile> files =
        Map.of(
            "/portal", StaticFile.html("/portal/portal.html"),
            "/portal.js", StaticFile.js("/portal/portal.js"),
            "/portal/home", StaticFile.html("/portal/home.html"),
            "/portal/home.js", StaticFile.js("/portal/home.js"));
    HttpServlet pages = new Pages(files, request -> POLICY, request -> Map.of());
    routes.add("/portal/*", pages);
    routes.add("/portal.js", pages);
    routes.add("/portal/me", Json.get(Portal::me));
    routes.add("/portal/signout", new SignOut());
    routes.add("/sso", new SsoServlet(watchword));
    routes.addLocal("/portal-link", Json.get(request -> link(watchword)));
  }

  private static String me(HttpServletRequest request) {
    String name = request.getUserPrincipal() instanceof Caller caller ? caller.getName() : "";
    return Json.text(Map.of("name", name));
  }

  /** What the customer's backend answers to somebody it knows as Alice. */
  private static String link(Watchword watchword) {
    String token = Mint.token(watchword, WidgetTokens.USER, LINK_LIFE, Clock.systemUTC().instant());
    String target = URLEncoder.encode("/portal/home", StandardCharsets.UTF_8);
    return Json.text(Map.of("link", "/sso?jwt=" + token + "&return_to=" + target));
  }

  /** Takes the cookie back. The guard sees to it that no page of another site does so. */
  private static final class SignOut extends DemoServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      Cookie empty = new Cookie("__Host-watchword", "");
      empty.setPath("/");
      empty.setSecure(true);
      empty.setHttpOnly(true);
      empty.setMaxAge(0);
      response.addCookie(empty);
      response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }
  }
}
