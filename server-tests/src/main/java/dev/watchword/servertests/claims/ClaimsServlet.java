package dev.watchword.servertests.claims;

import dev.watchword.token.Caller;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.microprofile.jwt.Claim;
import org.eclipse.microprofile.jwt.ClaimValue;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Says who is calling as the token and the guard have it. */
@WebServlet("/claims")
public class ClaimsServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject private transient JsonWebToken token;
  @Inject private transient Provider<Optional<Caller>> caller;

  @Inject
  @Claim("plan")
  private transient ClaimValue<Optional<String>> plan;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String known = caller.get().map(Caller::id).orElse("nobody");
    response
        .getWriter()
        .print(known + " " + token.getName() + " " + plan.getValue().orElse("none"));
  }
}
