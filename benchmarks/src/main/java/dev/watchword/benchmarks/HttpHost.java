package dev.watchword.benchmarks;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTVerifier;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.JWTVerificationException;
import dev.watchword.Watchword;
import dev.watchword.WatchwordBuilder;
import dev.watchword.servlet.JwtFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.EnumSet;
import java.util.Map;
import java.util.Properties;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * One Jetty of {@link HttpCost}, in a process of its own: with a filter, or with none. Prints its
 * port; ends when its standard input does.
 */
public final class HttpHost {
  private static final String BEARER = "Bearer ";

  private HttpHost() {}

  /** What stands before the page. */
  enum Guard {
    NONE,
    LEAST,
    JAVA_JWT,
    WATCHWORD,
    WATCHWORD_LIMITED
  }

  /**
   * Serves.
   *
   * @param arguments the name of a {@link Guard}; the secret is in the environment
   */
  public static void main(String[] arguments) throws Exception {
    String secret = System.getenv("SECRET");
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler("/");
    Filter filter = filter(Guard.valueOf(arguments[0]), secret);
    if (filter != null) {
      FilterHolder holder = new FilterHolder(filter);
      holder.setAsyncSupported(true);
      context.addFilter(holder, "/*", EnumSet.allOf(DispatcherType.class));
    }
    context.addServlet(new ServletHolder(new FloodServer.Page()), "/*");
    server.setHandler(context);
    server.start();
    System.out.println(connector.getLocalPort());
    while (System.in.read() >= 0) {
      // the process that started this one is still there
    }
    System.exit(0);
  }

  private static Filter filter(Guard guard, String secret) {
    return switch (guard) {
      case NONE -> null;
      case LEAST -> new LeastFilter();
      case JAVA_JWT -> new JavaJwtFilter(secret);
      case WATCHWORD -> new JwtFilter(watchword(secret).start());
      case WATCHWORD_LIMITED ->
          new JwtFilter(watchword(secret).rule("all", "/* limit 1000000/1s").start());
    };
  }

  private static WatchwordBuilder watchword(String secret) {
    return Watchword.builder()
        .surroundings(Map.of(), new Properties())
        .secret(secret)
        .set("watchword.iss", Scene.ISSUER)
        .set("watchword.audiences", Scene.AUDIENCE)
        .limit("failures", "off");
  }

  /** What no filter can do without: reads the header, sets an attribute, shows a principal. */
  private static final class LeastFilter implements Filter {
    @Override
    public void doFilter(ServletRequest any, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      HttpServletRequest request = (HttpServletRequest) any;
      String header = request.getHeader("Authorization");
      request.setAttribute("caller", header);
      chain.doFilter(header == null ? request : new Named(request, "jane"), response);
    }
  }

  /** As a developer writes it in ten lines. */
  private static final class JavaJwtFilter implements Filter {
    private static final byte[] REFUSAL =
        "{\"error\":\"invalid_token\"}".getBytes(StandardCharsets.US_ASCII);

    private final JWTVerifier verifier;

    JavaJwtFilter(String secret) {
      verifier =
          JWT.require(Algorithm.HMAC256(secret))
              .withIssuer(Scene.ISSUER)
              .withAudience(Scene.AUDIENCE)
              .build();
    }

    @Override
    public void doFilter(ServletRequest any, ServletResponse anyResponse, FilterChain chain)
        throws IOException, ServletException {
      HttpServletRequest request = (HttpServletRequest) any;
      HttpServletResponse response = (HttpServletResponse) anyResponse;
      String header = request.getHeader("Authorization");
      String subject = null;
      if (header != null && header.startsWith(BEARER)) {
        try {
          subject = verifier.verify(header.substring(BEARER.length())).getSubject();
        } catch (JWTVerificationException refused) {
          subject = null;
        }
      }
      if (subject != null) {
        chain.doFilter(new Named(request, subject), response);
        return;
      }
      response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
      response.setHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"");
      response.setContentType("application/json");
      response.getOutputStream().write(REFUSAL);
    }
  }

  private static final class Named extends HttpServletRequestWrapper {
    private final String name;

    Named(HttpServletRequest request, String name) {
      super(request);
      this.name = name;
    }

    @Override
    public Principal getUserPrincipal() {
      return () -> name;
    }

    @Override
    public String getRemoteUser() {
      return name;
    }
  }
}
