package dev.watchword.servlet;

import static dev.watchword.servlet.RunningApp.bearer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A second guard with a secret of its own stands before one part of the application. Whatever the
 * first one has decided opens nothing there, by whichever kind of dispatch it is reached.
 */
@EachServer
class NestedGuardsTest extends ServletAppTest {
  private static final String OUTER = LiveTokens.secret();
  private static final String INNER = LiveTokens.secret();

  @Override
  ServletApp application() {
    return ServletApp.with(OUTER)
        .set("public", "/public/*")
        .page("/inner/who", TestPage.WHO)
        .page("/WEB-INF/inner/view", TestPage.WHO)
        .page("/public/to", NestedGuardsTest::asAsked)
        .page("/api/to", NestedGuardsTest::asAsked)
        .page("/api/named", NestedGuardsTest::byName)
        .adding(NestedGuardsTest::declareInner);
  }

  private static void declareInner(ServletContext context) {
    FilterRegistration.Dynamic filter = context.addFilter("inner", JwtFilter.class.getName());
    filter.setAsyncSupported(true);
    filter.setInitParameters(
        Map.of(
            "watchword.secret",
            INNER,
            "watchword.source",
            "header:X-Inner",
            "watchword.public",
            ""));
    EnumSet<DispatcherType> all = EnumSet.allOf(DispatcherType.class);
    filter.addMappingForUrlPatterns(all, true, "/inner/*", "/WEB-INF/inner/*");
    filter.addMappingForServletNames(all, true, "page /inner/who");
  }

  private static void asAsked(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    request.getRequestDispatcher(request.getParameter("to")).forward(request, response);
  }

  private static void byName(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    request.getServletContext().getNamedDispatcher("page /inner/who").forward(request, response);
  }

  private static String inner(String name) {
    return "X-Inner: " + LiveTokens.of(INNER, name);
  }

  private static String outer() {
    return bearer(LiveTokens.of(OUTER, "alice"));
  }

  private void assertOnlyWithItsOwnToken(String target) throws IOException {
    RawHttp.Reply refused = site.get(target, outer());
    assertEquals(401, refused.status(), target + refused);
    assertFalse(refused.body().contains("principal"), refused.body());
    RawHttp.Reply passed = site.get(target, outer(), inner("bob"));
    assertEquals(200, passed.status(), target + passed);
    assertEquals("principal=bob", passed.body().split(" ", 2)[0]);
  }

  @Test
  void innerPath_needsInnerToken() throws IOException {
    assertOnlyWithItsOwnToken("/inner/who");
  }

  @Test
  void forward_needsInnerToken() throws IOException {
    assertOnlyWithItsOwnToken("/api/to?to=/inner/who");
    assertOnlyWithItsOwnToken("/public/to?to=/inner/who");
  }

  @Test
  void forwardBelowWebInf_needsInnerToken() throws IOException {
    assertOnlyWithItsOwnToken("/api/to?to=/WEB-INF/inner/view");
    assertOnlyWithItsOwnToken("/public/to?to=/WEB-INF/inner/view");
  }

  @Test // requirement 51
  void forwardByName_needsInnerToken() throws IOException {
    assertOnlyWithItsOwnToken("/api/named");
  }

  @Test
  void innerTokenAlone_opensNothingOutside() throws IOException {
    assertEquals(401, site.get("/api/to?to=/inner/who", inner("bob")).status());
  }
}
