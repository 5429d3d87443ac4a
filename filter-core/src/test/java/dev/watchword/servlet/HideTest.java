package dev.watchword.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
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
        .set("rules", "header,cookie,query,form,seen")
        .set("rule.header", "/header optional hide")
        .set("rule.cookie", "/cookie hide source cookie:t,header:auth")
        .set("rule.query", "/query hide source query:t kind signed")
        .set("rule.form", "/form/* hide source bearer,form:t")
        .set("rule.seen", "/seen")
        .page("/header", HideTest::told)
        .page("/cookie", HideTest::told)
        .page("/query", HideTest::parameters)
        .page("/form/fields", HideTest::parameters)
        .page("/form/stream", HideTest::stream)
        .page("/form/reader", (request, response) -> echo(request.getReader().readLine(), response))
        .page(
            "/form/forward",
            (request, response) ->
                request.getRequestDispatcher("/form/stream?t=1").forward(request, response))
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

  private static void echo(String told, HttpServletResponse response) throws IOException {
    response.getWriter().print(told.replace(ALICE, "TOKEN"));
  }

  /** What a servlet sees of parameters, in each way in which it can ask. */
  private static void parameters(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    TreeSet<String> names = new TreeSet<>(Collections.list(request.getParameterNames()));
    String one = request.getParameter("t") + Arrays.toString(request.getParameterValues("t"));
    String all = request.getQueryString() + " " + names + request.getParameterMap().keySet();
    echo(one + request.getParameter("a") + " " + all, response);
  }

  private static void stream(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String body = new String(request.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    String lengths =
        request.getContentLength()
            + (" " + request.getContentLengthLong())
            + (" " + request.getHeader("Content-Length"))
            + (" " + request.getIntHeader("content-length"))
            + (" " + Collections.list(request.getHeaders("Content-Length")));
    echo(body + " " + lengths, response);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a=1&t=T&b=2 | nullnull1 a=1&b=2 [a, b][a, b]
          t=T         | nullnullnull null [][]
          t=T&a=t     | nullnullt a=t [a][a]
          t=T&%74=1   | nullnullnull null [][]
          """)
  void application_seesNoTokenOfQuery(String query, String told) throws Exception {
    assertEquals(told, site.get("/query?" + query.replaceAll("T", ALICE)).body());
  }

  private String post(String path, String form, String more) throws Exception {
    String body = form.replaceAll("T", ALICE);
    try (RawHttp connection = site.connect()) {
      return connection
          .send(
              "POST "
                  + (path + " HTTP/1.1\r\nHost: 127.0.0.1:" + site.port())
                  + ("\r\nConnection: close\r\n" + more)
                  + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                  + (body.length() + "\r\n\r\n" + body))
          .body();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /form/fields  | a=1&t=T&b=2 | nullnull1 null [a, b][a, b]
          /form/stream  | a=1&t=T&b=2 | a=1&b=2 7 7 7 7 [7]
          /form/forward | a=1&t=T&b=2 | a=1&b=2 7 7 7 7 [7]
          /form/reader  | a=%C3&t=T   | a=%C3
          /form/stream  | t=T         | 0 0 0 0 [0]
          """)
  void application_seesNoTokenOfForm(String path, String form, String told) throws Exception {
    assertEquals(told, post(path, form, "").strip());
  }

  @Test // of a rule with several sources, every one is hidden
  void fieldBesideHeader_isHiddenToo() throws Exception {
    String bearer = "Authorization: Bearer " + ALICE + "\r\n";
    assertEquals("a=1&b=2 7 7 7 7 [7]", post("/form/stream", "a=1&b=2", bearer));
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
