package dev.watchword.corpus;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchword.testing.TestData;
import dev.watchword.token.Reason;
import java.util.ArrayList;
import java.util.List;

/**
 * The table of the Servlet specification. {@code /foo/*} is open: a path passes only if the table
 * says that it lies there, and that a container need not refuse it.
 */
final class ServletPathTable {
  private ServletPathTable() {}

  static List<HostileRequest> rows() {
    List<HostileRequest> rows = new ArrayList<>();
    for (JsonNode row : TestData.json("/paths/canonicalization.json").get("rows")) {
      String raw = row.get("raw").asText();
      String decoded = row.get("decoded").asText();
      boolean open = decoded.equals("/foo") || decoded.startsWith("/foo/");
      ExpectedOutcome refused = ExpectedOutcome.refused(Reason.MISSING, Reason.AMBIGUOUS_PATH);
      boolean mayPass = open && !row.get("reject").asBoolean();
      rows.add(
          HostileRequest.request(
              "path " + raw, "GET", raw, mayPass ? refused.orPasses() : refused));
    }
    return rows;
  }
}
