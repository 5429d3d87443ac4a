package dev.watchword.servlet;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.Watchword;
import dev.watchword.testing.AllocatedBytes;
import dev.watchword.testing.TestSecrets;
import dev.watchword.testing.Tokens;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the servlet filter allocates for a request that it lets through. */
class FilterCostTest {
  private static final int REQUESTS = 20_000;
  private static final int PART = 2000;

  /** Measured: 1472 and 2369. The rest is room for what the compiler makes of other tests' use. */
  private static final int MOST_FOR_SAME = 1900;

  private static final int MOST_FOR_NEW = 2800;

  private final Watchword watchword =
      Watchword.builder()
          .surroundings(Map.of(), new Properties())
          .secret(TestSecrets.secret("main"))
          .clock(() -> Tokens.NOW)
          .start();
  private final JwtFilter filter = new JwtFilter(watchword);
  private final HttpServletResponse response = fake(HttpServletResponse.class);
  private final FilterChain chain =
      (request, same) -> assertNotNull(((HttpServletRequest) request).getUserPrincipal());

  @AfterEach
  void stop() {
    watchword.close();
  }

  @Test
  void sameToken_allocatesLittle() {
    String token = Tokens.goodText();
    long each = least(IntStream.range(0, REQUESTS).mapToObj(i -> new Request(token)).toList());
    assertTrue(each <= MOST_FOR_SAME, "a token that came before costs " + each + " bytes");
  }

  @Test
  void newToken_allocatesLittle() {
    long each =
        least(
            IntStream.range(0, REQUESTS)
                .mapToObj(i -> Tokens.good().claim("jti", "id-" + (100_000 + i)).text())
                .map(Request::new)
                .toList());
    assertTrue(each <= MOST_FOR_NEW, "a new token costs " + each + " bytes");
  }

  private long least(List<Request> requests) {
    return AllocatedBytes.least(requests, PART, this::pass);
  }

  private void pass(Request request) {
    try {
      filter.doFilter(request, response, chain);
    } catch (IOException | ServletException fault) {
      throw new IllegalStateException(fault);
    }
  }

  /** It knows nothing, and is not to be asked often: a call allocates. */
  private static <T> T fake(Class<T> type) {
    Object fake =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              if (method.getName().equals("getContextPath")) {
                return "";
              }
              return method.getReturnType() == boolean.class ? false : null;
            });
    return type.cast(fake);
  }

  /** A request that allocates nothing of its own but its attributes' places, made before. */
  private static final class Request extends HttpServletRequestWrapper {
    private static final HttpServletRequest NOBODY = fake(HttpServletRequest.class);
    private static final ServletContext CONTEXT = fake(ServletContext.class);
    private final Map<String, Object> attributes = new HashMap<>();
    private final List<String> authorization;

    Request(String token) {
      super(NOBODY);
      authorization = List.of("Bearer " + token);
      attributes.put("of the container", this);
    }

    @Override
    public DispatcherType getDispatcherType() {
      return DispatcherType.REQUEST;
    }

    @Override
    public String getMethod() {
      return "GET";
    }

    @Override
    public String getRequestURI() {
      return "/orders";
    }

    @Override
    public String getServletPath() {
      return "/orders";
    }

    @Override
    public @Nullable String getPathInfo() {
      return null;
    }

    @Override
    public @Nullable String getQueryString() {
      return null;
    }

    @Override
    public ServletContext getServletContext() {
      return CONTEXT;
    }

    @Override
    public String getRemoteAddr() {
      return "192.0.2.1";
    }

    @Override
    public String getLocalAddr() {
      return "192.0.2.2";
    }

    @Override
    public String getScheme() {
      return "http";
    }

    @Override
    public String getServerName() {
      return "localhost";
    }

    @Override
    public int getServerPort() {
      return 80;
    }

    @Override
    public String getProtocol() {
      return "HTTP/1.1";
    }

    @Override
    public @Nullable String getHeader(String name) {
      return null; // no handshake
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
      return name.equalsIgnoreCase("Authorization")
          ? Collections.enumeration(authorization)
          : Collections.emptyEnumeration();
    }

    @Override
    public @Nullable Object getAttribute(String name) {
      return attributes.get(name);
    }

    @Override
    public void setAttribute(String name, Object value) {
      attributes.put(name, value);
    }
  }
}
