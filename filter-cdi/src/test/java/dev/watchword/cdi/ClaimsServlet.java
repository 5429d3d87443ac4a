package dev.watchword.cdi;

import dev.watchword.Watchword;
import dev.watchword.event.GuardEvent;
import dev.watchword.token.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.eclipse.microprofile.jwt.Claim;
import org.eclipse.microprofile.jwt.ClaimValue;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Answers with the bean that the path names. */
@SuppressWarnings("serial") // it is never written
class ClaimsServlet extends HttpServlet {
  /** Outlives every request. */
  @ApplicationScoped
  static class Beans {
    @Inject Provider<Optional<Caller>> caller;
    @Inject Provider<Watchword> guard;
    @Inject Order order;
    @Inject JsonWebToken token;

    @Inject
    @Claim("raw_token")
    ClaimValue<String> raw;

    @Inject
    @Claim("plan")
    ClaimValue<String> plan;

    @Inject
    @Claim("seats")
    Provider<Long> seats;

    @Inject
    @Claim("staff")
    ClaimValue<Boolean> staff;

    @Inject
    @Claim("org")
    ClaimValue<JsonObject> org;

    @Inject
    @Claim("aud")
    ClaimValue<Set<String>> aud;

    @Inject
    @Claim("missing")
    ClaimValue<Optional<String>> missing;

    @Inject
    @Claim("plan")
    ClaimValue<Long> wrong;

    private static Map.Entry<String, Supplier<Object>> bean(String name, Supplier<Object> value) {
      return Map.entry(name, value);
    }

    private final List<String> decisions = new CopyOnWriteArrayList<>();

    void hear(@Observes GuardEvent event) {
      decisions.add(event.path() + " " + event.status());
    }

    String text(String name) {
      Map<String, Supplier<Object>> all =
          Map.ofEntries(
              bean("caller", () -> caller.get().map(Caller::getName).orElse("")),
              bean("guard", () -> guard.get().health().status()),
              bean("token", token::getName),
              bean("raw", raw::getValue),
              bean("plan", plan::getValue),
              bean("seats", seats::get),
              bean("org", org::getValue),
              bean("aud", aud::getValue),
              bean("missing", missing::getValue),
              bean("wrong", wrong::getValue),
              bean("staff", staff::getValue),
              bean("order", order::owner),
              bean("decisions", () -> decisions));
      return String.valueOf(all.get(name).get());
    }
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String asked = request.getParameter("bean");
    String name = asked == null ? request.getPathInfo().substring(1) : asked;
    response.getWriter().print(CDI.current().select(Beans.class).get().text(name));
  }
}
