package dev.watchword.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.ServerProcess;
import dev.watchword.Watchword;
import dev.watchword.event.GuardEvent;
import dev.watchword.http.RequestFacts;
import dev.watchword.http.RequestHost;
import dev.watchword.settings.SettingsException;
import dev.watchword.token.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Doctor, explain and a server agree over a generated table of settings and tokens, whether or not
 * the server has an implementation of MicroProfile Config.
 */
@Timeout(300)
class AgreementTest {
  private static final Instant NOW = Instant.parse("2027-03-01T12:00:00Z");
  private static final String SECRET = CommandResult.of("secret").only();
  private static final String OTHER = CommandResult.of("secret").only();
  private static final String WPK = "wpk_0123456789abcdef";
  private static final String HOST = "ACME.example";

  /** Each sets {@code audiences} of the issuer to its own name. */
  private static final List<String> PLACES = List.of("system", "environment", "file", "profile");

  private static final List<String> ORDINALS = List.of("", "350", "450", "50", "-5");

  /** Settings besides; {@code @} stands for what the issuer's begin with. */
  private static final List<Map<String, String>> BESIDES =
      List.of(
          Map.of(),
          Map.of("@leeway", "90s"),
          Map.of("@leeway", "1x"),
          Map.of("@algorithms", "HS256,HS512", "@maxlifetime", "1h"),
          Map.of("@publishable", WPK, "@publishable.origins", "https://app.example"),
          Map.of("@profile", "mp", "%prod.@leeway", "0s"),
          Map.of("watchword.refresh", "0s"),
          Map.of("watchword.leewai", "1s"),
          Map.of("@iss", "gr\u00fc\u00dfe", "@kid", "k1", "@relax", "noexp"));

  @TempDir private Path directory;
  private final Map<String, Integer> compared = new TreeMap<>();

  /** Settings as they stand in a process, and how its requests pick an issuer. */
  private record Scene(
      Map<String, String> environment,
      Map<String, String> system,
      Map<String, String> file,
      String picks) {}

  private static List<Scene> scenes() {
    List<Scene> scenes = new ArrayList<>();
    List<String> picks = List.of("", "header X-Workspace", "host", "iss", "kid");
    for (String ordinal : ORDINALS) {
      for (int set = 0; set < 1 << PLACES.size(); set++) {
        for (boolean hasProfile : new boolean[] {false, true}) {
          int number = scenes.size();
          scenes.add(
              scene(
                  ordinal,
                  set,
                  hasProfile,
                  picks.get(number % picks.size()),
                  BESIDES.get(number % BESIDES.size())));
        }
      }
    }
    return scenes;
  }

  private static Scene scene(
      String ordinal, int set, boolean hasProfile, String picks, Map<String, String> besides) {
    String prefix = picks.isEmpty() ? "watchword." : "watchword.issuer.acme.";
    String variable = prefix.replace('.', '_').toUpperCase(Locale.ROOT) + "AUDIENCES";
    Map<String, String> environment = new LinkedHashMap<>();
    Map<String, String> system = new LinkedHashMap<>();
    Map<String, String> file = new LinkedHashMap<>(Map.of("watchword.limit.failures", "off"));
    file.put(prefix + "secret", SECRET);
    if (!picks.isEmpty()) {
      file.put("watchword.issuers", "acme,globex");
      file.put("watchword.choose", picks);
      file.put("watchword.issuer.globex.secret", OTHER);
      file.put("watchword.issuer.globex.iss", "globex");
      file.put("watchword.issuer.globex.kid", "k2");
      file.put("watchword.issuer.acme.iss", "gr\u00fc\u00dfe");
      file.put("watchword.issuer.acme.kid", "k1");
      file.put("watchword.issuer.acme.selector", "acme.example");
    }
    besides.forEach((name, value) -> file.put(name.replace("@", prefix), value));
    if (!ordinal.isEmpty()) {
      file.put("config_ordinal", ordinal);
    }
    if (hasProfile) {
      environment.put("MP_CONFIG_PROFILE", "prod");
    }
    for (int i = 0; i < PLACES.size(); i++) {
      if ((set >> i & 1) != 0) {
        String place = PLACES.get(i);
        switch (place) {
          case "system" -> system.put(prefix + "audiences", place);
          case "environment" -> environment.put(variable, place);
          case "file" -> file.put(prefix + "audiences", place);
          default -> file.put("%prod." + prefix + "audiences", place);
        }
      }
    }
    return new Scene(environment, system, file, picks);
  }

  private static List<String> tokens() {
    List<String> tokens = new ArrayList<>();
    long now = NOW.getEpochSecond();
    for (String place : PLACES) {
      for (long exp : new long[] {now + 60, now - 60, now + 7200}) {
        String claims = claims(place, ",\"iat\":" + now + ",\"exp\":" + exp);
        tokens.add(TestJwt.sign("{\"alg\":\"HS256\"}", claims, SECRET));
      }
    }
    String good = claims("file", ",\"iat\":" + now + ",\"exp\":" + (now + 60));
    for (String header :
        List.of(
            "{\"alg\":\"HS512\"}",
            "{\"alg\":\"none\"}",
            "{\"alg\":\"RS256\"}",
            "{\"alg\":\"HS256\",\"kid\":\"k1\"}",
            "{\"alg\":\"HS256\",\"kid\":\"k2\"}",
            "{\"alg\":\"HS256\",\"typ\":\"x\"}")) {
      tokens.add(TestJwt.sign(header, good, SECRET));
    }
    tokens.add(TestJwt.sign("{\"alg\":\"HS256\"}", good, OTHER));
    tokens.add(TestJwt.sign("{\"alg\":\"HS256\"}", claims("file", ""), SECRET));
    String odd = good.replace("}", ",\"roles\":[\"a\\u001b[2J\\r\\nb\"],\"iss\":\"acme\"}");
    tokens.add(
        TestJwt.sign(
            "{\"alg\":\"HS256\"}", odd.replace(",\"iss\":\"gr\u00fc\u00dfe\"", ""), SECRET));
    tokens.addAll(List.of(WPK, "wpk_fedcba9876543210", "=".repeat(9000), "a.b.c=", "x"));
    return tokens;
  }

