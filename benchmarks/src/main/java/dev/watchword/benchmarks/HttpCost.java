package dev.watchword.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a guard costs over HTTP: every contender is up at once, and gets slices of load by wrk in
 * turns, each with the same tokens. Processor time is the operating system's, of the server alone.
 */
public final class HttpCost {
  private static final int SLICES = 8;
  private static final int WARM_UPS = 1;

  /** A JVM on one core compiles for long: so many slices before anything is measured. */
  private static final int FIRST_WARM_UPS = 12;

  private static final int RING = 10_000;

  /** More than any contender answers in a slice. */
  private static final int NEW = 90_000;

  private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in");
  private static final Pattern OTHERS = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");

  private final Scene scene;
  private final String secret;
  private final Path tokens;
  private final String seconds;

  private HttpCost(String seconds) throws IOException {
    byte[] random = new byte[36];
    new SecureRandom().nextBytes(random);
    this.secret = Base64.getUrlEncoder().encodeToString(random);
    this.scene = new Scene(secret.getBytes(StandardCharsets.US_ASCII));
    this.tokens = Files.createTempFile("tokens", ".txt");
    this.seconds = seconds;
  }

  /** Which tokens the requests have. */
  private enum Load {
    SAME("the same token", 200),
    RING("10,000 tokens in turn", 200),
    EACH_NEW("each token new", 200),
    BAD("bad signature", 401);

    private final String title;
    private final int status;

    Load(String title, int status) {
      this.title = title;
      this.status = status;
    }
  }

  /**
   * Prints a line for each slice, and then the tables.
   *
   * @param arguments how many seconds a slice takes, and then the names of the contenders; all
   *     where none is named
   */
  public static void main(String[] arguments) throws Exception {
    HttpCost cost = new HttpCost(arguments.length == 0 ? "2" : arguments[0]);
    List<HttpContender> contenders =
        arguments.length < 2
            ? List.of(HttpContender.values())
            : Stream.of(arguments).skip(1).map(HttpContender::valueOf).toList();
    Map<HttpContender, HttpServerProcess> servers = new EnumMap<>(HttpContender.class);
    try {
      for (HttpContender each : contenders) {
        servers.put(each, new HttpServerProcess(each, cost.secret));
      }
      cost.warmUp(servers);
      for (Load load : Load.values()) {
        HttpSlice.print(load.title, cost.measure(load, servers));
      }
    } finally {
      servers.values().forEach(HttpServerProcess::close);
      Files.delete(cost.tokens);
    }
  }

  private void warmUp(Map<HttpContender, HttpServerProcess> servers) throws Exception {
    write(RING, scene::valid);
    for (Map.Entry<HttpContender, HttpServerProcess> each : servers.entrySet()) {
      for (int i = 0; i < FIRST_WARM_UPS && each.getKey().isJvm(); i++) {
        slice(Load.RING, each.getKey(), each.getValue());
      }
    }
  }

  private void write(int count, Supplier<String> token) throws IOException {
    List<String> all = Stream.generate(token).limit(count).toList();
    Files.write(tokens, all);
  }

  private Map<HttpContender, List<HttpSlice>> measure(
      Load load, Map<HttpContender, HttpServerProcess> servers) throws Exception {
    switch (load) {
      case SAME -> write(1, scene::valid);
      case RING -> write(RING, scene::valid);
      case BAD -> write(1, scene::badSignature);
      case EACH_NEW -> {} // for each round
    }
    Map<HttpContender, List<HttpSlice>> slices = new EnumMap<>(HttpContender.class);
    for (int round = -WARM_UPS; round < SLICES; round++) {
      if (load == Load.EACH_NEW) {
        write(NEW, scene::valid);
      }
      for (Map.Entry<HttpContender, HttpServerProcess> each : servers.entrySet()) {
        HttpSlice slice = slice(load, each.getKey(), each.getValue());
        if (round >= 0) {
          slices.computeIfAbsent(each.getKey(), first -> new ArrayList<>()).add(slice);
          System.out.printf(
              Locale.ROOT,
              "%s; %s; %.1f us; %.0f/s%n",
              load.title,
              each.getKey().title(),
              slice.micros(),
              slice.perSecond());
        }
      }
    }
    return slices;
  }

  private HttpSlice slice(Load load, HttpContender contender, HttpServerProcess server)
      throws IOException, InterruptedException {
    ProcessBuilder wrk =
        new ProcessBuilder(
            "taskset",
            "-c",
            "1",
            "wrk",
            "-t1",
            "-c32",
            "-d" + seconds + "s",
            "-s",
            HttpContender.file("tokens.lua"),
            "http://127.0.0.1:" + server.port() + "/hello");
    wrk.environment().put("TOKENS", tokens.toString());
    long before = server.cpuNanos();
    Process process = wrk.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    process.waitFor();
    long nanos = server.cpuNanos() - before;
    long answers = number(REQUESTS, said);
    long refused = number(OTHERS, said);
    boolean isRefusal = load.status >= 400 && contender != contender.bare() && isGuard(contender);
    if (answers == 0 || refused != (isRefusal ? answers : 0)) {
      throw new IOException(contender + ", " + load.title + ":\n" + said);
    }
    return new HttpSlice(nanos / 1000.0 / answers, answers / Double.parseDouble(seconds));
  }

  private static boolean isGuard(HttpContender contender) {
    return contender != HttpContender.LEAST;
  }

  private static long number(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    return found.find() ? Long.parseLong(found.group(1)) : 0;
  }
}
