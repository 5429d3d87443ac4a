package dev.watchword.jaxrs;

import dev.watchword.corpus.CorpusIssuers;
import dev.watchword.corpus.HostileRequest;
import dev.watchword.event.GuardEvent;
import dev.watchword.jaxrs.JaxrsServer.Reply;
import dev.watchword.testing.Tokens;
import dev.watchword.token.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Collectors;

/** A guarded application that the corpus is sent to, with an ear at the guard and at the log. */
final class CorpusApp implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger("dev.watchword");

  private final List<GuardEvent> heard = new CopyOnWriteArrayList<>();
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Ear ear = new Ear();
  private final JaxrsServer server;
  private int requests;

  CorpusApp(JaxrsApp site, RuntimeUnderTest stage) throws Exception {
    server =
        site.keysFrom(CorpusIssuers::find)
            .set("choose", "header " + CorpusIssuers.HEADER)
            .set("public", "/rest/foo/*")
            .clock(() -> Tokens.NOW.plusSeconds(requests % 2)) // so many log lines a second
            .heardBy(heard::add)
            .on(stage);
    LOG.setLevel(Level.INFO);
    LOG.setUseParentHandlers(false); // refusals by the thousand are no news
    LOG.addHandler(ear);
  }

  private final class Ear extends Handler {
    @Override
    public void publish(LogRecord line) {
      lines.add(new SimpleFormatter().formatMessage(line));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  /**
   * What came of a request.
   *
   * @param judged whether the container let it through to the guard
   * @param reason null where it was admitted, or not judged
   */
  record Outcome(boolean judged, Reason reason, Reply reply, String logged) {
    int status() {
      return reply.status();
    }

    /** By an error or a redirect, or because nothing of ours lies there. */
    boolean isRefusedByContainer() {
      return reply.status() >= 300;
    }

    String everythingSaid() {
      return reply + logged;
    }

    /** The whole answer but for what is random or a date, and the order of the headers. */
    String answer() {
      String headers =
          reply.headers().stream()
              .filter(line -> !line.matches("(?i)(date|content-length):.*"))
              .sorted()
              .collect(Collectors.joining("\n"));
      String body = reply.body().replaceAll("\"id\":\"\\w+\"", "\"id\":\"\"");
      return reply.status() + "\n" + headers + "\n\n" + body;
    }

    @Override
    public String toString() {
      return (judged ? reason + " " : "not judged ") + reply.status() + " [" + logged + "]";
    }
  }

  Outcome send(HostileRequest row) throws IOException {
    requests++;
    heard.clear();
    lines.clear();
    String target = row.target();
    String sent = target.startsWith("/") ? JaxrsApp.BASE + target : target;
    Reply reply = server.raw(row.method(), sent, row.lines().toArray(String[]::new));
    List<GuardEvent> events = new ArrayList<>(heard);
    return new Outcome(
        !events.isEmpty(),
        events.isEmpty() ? null : events.get(0).reason(),
        reply,
        String.join("\n", lines));
  }

  @Override
  public void close() throws IOException {
    LOG.removeHandler(ear);
    LOG.setLevel(Level.OFF);
    LOG.setUseParentHandlers(true);
    server.close();
  }
}
