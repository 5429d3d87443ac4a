package dev.watchword.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** What Chromium tells of one tab. Frames of another site have a session of their own. */
final class TabEvents {
  private static final long PATIENCE_MILLIS = TimeUnit.SECONDS.toMillis(20);

  private final String target;
  private final Consumer<String> enable;
  private final Set<String> sessions = new HashSet<>();
  private final List<Context> contexts = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();

  private final List<String> answers = new ArrayList<>();
  private int changes;

  /** Where the scripts of one document run. */
  record Context(String session, String uniqueId, String origin, String frame) {}

  TabEvents(String target, String session, Consumer<String> enable) {
    this.target = target; // its frame has the same id
    this.enable = enable;
    sessions.add(session);
  }

  synchronized void heard(JsonNode event) {
    String session = event.path("sessionId").asText();
    if (sessions.contains(session)) {
      heard(session, event.path("method").asText(), event.path("params"));
      changes++;
      notifyAll();
    }
  }

  private void heard(String session, String method, JsonNode told) {
    switch (method) {
      case "Target.attachedToTarget" -> attached(told.path("sessionId").asText());
      case "Runtime.executionContextCreated" -> created(session, told.path("context"));
      case "Runtime.executionContextDestroyed" -> {
        String gone = told.path("executionContextUniqueId").asText();
        contexts.removeIf(one -> one.uniqueId.equals(gone));
      }
      case "Runtime.executionContextsCleared" ->
          contexts.removeIf(one -> one.session.equals(session));
      case "Target.detachedFromTarget" ->
          contexts.removeIf(one -> one.session.equals(told.path("sessionId").asText()));
      case "Network.requestWillBeSent" -> requests.add(told.path("request").path("url").asText());
      case "Network.responseReceived" -> {
        JsonNode answer = told.path("response");
        answers.add(answer.path("status").asInt() + " " + answer.path("url").asText());
      }
      case "Runtime.exceptionThrown" ->
          problems.add(told.path("exceptionDetails").path("exception").toString());
      case "Runtime.consoleAPICalled" -> {
        if (told.path("type").asText().equals("error")) {
          problems.add("console: " + told.path("args"));
        }
      }
      case "Log.entryAdded" -> logged(told.path("entry"));
      default -> {}
    }
  }

  private void attached(String child) {
    sessions.add(child);
    enable.accept(child);
  }

  private void created(String session, JsonNode context) {
    JsonNode about = context.path("auxData");
    if (about.path("isDefault").asBoolean()) {
      String origin = context.path("origin").asText();
      String id = context.path("uniqueId").asText();
      contexts.add(new Context(session, id, origin, about.path("frameId").asText()));
    }
  }

  private void logged(JsonNode entry) {
    if (entry.path("level").asText().equals("error")) {
      problems.add(entry.path("text").asText() + " " + entry.path("url").asText());
    }
  }

  /** The pages of its frames, the newest first. */
  synchronized List<Context> frames() {
    List<Context> frames = new ArrayList<>(contexts);
    frames.removeIf(one -> one.frame.equals(target));
    Collections.reverse(frames);
    return frames;
  }

  /** How often something was heard. */
  synchronized int changes() {
    return changes;
  }

  /** Waits until more was heard. */
  synchronized void awaitChange(int known) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    while (changes == known) {
      long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
      if (left <= 0) {
        throw new IllegalStateException("nothing more is heard: " + contexts);
      }
      wait(left);
    }
  }

  synchronized List<String> problems() {
    return List.copyOf(problems);
  }

  synchronized List<String> answers() {
    return List.copyOf(answers);
  }

  synchronized List<String> requests() {
    return List.copyOf(requests);
  }
}
