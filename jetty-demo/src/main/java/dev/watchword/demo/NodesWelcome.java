package dev.watchword.demo;

import dev.watchword.Watchword;
import dev.watchword.limit.RateLimit;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** What several nodes say when they are ready: lines that show what they share. */
final class NodesWelcome {
  private static final Duration HOUR = Duration.ofHours(1);

  /** More requests than that are too many to show something. */
  private static final long MANY = 1000;

  private NodesWelcome() {}

  static String text(
      DemoSettings settings,
      Partners partners,
      String store,
      List<Demo> demos,
      Duration startedIn) {
    List<String> urls = demos.stream().map(Demo::url).toList();
    List<String> lines = new ArrayList<>();
    lines.add(ready(urls, startedIn));
    lines.add(
        "  store    "
            + (store.isEmpty() ? "yours, from the configuration" : store + "   for this run"));
    lines.add("  secret   " + Welcome.secret(settings));
    lines.add(Welcome.made(partners));
    Config config = ConfigProvider.getConfig();
    if (Remembered.isLeft(config)) {
      Watchword watchword = demos.get(0).watchword();
      lines.addAll(revoked(urls, watchword));
      lines.addAll(once(urls, watchword));
    }
    String limit = config.getOptionalValue("watchword.limit.public", String.class).orElse("off");
    if (!limit.equals("off") && RateLimit.of(limit).capacity() <= MANY) {
      lines.addAll(limited(urls, limit));
    }
    return String.join("\n", lines);
  }

  private static String ready(List<String> urls, Duration startedIn) {
    return "Watchword demo on "
        + urls.size()
        + " nodes: "
        + String.join("/  ", urls)
        + "/    "
        + Welcome.ready(startedIn, "DEMO_NODES, DEMO_PORT, DEMO_HOST, WATCHWORD_STORE");
  }

  /** A token with an id, good for an hour. */
  private static String bearer(Watchword watchword, String name, Map<String, Object> more) {
    Instant now = Clock.systemUTC().instant();
    Map<String, Object> claims = new LinkedHashMap<>(more);
    claims.put("jti", UUID.randomUUID().toString());
    return " -H \"Authorization: Bearer " + Mint.token(watchword, name, claims, HOUR, now) + "\"";
  }

  private static List<String> revoked(List<String> urls, Watchword watchword) {
    String called = "  curl -i " + last(urls) + "/api/echo" + bearer(watchword, "bob", Map.of());
    return List.of(
        "  What is revoked on one node is refused by the others, after a second at most:",
        called,
        "      -> 200",
        "  curl -i "
            + urls.get(0)
            + "/revoke -d caller="
            + watchword.issuers().get(0).name()
            + "/bob"
            + bearer(watchword, "operator", Map.of("scope", "revoke")),
        "      -> 200",
        called,
        "      -> 401 token_invalid");
  }

  private static List<String> once(List<String> urls, Watchword watchword) {
    String token = bearer(watchword, "carol", Map.of());
    return List.of(
        "  A token for one request is good for one, on whatever node:",
        "  curl -i " + urls.get(0) + "/once/echo" + token,
        "      -> 200",
        "  curl -i " + last(urls) + "/once/echo" + token,
        "      -> 401 token_invalid");
  }

  /** Each node is asked as often as all together may answer at once. */
  private static List<String> limited(List<String> urls, String limit) {
    URI first = URI.create(urls.get(0));
    long room = RateLimit.of(limit).capacity();
    String ports =
        urls.stream().map(url -> "" + URI.create(url).getPort()).collect(Collectors.joining(","));
    String range = "http://" + first.getHost() + ":{" + ports + "}/public/ping?[1-" + room + "]";
    return List.of(
        "  A limit is one for all: of open paths "
            + limit
            + ", and each node is asked "
            + room
            + " times:",
        "  curl -s -o /dev/null -w \"%{http_code}\\n\" \"" + range + "\" | sort | uniq -c",
        "      -> 200 about " + room + " times, 429 the others");
  }

  private static String last(List<String> urls) {
    return urls.get(urls.size() - 1);
  }
}