  private static String claims(String audience, String more) {
    return "{\"sub\":\"alice\",\"iss\":\"gr\u00fc\u00dfe\",\"aud\":\""
        + audience
        + "\""
        + more
        + "}";
  }

  @Test
  void doctorExplainAndServer_agree() throws IOException {
    List<String> tokens = tokens();
    int number = 0;
    for (Scene scene : scenes()) {
      Path folder = directory.resolve("" + number++);
      Path file = write(folder, scene.file);
      scene.system.forEach(System::setProperty);
      try {
        agree(scene, folder, file, tokens);
      } finally {
        scene.system.keySet().forEach(System::clearProperty);
      }
    }
    int all = compared.values().stream().mapToInt(Integer::intValue).sum();
    assertTrue(all >= 4000, () -> "only " + compared);
    for (String outcome :
        List.of(
            "admitted",
            "does not start",
            "refused audience",
            "refused expired",
            "refused kind",
            "refused publishable",
            "refused unknown_issuer",
            "refused unknown_key")) {
      assertTrue(compared.getOrDefault(outcome, 0) >= 4, () -> outcome + " of " + compared);
    }
  }

  private static Path write(Path folder, Map<String, String> values) throws IOException {
    Path file = folder.resolve("META-INF/microprofile-config.properties");
    Files.createDirectories(file.getParent());
    StringBuilder text = new StringBuilder();
    values.forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
    return Files.writeString(file, text, StandardCharsets.UTF_8);
  }

  private void agree(Scene scene, Path folder, Path file, List<String> tokens) throws IOException {
    List<String> doctor = started(scene, file);
    List<String> explained = new ArrayList<>();
    if (doctor.get(0).equals("starts")) {
      tokens.forEach(token -> explained.add(explained(scene, file, token)));
    }
    for (boolean smallRye : new boolean[] {false, true}) {
      try (ServerProcess process = new ServerProcess(smallRye, scene.environment, folder)) {
        List<GuardEvent> events = new ArrayList<>();
        List<String> server = new ArrayList<>();
        try (Watchword watchword =
            process.builder().clock(InstantSource.fixed(NOW)).listener(events::add).start()) {
          server.add("starts");
          watchword.summary().forEach(server::add);
          for (int i = 0; i < tokens.size(); i++) {
            watchword.guard().check(request(scene, tokens.get(i)));
            Reason reason = events.get(i).reason();
            String said = reason == null ? "admitted" : "refused " + reason.code();
            String token = tokens.get(i);
            assertEquals(said, explained.get(i), () -> smallRye + " " + scene + " " + token);
            compared.merge(said, 1, Integer::sum);
          }
        } catch (SettingsException refused) {
          server.add("does not start");
          server.addAll(refused.mistakes());
          compared.merge("does not start", 1, Integer::sum);
        }
        assertEquals(bare(server), bare(doctor), () -> smallRye + " " + scene);
      }
    }
  }

  /** Without where a value came from, for which each process has its own words. */
  private static List<String> bare(List<String> lines) {
    return lines.stream()
        .filter(line -> !line.startsWith("WARNING: the secret of key"))
        .map(line -> line.replaceAll(" \\([^)]*(file|roperty|onfig|ariable)[^)]*\\)", ""))
        .map(line -> line.replaceAll(", from .*", ""))
        .toList();
  }

  private static List<String> started(Scene scene, Path file) {
    CommandResult ran =
        CommandResult.with(scene.environment, "", "doctor", "--config", file.toString());
    List<String> lines = new ArrayList<>();
    if (ran.exit() == Exit.GOOD) {
      lines.add("starts");
      lines.addAll(ran.lines());
    } else {
      assertEquals(Exit.REFUSED, ran.exit(), ran.err());
      lines.add("does not start");
      ran.lines().stream()
          .skip(1)
          .map(line -> line.replaceFirst("^ *\\d+\\. ", ""))
          .forEach(lines::add);
    }
    return lines;
  }

  private static String explained(Scene scene, Path file, String token) {
    List<String> args =
        new ArrayList<>(List.of("explain", "--config", file.toString(), "--at", NOW.toString()));
    if (scene.picks.equals("host")) {
      args.addAll(List.of("--select", HOST + ":8443"));
    } else if (scene.picks.startsWith("header")) {
      args.addAll(List.of("--select", "acme.example"));
    }
    CommandResult ran = CommandResult.with(scene.environment, token, args.toArray(String[]::new));
    assertEquals("", ran.err());
    boolean isClean = ran.out().lines().noneMatch(l -> l.chars().anyMatch(Character::isISOControl));
    assertTrue(isClean, ran.out());
    assertEquals(ran.lastLine().startsWith("admitted "), ran.exit() == Exit.GOOD);
    return ran.lastLine().replaceFirst("^admitted .*", "admitted").replaceFirst(":.*", "");
  }

  private static RequestFacts request(Scene scene, String token) {
    return new RequestFacts(
        "GET",
        "",
        "/x",
        "/x",
        null,
        "203.0.113.7",
        "203.0.113.1",
        RequestHost.of("https", HOST, 8443),
        "HTTP/1.1",
        name ->
            switch (name) {
              case "Authorization" -> List.of("Bearer " + token);
              case "X-Workspace" -> List.of("acme.example");
              default -> List.of();
            });
  }
}
