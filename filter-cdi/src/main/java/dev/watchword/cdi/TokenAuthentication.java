package dev.watchword.cdi;

import dev.watchword.guard.Decision.Pass;
import dev.watchword.servlet.Admission;
import dev.watchword.token.Caller;
import jakarta.security.enterprise.AuthenticationException;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Tells a server of Jakarta Security who calls, so that {@code <security-constraint>},
 * {@code @ServletSecurity}, enterprise beans and the {@code SecurityContext} know the caller, with
 * the roles of its token as groups. An application has it by a bean of its own that extends it:
 *
 * <pre>{@code
 * @ApplicationScoped
 * public class Tokens extends TokenAuthentication {}
 * }</pre>
 *
 * <p>It asks the guard that {@link dev.watchword.servlet.WatchwordListener} has started, before any
 * filter, and answers what the guard stops. The filter, which stays, takes over the verdict. What
 * the server itself protects needs a caller, even where a rule of the path does not. No session
 * begins. Safe for use by several threads at once.
 */
public class TokenAuthentication implements HttpAuthenticationMechanism {
  /** For the bean that extends it. */
  protected TokenAuthentication() {}

  @Override
  public AuthenticationStatus validateRequest(
      HttpServletRequest request, HttpServletResponse response, HttpMessageContext context)
      throws AuthenticationException {
    try {
      Pass pass = Admission.judge(request, response, context.isProtected());
      if (pass == null) {
        return AuthenticationStatus.SEND_FAILURE;
      }
      Caller caller = pass.caller();
      return caller == null
          ? context.doNothing()
          : context.notifyContainerAboutLogin(caller, caller.roles());
    } catch (IOException broken) { // the connection, so nobody reads an answer
      throw new AuthenticationException(broken);
    }
  }
}
