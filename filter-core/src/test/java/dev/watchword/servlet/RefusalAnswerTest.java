package dev.watchword.servlet;

import static dev.watchword.servlet.RunningApp.bearer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a client gets that is not let in, header by header. */
@EachServer
class RefusalAnswerTest extends ServletAppTest {
  private static final String SECRET = LiveTokens.secret();
  private static final String ALICE = LiveTokens.of(SECRET, "alice");
  private static final String INVALID =
      "Bearer realm=\"watchword\", error=\"invalid_token\", error_description=\"";

  @Override
  ServletApp application() {
    return ServletApp.with(SECRET)
        .set("rules", "admin,closed")
        .set("rule.admin", "/admin/* role admin")
        .set("rule.closed", "/closed deny")
        .page("/*", TestPage.WHO);
  }

  private static void assertProblem(
      RawHttp.Reply reply, int status, String title, String code, String detail) {
    String expected =
        "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%s,\"code\":\"%s\",\"detail\":\"%s\",\"id\":\"ID\"}"
            .formatted(title, status, code, detail);
    assertEquals(expected, reply.body().replaceFirst("\"id\":\"[0-9a-v]+\"", "\"id\":\"ID\""));
    assertEquals(status, reply.status());
    assertEquals("application/problem+json", reply.header("Content-Type"));
    assertEquals("no-store", reply.header("Cache-Control"));
    assertEquals(String.valueOf(reply.body().length()), reply.header("Content-Length"));
    assertEquals(List.of(), reply.all("Set-Cookie"));
    assertEquals(1, reply.all("WWW-Authenticate").size());
  }

  @Test // requirement 44
  void requestWithoutToken_isToldWhatToSendAndNoError() throws Exception {
    RawHttp.Reply reply = site.get("/api");
    assertProblem(
        reply,
        401,
        "Unauthorized",
        "token_missing",
        "Send the header Authorization: Bearer <token>.");
    assertEquals("Bearer realm=\"watchword\"", reply.header("WWW-Authenticate"));
  }

  @Test
  void otherScheme_isNoToken() throws Exception {
    RawHttp.Reply reply = site.get("/api", "Authorization: Basic YWxpY2U6c2VjcmV0");
    assertEquals(401, reply.status());
    assertEquals("Bearer realm=\"watchword\"", reply.header("WWW-Authenticate"));
  }

  @Test // requirement 48; requirement 45
  void badToken_isInvalidWhateverItsFault() throws Exception {
    List<String> bad =
        List.of(
            "garbage",
            "a.b.c",
            LiveTokens.tampered(ALICE),
            ALICE.substring(0, ALICE.length() - 1),
            ALICE + "A",
            LiveTokens.of(LiveTokens.secret(), "alice"),
            LiveTokens.expired(LiveTokens.secret()));
    for (String token : bad) {
      RawHttp.Reply reply = site.get("/api", bearer(token));
      String detail = "The token is not valid. The server log has the reason.";
      assertProblem(reply, 401, "Unauthorized", "token_invalid", detail);
      assertEquals(INVALID + detail + "\"", reply.header("WWW-Authenticate"));
    }
  }

  @Test // requirement 47
  void expiredToken_isAnsweredAsExpired() throws Exception {
    RawHttp.Reply reply = site.get("/api", bearer(LiveTokens.expired(SECRET)));
    String detail = "The token has expired.";
    assertProblem(reply, 401, "Unauthorized", "token_expired", detail);
    assertEquals(INVALID + detail + "\"", reply.header("WWW-Authenticate"));
  }

  @Test // requirement 45
  void missingRole_isForbidden() throws Exception {
    RawHttp.Reply reply = site.get("/admin/x", bearer(ALICE));
    String detail = "The token is valid but does not allow this.";
    assertProblem(reply, 403, "Forbidden", "scope_insufficient", detail);
    assertTrue(reply.header("WWW-Authenticate").contains("error=\"insufficient_scope\""));
  }

  @Test
  void closedPath_isForbiddenToAll() throws Exception {
    assertEquals(403, site.get("/closed").status());
    assertEquals(403, site.get("/closed", bearer(ALICE)).status());
  }

  @Test // requirement 37
  void twoAuthorizationHeaders_areBadRequest() throws Exception {
    List<String> tokens = List.of(ALICE, "garbage");
    for (String first : tokens) {
      for (String second : tokens) {
        RawHttp.Reply reply = site.get("/api", bearer(first), bearer(second));
        assertEquals(400, reply.status(), first + " and " + second);
        assertTrue(reply.body().contains("\"request_malformed\""), reply.body());
      }
    }
  }

  @Test // requirement 50
  void twoRefusals_haveDifferentIds() throws Exception {
    String one = site.get("/api").body();
    String other = site.get("/api").body();
    assertTrue(!one.equals(other), "two refusals have two ids");
  }

  @Test
  void javaHttpClient_seesSameAnswers() throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + site.port() + "/api"));
    HttpResponse<String> no = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    assertEquals(401, no.statusCode());
    assertEquals(List.of("Bearer realm=\"watchword\""), no.headers().allValues("WWW-Authenticate"));
    request.header("Authorization", "Bearer " + ALICE);
    HttpResponse<String> yes = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    assertEquals(200, yes.statusCode());
    assertEquals(TestPage.whoIs("alice", "REQUEST"), yes.body());
  }
}
