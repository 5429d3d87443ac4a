package dev.watchword.recorded;

import dev.watchword.testing.Tokens;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One file: scenes of settings and requests, and indented below each what came of it. Lines that
 * are not indented are what is asked, and comments.
 *
 * <pre>
 * scene what it is about
 * watchword.secret={secret main}
 * &gt; start                 or: start on jetty, jersey, resteasy
 * &gt; GET /x | Authorization: Bearer {jwt sub=bob}
 * &gt; again GET /y          the same request, sent on to another path
 * &gt; GET /x | at once       in the same second as the one before
 * &gt; clock PT1M
 * &gt; minute                what is done each minute
 * </pre>
 */
final class Recording {
  private final Map<String, String> settings = new LinkedHashMap<>();
  private volatile Instant now = Tokens.NOW;
  private Words words = new Words(() -> now);
  private Ears ears;
  private List<String> mistakes = List.of();
  private WatchwordAdapter watchword;
  private ServerStage server;

  /** The file as it would be recorded now. */
  static String replay(String text) throws Exception {
    Recording recording = new Recording();
    StringBuilder replayed = new StringBuilder();
    try {
      for (String line : text.split("\n")) {
        if (line.startsWith("  ")) {
          continue;
        }
        replayed.append(line).append('\n');
        for (String answer : recording.answers(line)) {
          replayed.append("  ").append(answer).append('\n');
        }
      }
    } finally {
      recording.end();
    }
    return replayed.toString();
  }

  private List<String> answers(String line) throws Exception {
    if (line.startsWith("scene ")) {
      end();
    } else if (line.startsWith("> ")) {
      return ears().take(step(line.substring(2)));
    } else if (!line.isEmpty() && !line.startsWith("#")) {
      String[] setting = line.split("=", 2);
      settings.put(setting[0], words.expand(setting[1]));
    }
    return List.of();
  }

  private Ears ears() {
    if (ears == null) {
      ears = new Ears();
    }
    return ears;
  }

  private List<String> step(String step) throws Exception {
    String[] parts = step.split(" ");
    switch (parts[0]) {
      case "start" -> {
        return start(parts[parts.length - 1]);
      }
      case "clock" -> now = now.plus(Duration.parse(parts[1]));
      case "minute" -> started().everyMinute();
      case "again" -> {
        return started().check(request(step.substring(6)), true);
      }
      default -> {
        RecordedRequest request = request(step);
        return server == null ? started().check(request, false) : server.ask(request);
      }
    }
    return List.of();
  }

  /** One a second, for of more the log does not write every line. */
  private RecordedRequest request(String line) {
    if (!line.endsWith(" | at once")) {
      now = now.plusSeconds(1);
    }
    return RecordedRequest.of(line, words);
  }

  private List<String> start(String place) throws Exception {
    try {
      watchword = new WatchwordAdapter(settings, () -> now, ears);
    } catch (IllegalStateException failure) {
      List<String> lines = new ArrayList<>();
      for (String mistake : failure.getMessage().split("\n")) {
        lines.add("mistake: " + mistake);
      }
      mistakes = lines;
      return lines;
    }
    if (!place.equals("start")) {
      server = watchword.serve(place);
      words.put("port", Integer.toString(server.port()));
    }
    return List.of();
  }

  private WatchwordAdapter started() {
    if (watchword == null) {
      throw new IllegalStateException("the scene has not started " + mistakes);
    }
    return watchword;
  }

  private void end() throws IOException {
    try {
      if (server != null) {
        server.close();
      }
      if (watchword != null) {
        watchword.close();
      }
    } finally {
      if (ears != null) {
        ears.close();
      }
      server = null;
      watchword = null;
      ears = null;
      words = new Words(() -> now);
      now = Tokens.NOW;
      mistakes = List.of();
      settings.clear();
    }
  }
}
