package dev.watchword.servlet;

import static dev.watchword.servlet.RunningApp.bearer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A CORS filter of others in front of ours: what it says of a request holds for refusals, too. */
@EachServer
class OtherCorsFilterTest extends ServletAppTest {
  private static final String SECRET = LiveTokens.secret();
  private static final String PAGE = "Origin: https://app.example";

  @Override
  ServletApp application() {
    return ServletApp.with(SECRET)
        .unguarded()
        .page("/*", TestPage.WHO)
        .adding(OtherCorsFilterTest::declareFilters);
  }

  /** The other one comes first in web.xml; it answers preflights by itself. */
  private static void declareFilters(ServletContext context) {
    FilterRegistration.Dynamic cors =
        context.addFilter(
            "cors",
            (request, response, chain) -> {
              HttpServletResponse to = (HttpServletResponse) response;
              to.addHeader("Access-Control-Allow-Origin", "https://app.example");
              to.addHeader("Access-Control-Expose-Headers", "WWW-Authenticate");
              to.addHeader("Vary", "Origin");
              to.addHeader("Vary", "Accept");
              to.setHeader("X-Page", "begun");
              if (!((HttpServletRequest) request).getMethod().equals("OPTIONS")) {
                chain.doFilter(request, response);
              }
            });
    FilterRegistration.Dynamic guard = context.addFilter("guard", JwtFilter.class.getName());
    for (FilterRegistration.Dynamic filter : List.of(cors, guard)) {
      filter.setAsyncSupported(true);
      filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*");
    }
  }

  @Test
  void refusal_keepsWhatOtherFilterSaidToBrowsers() throws Exception {
    RawHttp.Reply reply = site.get("/api", PAGE);
    assertEquals(401, reply.status());
    assertEquals(
        List.of("https://app.example"), reply.all("Access-Control-Allow-Origin"), reply::toString);
    assertEquals(List.of("WWW-Authenticate"), reply.all("Access-Control-Expose-Headers"));
    assertEquals("Origin, Accept", reply.header("Vary"));
    assertNull(reply.header("X-Page"), "and nothing else of a page that had begun");
  }

  @Test
  void preflight_isItsOwn() throws Exception {
    String asks = "Access-Control-Request-Method: POST";
    assertEquals(200, site.call("OPTIONS", "/api", PAGE, asks).status());
  }

  @Test
  void answer_hasEachFieldOnce() throws Exception {
    RawHttp.Reply reply = site.get("/api", PAGE, bearer(LiveTokens.of(SECRET, "alice")));
    assertEquals(200, reply.status());
    assertEquals(List.of("https://app.example"), reply.all("Access-Control-Allow-Origin"));
  }
}
