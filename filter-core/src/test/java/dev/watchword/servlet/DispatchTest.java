package dev.watchword.servlet;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import dev.watchword.Watchword;
import dev.watchword.testing.LogCapture;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What no server at hand does, but one might. */
class DispatchTest {
  private final HttpServletRequest request = mock();
  private final HttpServletResponse response = mock();
  private final FilterChain chain = mock();

  private LogCapture log;
  private Watchword watchword;
  private JwtFilter filter;

  @BeforeEach
  void start() throws Exception {
    log = LogCapture.atInfo();
    watchword =
        Watchword.builder()
            .set("watchword.secret", LiveTokens.secret())
            .set("watchword.public", "/public/*")
            .start();
    filter = new JwtFilter(watchword);
    ServletContext context = mock();
    when(context.getContextPath()).thenReturn("");
    when(request.getServletContext()).thenReturn(context);
    when(request.getDispatcherType()).thenReturn(DispatcherType.REQUEST);
    when(request.getMethod()).thenReturn("GET");
    when(request.getServletPath()).thenReturn("/public/x");
    when(request.getRequestURI()).thenReturn("/public/x");
    when(response.getOutputStream()).thenReturn(mock(ServletOutputStream.class));
  }

  @AfterEach
  void stop() {
    watchword.close();
    log.close();
  }

  private void assertStopped(int status) throws Exception {
    filter.doFilter(request, response, chain);
    verify(response).setStatus(status);
    verifyNoInteractions(chain);
  }

  @Test
  void requestWithNulls_passesOnOpenPath() throws Exception {
    filter.doFilter(request, response, chain);
    verify(chain).doFilter(any(GuardedRequest.class), any());
  }

  @Test
  void unreadableServletPath_isAnswered400() throws Exception {
    when(request.getServletPath()).thenThrow(new IllegalArgumentException("ambiguous"));
    assertStopped(400);
  }

  @Test
  void unreadablePathInfo_isAnswered400() throws Exception {
    when(request.getPathInfo()).thenThrow(new IllegalArgumentException("ambiguous"));
    assertStopped(400);
  }

  @Test
  void missingRawPath_isAnswered400() throws Exception {
    when(request.getRequestURI()).thenReturn(null);
    assertStopped(400);
  }

  @Test
  void forwardWithoutEarlierDecision_isCheckedInFull() throws Exception {
    when(request.getDispatcherType()).thenReturn(DispatcherType.FORWARD);
    when(request.getServletPath()).thenReturn("/WEB-INF/view");
    when(request.getRequestURI()).thenReturn("/WEB-INF/view");
    assertStopped(401);
  }

  @Test
  void forgedDecisionAttribute_isIgnored() throws Exception {
    when(request.getAttribute("dev.watchword.guard.Decision")).thenReturn("pass");
    when(request.getServletPath()).thenReturn("/api");
    when(request.getRequestURI()).thenReturn("/api");
    assertStopped(401);
  }

  @Test // requirement 49
  void committedAnswer_isNotWrittenTo() throws Exception {
    when(request.getServletPath()).thenReturn("/api");
    when(request.getRequestURI()).thenReturn("/api");
    when(response.isCommitted()).thenReturn(true);
    filter.doFilter(request, response, chain);
    verify(response, never()).getOutputStream();
    verifyNoInteractions(chain);
  }

  @Test
  void nonHttpRequest_isRefused() {
    ServletRequest notHttp = mock();
    ServletResponse answer = mock();
    assertThrows(ServletException.class, () -> filter.doFilter(notHttp, answer, chain));
    assertThrows(ServletException.class, () -> filter.doFilter(request, answer, chain));
    verifyNoInteractions(chain);
  }

  @Test // requirement 58
  void uninitializedFilter_isAnswered503() throws Exception {
    filter = new JwtFilter();
    assertStopped(503);
  }
}
