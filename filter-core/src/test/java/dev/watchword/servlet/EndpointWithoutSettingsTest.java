package dev.watchword.servlet;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.watchword.testing.LogCapture;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Requirement 58: an endpoint that has no settings answers 503, and no page with a stack trace. */
class EndpointWithoutSettingsTest {
  static Stream<EndpointServlet> endpoints() {
    return Stream.of(
        new TokenServlet(),
        new SignaturesServlet(),
        new UserTokensServlet(),
        new IdentifyServlet(),
        new SsoServlet());
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  void badSettings_areAnswered503(EndpointServlet servlet) throws Exception {
    ServletContext context = mock(ServletContext.class);
    when(context.getInitParameterNames())
        .thenReturn(Collections.enumeration(List.of("watchword.leeway")));
    when(context.getInitParameter(anyString())).thenReturn("much");
    ServletConfig config = mock(ServletConfig.class);
    when(config.getServletContext()).thenReturn(context);
    LogCapture log = LogCapture.atInfo();
    try {
      servlet.init(config);
    } finally {
      log.close();
    }
    HttpServletResponse response = mock(HttpServletResponse.class);
    servlet.service(mock(HttpServletRequest.class), response);
    verify(response).setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    assertTrue(log.text().contains("has no settings and answers 503"), log::text);
    assertTrue(log.text().contains("watchword.leeway"), log::text);
  }
}
