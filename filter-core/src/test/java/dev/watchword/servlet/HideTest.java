package dev.watchword.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With {@code hide} the application sees all of a request but the token. */
@EachServer
class HideTest extends ServletAppTest {
  private static final String SECRET = LiveTokens.secret();
  private static final String ALICE = LiveTokens.of(SECRET, "alice");

  @Override
  ServletApp application() {
    return ServletApp.with(SECRET)
        .set("rules", "header,cookie,seen")
        .set("rule.header", "/header optional hide")
        .set("rule.cookie", "/cookie hide source cookie:t,header:auth")
        .set("rule.seen", "/seen")
        .page("/header", HideTest::told)
        .page("/cookie", HideTest::told)
        .page("/seen", HideTest::told);
  }

  /** Every way in which a servlet can ask. */
  private static void told(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    List<String> told = new ArrayList<>();
    TreeSet<String> names = new TreeSet<>();
    Collections.list(request.getHeaderNames())
        .forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
    for (String name : List.of("authorization", "auth", "cookie", "x")) {
      List<String> values = Collections.list(request.getHeaders(name));
      String first = request.getHeader(name);
      if (first != null || !values.isEmpty() || names.contains(name)) {
        told.add(name + "=" + (values.equals(List.of(String.valueOf(first))) ? first : values));
      }
    }
    for (Cookie cookie : request.getCookies() == null ? new Cookie[0] : request.getCookies()) {
      told.add(cookie.getName());
    }
    String caller = request.getUserPrincipal() == null ? "-" : request.getRemoteUser();
    response.getWriter().print(caller + told.toString().replace(ALICE, "TOKEN"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /header | Authorization: Bearer T | x: 1        | alice[x=1]
          /header | AUTHORIZATION: bearer T | Cookie: t=1 | alice[cookie=t=1, t]
          /header | x: 1                    | y: 1        | -[x=1]
          /header | Authorization: Basic eA | x: 1        | -[authorization=Basic eA, x=1]
          /cookie | Cookie: t=T             | x: 1        | alice[x=1]
          /cookie | Cookie: a=1; t=T; b=2   | x: 1        | alice[cookie=a=1; b=2, x=1, a, b]
          /cookie | auth: T                 | Cookie: tt=1 | alice[cookie=tt=1, tt]
          /seen   | Authorization: Bearer T | x: 1        | alice[authorization=Bearer TOKEN, x=1]
          """)
  void application_seesNoToken(String path, String one, String two, String told) throws Exception {
    assertEquals(told, site.get(path, one.replaceAll("T$|T(?=;)", ALICE), two).body());
  }
}
