package dev.watchword.demo;

import dev.watchword.Watchword;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/** {@code POST /widget/revoke}: refuses the widget tokens that Alice has got until now. */
final class WidgetRevocation extends DemoServlet {
  private static final long serialVersionUID = 1L;

  private final transient Watchword watchword;

  WidgetRevocation(Watchword watchword) {
    this.watchword = watchword;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String caller = "widget:" + watchword.issuers().get(0).name() + "/" + WidgetTokens.USER;
    try {
      watchword.revocations().caller(caller).revoke();
      Json.write(response, HttpServletResponse.SC_OK, Json.text(Map.of("revoked", caller)));
    } catch (IllegalArgumentException off) {
      String why = String.valueOf(off.getMessage());
      Json.write(response, HttpServletResponse.SC_BAD_REQUEST, Json.text(Map.of("error", why)));
    } catch (IllegalStateException notDone) {
      String why = "the store did not say that it was done; try again";
      Json.write(
          response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, Json.text(Map.of("error", why)));
    }
  }
}
