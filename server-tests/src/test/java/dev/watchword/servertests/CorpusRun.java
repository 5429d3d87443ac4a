package dev.watchword.servertests;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What one server made of the corpus. */
final class CorpusRun {
  /** What came of the rows of a group. */
  static final class Count {
    private int rows;
    private int byServer;

    int rows() {
      return rows;
    }

    /** How many the server answered before any filter. */
    int byServer() {
      return byServer;
    }
  }

  private final int port;
  private final String contextPath;
  private final Map<String, Count> counts = new TreeMap<>();
  private final List<String> wrong = new ArrayList<>();
  private final List<String> byServer = new ArrayList<>();

  CorpusRun(int port, String contextPath) {
    this.port = port;
    this.contextPath = contextPath;
  }

  void send(HostileRow row) throws IOException {
    String target = row.target();
    String sent = target.startsWith("/") ? contextPath + target : target;
    RawReply reply = RawReply.to(port, row.method(), sent, row.headers());
    Count count = counts.computeIfAbsent(row.group(), unused -> new Count());
    count.rows++;
    if (reply.status() >= 500) {
      wrong.add(row + " -> " + reply.status());
    } else if (reply.isFromApplication()) {
      if (!row.mayPass()) {
        wrong.add(row + " reaches the application instead of " + row.reasons());
      }
    } else if (reply.isFromGuard()) {
      if (reply.reason() != null && !row.reasons().contains(reply.reason())) {
        wrong.add(row + " -> " + reply.reason() + " instead of " + row.reasons());
      }
    } else {
      count.byServer++;
      byServer.add(row.method() + " " + row.target() + " -> " + reply.status());
    }
  }

  Map<String, Count> counts() {
    return counts;
  }

  /** Rows that came out otherwise than they must. */
  List<String> wrong() {
    return wrong;
  }

  /** What the server answered itself. */
  List<String> byServer() {
    return byServer;
  }
}
