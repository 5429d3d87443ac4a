package dev.watchword.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.Watchword;
import dev.watchword.WatchwordBuilder;
import dev.watchword.corpus.Corpus;
import dev.watchword.corpus.CorpusIssuers;
import dev.watchword.corpus.HostileRequest;
import dev.watchword.settings.SettingSource;
import dev.watchword.testing.Requests;
import dev.watchword.testing.TestSecrets;
import dev.watchword.testing.Tokens;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Requirements 42 and 43: whatever comes, and whatever is configured, the guard reads the headers
 * that this configuration is about and no other. What it does not read cannot open anything.
 */
class HeadersReadTest {
  /**
   * Those of proxies are read for a warning alone, those of browsers for the log line of what is
   * refused already, and the last to be held against the container.
   */
  private static final String ALWAYS =
      "Authorization X-Forwarded-For Forwarded Origin Access-Control-Request-Method Host";

  private static final String OF_COOKIES = "Cookie Origin Sec-Fetch-Site Upgrade";
  private static final String OF_PROXIES =
      "X-Forwarded-Host X-Forwarded-Proto X-Forwarded-Port X-Forwarded-Server X-Real-IP"
          + " X-Client-IP True-Client-IP CF-Connecting-IP Via";

  private static final List<HostileRequest> ROWS =
      Stream.of(Corpus.values()).flatMap(corpus -> corpus.rows().stream()).toList();

  private static final Logger LOG = Logger.getLogger("dev.watchword");

  /** A configuration, and what is read on top because of it. */
  private enum Configured {
    PLAINLY(""),
    WITH_OPEN_PATHS("", "watchword.public", "/foo/*"),
    WITH_A_HEADER(
        "X-Token", "watchword.rules", "a", "watchword.rule.a", "/* source header:X-Token"),
    WITH_A_QUERY("", "watchword.rules", "a", "watchword.rule.a", "/* source query:t"),
    WITH_A_COOKIE(OF_COOKIES, "watchword.rules", "a", "watchword.rule.a", "/* source cookie:t"),
    WITH_PROXIES("", "watchword.proxies", "203.0.113.0/24"),
    WITH_CORS(
        "Origin Access-Control-Request-Method", "watchword.cors.origins", "https://app.example"),
    BY_HEADER(CorpusIssuers.HEADER, "watchword.choose", "header " + CorpusIssuers.HEADER),
    BY_QUERY("", "watchword.choose", "query w"),
    BY_HOST("", "watchword.choose", "host"),
    ON_TRIAL("", "watchword.enforce.from", "2099-01-01"),
    INSECURELY(
        OF_PROXIES + " Origin Sec-Fetch-Site",
        "watchword.insecure",
        "true",
        "mp.config.profile",
        "dev");

    private final Set<String> read = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, String> settings = new TreeMap<>();

    Configured(String more, String... settings) {
      read.addAll(List.of(ALWAYS.split(" ")));
      read.addAll(Arrays.asList(more.split(" ")));
      for (int i = 0; i < settings.length; i += 2) {
        this.settings.put(settings[i], settings[i + 1]);
      }
    }

    Watchword start() {
      WatchwordBuilder builder =
          Watchword.builder()
              .surroundings(Map.of(), new Properties())
              .clock(() -> Tokens.NOW)
              .source(SettingSource.of("test", false, settings));
      boolean picks = this == BY_HEADER || this == BY_QUERY || this == BY_HOST;
      return picks
          ? builder.issuerSource(CorpusIssuers::find).start()
          : builder.set("watchword.secret", TestSecrets.text("headers")).start();
    }
  }

  @BeforeEach
  void beSilent() {
    LOG.setLevel(Level.OFF); // refusals by the thousand are no news
  }

  @AfterEach
  void speakAgain() {
    LOG.setLevel(null);
  }

  private static Requests requestOf(HostileRequest row) {
    String[] target = row.target().split("\\?", 2);
    Requests request = Requests.request(row.method(), target[0]);
    request.query(target.length > 1 ? target[1] : null);
    for (String line : row.lines()) {
      int colon = line.indexOf(':');
      request.header(line.substring(0, colon), line.substring(colon + 1).strip());
    }
    return request;
  }

  @ParameterizedTest // requirements 38, 42 and 43
  @EnumSource
  void guard_readsConfiguredHeadersAlone(Configured configured) {
    Set<String> read = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    String address = configured == Configured.INSECURELY ? "127.0.0.1" : "203.0.113.7";
    try (Watchword watchword = configured.start()) {
      for (HostileRequest row : ROWS) {
        Requests request = requestOf(row).address(address);
        watchword.guard().check(request.facts());
        read.addAll(request.askedFor());
      }
    }
    Set<String> beyond = new TreeSet<>(read);
    beyond.removeIf(configured.read::contains);
    assertEquals(Set.of(), beyond);
    assertTrue(read.contains("Authorization") || configured.name().startsWith("WITH_A_"));
  }
}
