package dev.watchword.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchword.testing.TestData;
import dev.watchword.testing.Tokens;
import dev.watchword.token.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The big list of naughty strings, in every place where a client without a token can put one. */
public final class NaughtyStrings {
  private static final int LONGEST_NAME = 256;
  private static final int LONGEST_KID = 128;

  private NaughtyStrings() {}

  public static List<String> all() {
    List<String> all = new ArrayList<>();
    for (JsonNode string : TestData.json("/strings/blns.json")) {
      all.add(string.asText());
    }
    return all;
  }

  static List<HostileRequest> rows() {
    List<HostileRequest> rows = new ArrayList<>();
    int number = 0;
    for (String string : all()) {
      String name = "string " + number++ + " ";
      rows.add(
          HostileRequest.token(
              name + "as sub",
              CorpusIssuers.PLAIN,
              Tokens.good().claim("sub", string).text(),
              isName(string) ? ExpectedOutcome.PASSES : ExpectedOutcome.refused(Reason.CLAIM)));
      rows.add(
          HostileRequest.token(
              name + "as an unknown claim",
              CorpusIssuers.PLAIN,
              Tokens.good().claim("x", string).text(),
              ExpectedOutcome.PASSES));
      rows.add(
          HostileRequest.token(
              name + "as iss and aud",
              CorpusIssuers.STRICT,
              Tokens.good().claim("iss", string).claim("aud", string).text(),
              Reason.ISSUER));
      rows.add(
          HostileRequest.token(
              name + "as kid",
              CorpusIssuers.NAMED,
              Tokens.good().kid(string).text(),
              isKid(string) ? Reason.UNKNOWN_KEY : Reason.HEADER));
      rows.add(
          HostileRequest.request(
              name + "as a path",
              "GET",
              "/" + encoded(string),
              ExpectedOutcome.refused(Reason.MISSING, Reason.AMBIGUOUS_PATH)));
      if (string.matches("[A-Za-z0-9!#$&'*+.^_|~-]{1,40}")) {
        rows.add(
            HostileRequest.request(
                name + "as a method",
                string,
                HostileRequest.GUARDED,
                ExpectedOutcome.refused(Reason.MISSING)));
      }
    }
    return rows;
  }

  /** Requirement 32. */
  private static boolean isName(String text) {
    return !text.isBlank()
        && text.length() <= LONGEST_NAME
        && text.matches(
            "[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]+");
  }

  /** Requirement 15. */
  private static boolean isKid(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST_KID
        && text.chars().allMatch(c -> c >= ' ' && c <= '~');
  }

  private static String encoded(String text) {
    StringBuilder path = new StringBuilder();
    for (byte b : text.getBytes(UTF_8)) {
      boolean plain = (b >= '0' && b <= '9') || (b >= 'A' && b <= 'z' && Character.isLetter(b));
      path.append(
          plain ? String.valueOf((char) b) : String.format(Locale.ROOT, "%%%02X", b & 0xFF));
    }
    return path.toString();
  }
}
