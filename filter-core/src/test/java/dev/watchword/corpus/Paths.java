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
final class Paths {
  private Paths() {}

  static List<Hostile> rows() {
    List<Hostile> rows = new ArrayList<>();
    for (JsonNode row : TestData.json("/paths/canonicalization.json").get("rows")) {
      String raw = row.get("raw").asText();
      String decoded = row.get("decoded").asText();
      boolean open = decoded.equals("/foo") || decoded.startsWith("/foo/");
      Expected refused = Expected.refused(Reason.MISSING, Reason.AMBIGUOUS_PATH);
      boolean mayPass = open && !row.get("reject").asBoolean();
      rows.add(Hostile.request("path " + raw, "GET", raw, mayPass ? refused.orPasses() : refused));
    }
    return rows;
  }
}
