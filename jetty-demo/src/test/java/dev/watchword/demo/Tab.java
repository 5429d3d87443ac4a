package dev.watchword.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A tab of Chromium: a page with its frames, what it asked for and what went wrong in it. */
final class Tab {
  private static final int MOST_TRIES = 1000;

  private final DevTools tools;
  private final String session;
  private final TabEvents events;

  private Tab(DevTools tools, String target, String session) {
    this.tools = tools;
    this.session = session;
    this.events = new TabEvents(target, session, child -> enable(tools, child));
  }

  /** Opens one in a window of its own, so that it is never hidden. */
  static Tab open(DevTools tools, String url) throws Exception {
    Map<String, Object> blank = Map.of("url", "about:blank", "newWindow", true);
    String target =
        tools.call("", "Target.createTarget", blank).path("result").path("targetId").asText();
    Map<String, Object> flat = Map.of("targetId", target, "flatten", true);
    String session =
        tools.call("", "Target.attachToTarget", flat).path("result").path("sessionId").asText();
    Tab tab = new Tab(tools, target, session);
    tools.listen(tab.events::heard);
    enable(tools, session);
    tab.send("Emulation.setFocusEmulationEnabled", Map.of("enabled", true));
    tab.go(url);
    return tab;
  }

  private static void enable(DevTools tools, String session) {
    for (String domain : List.of("Runtime", "Log", "Network", "Page")) {
      tools.begin(session, domain + ".enable", Map.of());
    }
    Map<String, Object> frames =
        Map.of("autoAttach", true, "waitForDebuggerOnStart", false, "flatten", true);
    tools.begin(session, "Target.setAutoAttach", frames);
  }

  void go(String url) throws Exception {
    send("Page.navigate", Map.of("url", url));
  }

  /** The text that an expression gives, or that its promise comes to. */
  String evaluate(String expression) throws Exception {
    return evaluate(session, Map.of(), expression);
  }

  /** The same in the frame whose address begins so. */
  String evaluateIn(String url, String expression) throws Exception {
    TabEvents.Context context = frame(url);
    return evaluate(context.session(), Map.of("uniqueContextId", context.uniqueId()), expression);
  }

  /** How many frames show something. */
  int frames() {
    return events.frames().size();
  }

  private TabEvents.Context frame(String url) throws Exception {
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      int changes = events.changes();
      for (TabEvents.Context one : events.frames()) {
        Map<String, Object> context = Map.of("uniqueContextId", one.uniqueId());
        if (evaluate(one.session(), context, "location.href").startsWith(url)) {
          return one;
        }
      }
      events.awaitChange(changes);
    }
    throw new IllegalStateException("no frame shows " + url);
  }

  private String evaluate(String where, Map<String, Object> context, String expression)
      throws Exception {
    Map<String, Object> parameters = new HashMap<>(context);
    parameters.putAll(
        Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
    parameters.put("userGesture", true);
    JsonNode answer = tools.call(where, "Runtime.evaluate", parameters);
    return answer.path("result").path("result").path("value").asText();
  }

  /** Waits until an expression is true, also where the page is still being opened. */
  void await(String condition) throws Exception {
    await(condition, this::evaluate);
  }

  void awaitIn(String url, String condition) throws Exception {
    await(condition, poll -> evaluateIn(url, poll));
  }

  private static void await(String condition, Evaluator evaluator) throws Exception {
    String poll =
        "new Promise(done => { const look = () => ("
            + condition
            + ") ? done('true') : setTimeout(look, 20); look(); })";
    int tries = 0;
    while (!evaluator.evaluate(poll).equals("true")) { // a page that goes takes its promises along
      if (++tries > MOST_TRIES) {
        throw new IllegalStateException("never true: " + condition);
      }
    }
  }

  private interface Evaluator {
    String evaluate(String expression) throws Exception;
  }

  JsonNode send(String method, Map<String, ?> parameters) throws Exception {
    return tools.call(session, method, parameters);
  }

  /** Shows the page as on a screen of that size, in that colour scheme: light or dark. */
  void emulate(int width, int height, String scheme) throws Exception {
    Map<String, Object> metrics = new HashMap<>();
    metrics.put("width", width);
    metrics.put("height", height);
    metrics.put("deviceScaleFactor", 1);
    metrics.put("mobile", width < 600);
    send("Emulation.setDeviceMetricsOverride", metrics);
    Map<String, String> colours = Map.of("name", "prefers-color-scheme", "value", scheme);
    send("Emulation.setEmulatedMedia", Map.of("features", List.of(colours)));
  }

  /** The whole page, as far down as it goes. */
  void screenshot(Path png) throws Exception {
    Map<String, Object> whole = Map.of("format", "png", "captureBeyondViewport", true);
    JsonNode answer = send("Page.captureScreenshot", whole);
    Files.write(png, Base64.getDecoder().decode(answer.path("result").path("data").asText()));
  }

  /** Exceptions, lines of the console and refusals by the content policy, in order. */
  List<String> problems() {
    return events.problems();
  }

  /** Addresses that the page and its frames asked for. */
  List<String> requests() {
    return events.requests();
  }

  /** Waits for an answer with that status, also one that the page may not read. */
  void awaitAnswer(int status, String url) throws Exception {
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      int changes = events.changes();
      if (events.answers().contains(status + " " + url)) {
        return;
      }
      events.awaitChange(changes);
    }
    throw new IllegalStateException("no " + status + " from " + url + ": " + events.answers());
  }
}
