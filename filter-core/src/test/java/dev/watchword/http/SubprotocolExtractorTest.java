package dev.watchword.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.watchword.testing.Requests;
import dev.watchword.token.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A token among the subprotocols of a handshake. */
class SubprotocolExtractorTest {
  private static final TokenExtractor SOURCE = TokenExtractors.of("subprotocol");

  private static Extraction offered(String... fields) {
    Requests request = Requests.get("/live");
    for (String field : fields) {
      request.header("Sec-WebSocket-Protocol", field);
    }
    return SOURCE.extract(request.facts());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "watchword.v1, bearer.a.b.c",
        "bearer.a.b.c,watchword.v1",
        " watchword.v1 ,chat.v2,, bearer.a.b.c ",
      })
  void tokenBesideOurProtocol_isFound(String field) {
    assertEquals(Extraction.token("a.b.c"), offered(field));
  }

  @Test
  void protocolsInSeveralFields_areOneList() {
    assertEquals(Extraction.token("a.b.c"), offered("watchword.v1", "bearer.a.b.c"));
  }

  @Test
  void nothingOffered_isNoToken() {
    assertEquals(Extraction.none(), offered());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "watchword.v1", "chat.v2, bearer", "Bearer.a.b.c, watchword.v1"})
  void otherProtocols_areNoToken(String field) {
    assertEquals(Extraction.none(), offered(field));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bearer.a.b.c | CREDENTIALS",
        "bearer.a.b.c, chat.v2, WATCHWORD.V1 | CREDENTIALS",
        "watchword.v1, bearer. | CREDENTIALS",
        "watchword.v1, bearer.a.b.c, bearer.a.b.c | SEVERAL_TOKENS",
      })
  void tokenThatCannotBeAnsweredOrIsNone_isRefused(String field, Reason reason) {
    assertEquals(reason, assertInstanceOf(Extraction.Malformed.class, offered(field)).reason());
  }

  @Test
  void word_isTakenAndPrinted() {
    assertEquals("subprotocol", SOURCE.toString());
    assertFalse(SOURCE.isAmbient());
    assertFalse(SOURCE.isInUrl());
    assertEquals(
        List.of("Sec-WebSocket-Protocol"),
        TokenSearch.headers(List.of(SOURCE), null).stream().map(HttpAnswer.Header::value).toList());
  }
}
