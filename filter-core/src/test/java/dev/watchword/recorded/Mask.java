package dev.watchword.recorded;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.watchword.testing.Tokens;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hides what differs from run to run, and what is no ASCII. */
final class Mask {
  private static final Pattern TOKEN = Pattern.compile("(eyJ[\\w-]+\\.eyJ[\\w-]+)\\.[\\w-]+");
  private static final Pattern FINGERPRINT = Pattern.compile("\\*\\*\\*[0-9a-f]{4,}");
  private static final Pattern OWN_PORT = Pattern.compile("(host .127\\.0\\.0\\.1):\\d+");
  private static final Pattern HASH = Pattern.compile("\\b[0-9a-f]{64}\\b");
  private static final TypeReference<Map<String, Object>> CLAIMS = new TypeReference<>() {};
  private static final ObjectMapper JSON = new ObjectMapper();

  private Mask() {}

  static String of(String text, Set<String> ids) {
    String masked = FINGERPRINT.matcher(text).replaceAll("***");
    masked = HASH.matcher(masked).replaceAll("HASH");
    masked = OWN_PORT.matcher(masked).replaceAll("$1:PORT");
    for (String id : ids) {
      masked = masked.replace("[" + id + "]", "[ID]").replace("\"" + id + "\"", "\"ID\"");
    }
    return ascii(TOKEN.matcher(masked).replaceAll(found -> Matcher.quoteReplacement(open(found))));
  }

  /** The claims by name: their order is no promise. */
  private static String open(MatchResult found) {
    try {
      Map<String, Object> claims =
          new TreeMap<>(JSON.readValue(Tokens.part(found.group(), 1), CLAIMS));
      claims.replace("jti", "JTI");
      String header = new String(Tokens.part(found.group(), 0), UTF_8);
      return header + "." + JSON.writeValueAsString(claims) + ".MAC";
    } catch (IOException noToken) {
      return found.group();
    }
  }

  private static String ascii(String text) {
    StringBuilder ascii = new StringBuilder();
    for (char c : text.toCharArray()) {
      boolean plain = c >= 0x20 && c < 0x7F;
      ascii.append(plain ? String.valueOf(c) : "\\u" + HexFormat.of().toHexDigits(c));
    }
    return ascii.toString();
  }
}
