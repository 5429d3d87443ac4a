package dev.watchword.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.watchword.Watchword;
import dev.watchword.testing.TestSecrets;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What hangs on the thread while a handshake is on its way. */
class HandshakeTest {
  private final Watchword watchword =
      Watchword.builder()
          .surroundings(Map.of(), new Properties())
          .secret(TestSecrets.text("handshake"))
          .publicPaths("/live")
          .start();
  private final JwtFilter filter = new JwtFilter(watchword);
  private final List<Handshake> seen = new ArrayList<>();

  @AfterEach
  void end() {
    watchword.close();
  }

  private void send(String upgrade, FilterChain chain) throws Exception {
    ServletContext context = mock(ServletContext.class);
    when(context.getContextPath()).thenReturn("");
    HttpServletRequest request = mock(HttpServletRequest.class);
    when(request.getServletContext()).thenReturn(context);
    when(request.getMethod()).thenReturn("GET");
    when(request.getDispatcherType()).thenReturn(DispatcherType.REQUEST);
    when(request.getRequestURI()).thenReturn("/live");
    when(request.getServletPath()).thenReturn("/live");
    when(request.getHeader("Upgrade")).thenReturn(upgrade);
    filter.doFilter(request, mock(HttpServletResponse.class), chain);
  }

  @Test // requirement 57
  void handshake_leavesThreadWithChain() throws Exception {
    FilterChain failing =
        (request, response) -> {
          seen.add(Handshake.current());
          throw new ServletException("as an application may");
        };
    assertThrows(ServletException.class, () -> send("WebSocket", failing));
    assertNotNull(seen.get(0));
    assertNull(Handshake.current());
  }

  @Test
  void otherRequest_isNoHandshake() throws Exception {
    for (String upgrade : new String[] {null, "h2c", ""}) {
      send(upgrade, (request, response) -> seen.add(Handshake.current()));
    }
    assertEquals(3, seen.size());
    seen.forEach(each -> assertNull(each));
  }

  @Test
  void innerFilter_givesThreadBackToOuter() throws Exception {
    FilterChain inner = (request, response) -> seen.add(Handshake.current());
    send(
        "websocket",
        (request, response) -> {
          Handshake outer = Handshake.current();
          filter.doFilter(request, response, inner);
          assertEquals(outer, Handshake.current());
        });
    assertEquals(1, seen.size());
    assertNull(Handshake.current());
  }
}
