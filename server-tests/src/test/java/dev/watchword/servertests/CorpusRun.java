package dev.watchword.servertests;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What one server made of the corpus. */
final class CorpusRun {
  /** How a request gets to the server. */
  @FunctionalInterface
  interface Wire {
    RawReply send(String method, String target, List<String> headers) throws IOException;
  }

  private static final int INTERNAL_FAULT = 500;

  private final Wire wire;
  private final String contextPath;
  private final Map<String, Integer> judged = new TreeMap<>();
  private final Map<String, Integer> byServer = new TreeMap<>();
  private final Map<ServerAnswer, SortedSet<Integer>> statuses = new EnumMap<>(ServerAnswer.class);
  private final List<String> wrong = new ArrayList<>();

  CorpusRun(Wire wire, String contextPath) {
    this.wire = wire;
    this.contextPath = contextPath;
  }

  void send(HostileRow row) throws IOException {
    String target = row.target();
    String sent = target.startsWith("/") ? contextPath + target : target;
    RawReply reply = wire.send(row.method(), sent, row.headers());
    if (reply.isFromApplication()) {
      judged.merge(row.group(), 1, Integer::sum);
      if (!row.mayPass() && !hasFragmentInQuery(row)) {
        wrong.add(row + " reaches the application instead of " + row.reasons());
      }
    } else if (reply.isFromGuard()) {
      judged.merge(row.group(), 1, Integer::sum);
      if (reply.status() >= INTERNAL_FAULT
          || (reply.reason() != null && !row.reasons().contains(reply.reason()))) {
        wrong.add(row + " -> " + reply.reason() + " instead of " + row.reasons());
      }
    } else {
      answeredByServer(row, reply);
    }
  }

  /** An open path all the same: Payara takes the rest of such a target for part of the query. */
  private static boolean hasFragmentInQuery(HostileRow row) {
    return row.target().matches("/foo/\\w+/?\\?q#f");
  }

  /** The application marks each of its answers, so this is none, whatever the status. */
  private void answeredByServer(HostileRow row, RawReply reply) {
    byServer.merge(row.group(), 1, Integer::sum);
    ServerAnswer why = ServerAnswer.to(row);
    if (why == null) {
      wrong.add(row + " " + row.target() + " -> " + reply.status() + " for no listed reason");
      return;
    }
    statuses.computeIfAbsent(why, unused -> new TreeSet<>()).add(reply.status());
  }

  /** Rows that came out otherwise than they must. */
  List<String> wrong() {
    return wrong;
  }

  /** How many rows of a group the guard judged. */
  int judged(String group) {
    return judged.getOrDefault(group, 0);
  }

  /** How many rows of a group the server answered before any filter. */
  int byServer(String group) {
    return byServer.getOrDefault(group, 0);
  }

  /** With which statuses the server answered such requests itself; empty for none. */
  SortedSet<Integer> statuses(ServerAnswer why) {
    return statuses.getOrDefault(why, new TreeSet<>());
  }
}
