package dev.watchword.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.watchword.testing.Requests;
import org.junit.jupiter.api.Test;

/** What is known of a request, and what of it may be shown. */
class RequestFactsTest {
  @Test // requirements 25 and 73
  void facts_showMethodAndPathAlone() {
    Requests request = Requests.get("/raw").readAs("/read").query("t=secret").bearer("secret");
    assertEquals("RequestFacts[GET /read]", request.facts().toString());
    assertEquals("RequestFacts[GET /raw]", request.readAs(null).facts().toString());
  }

  @Test // or the first of two would count, where others read the second
  void fieldThatComesTwice_isNoOneField() {
    Requests request = Requests.get("/").header("x", "1");
    assertEquals("1", request.facts().header("X"));
    assertNull(request.header("x", "1").facts().header("X"));
    assertNull(request.facts().header("y"));
  }
}
