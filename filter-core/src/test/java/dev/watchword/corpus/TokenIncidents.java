package dev.watchword.corpus;

import static dev.watchword.corpus.CorpusIssuers.BROAD;
import static dev.watchword.corpus.CorpusIssuers.NAMED;
import static dev.watchword.corpus.CorpusIssuers.PLAIN;
import static dev.watchword.corpus.CorpusIssuers.STRICT;
import static dev.watchword.testing.Tokens.NOW;
import static dev.watchword.testing.Tokens.good;

import dev.watchword.testing.Tokens;
import dev.watchword.token.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What went wrong elsewhere ({@code security.md} section 2), acted out as requests. */
final class TokenIncidents {
  private static final String PEM =
      "-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A\n-----END PUBLIC KEY-----\n";

  private TokenIncidents() {}

  static List<HostileRequest> rows() {
    return Stream.of(algorithms(), keys(), headers(), claims(), forms(), RequestIncidents.rows())
        .flatMap(List::stream)
        .toList();
  }

  private static Tokens strict() {
    return good().claim("iss", "acme").claim("aud", "api");
  }

  private static HostileRequest row(String name, Tokens token, Reason reason) {
    return HostileRequest.token(name, PLAIN, token.text(), reason);
  }

  private static List<HostileRequest> algorithms() {
    String[] parts = Tokens.goodText().split("\\.");
    String none = Tokens.base64("{\"alg\":\"none\"}");
    return List.of(
        row("CVE-2015-9235: alg none", good().algorithm("none"), Reason.ALGORITHM),
        row(
            "CVE-2022-23540: alg none in other letters",
            good().algorithm("nOnE"),
            Reason.ALGORITHM),
        HostileRequest.token(
            "CVE-2015-9235: alg none, no MAC",
            PLAIN,
            none + "." + parts[1] + ".",
            Reason.MALFORMED),
        HostileRequest.token(
            "CVE-2015-9235: alg none, the MAC of another",
            PLAIN,
            none + "." + parts[1] + "." + parts[2],
            Reason.ALGORITHM),
        row("CVE-2020-15084: no alg", good().rawHeader("{\"typ\":\"JWT\"}"), Reason.ALGORITHM),
        row("CVE-2022-29217: alg RS256", good().algorithm("RS256"), Reason.ALGORITHM),
        row(
            "CVE-2017-11424, CVE-2023-48223, CVE-2021-46743: a public key as the secret",
            good().secret(PEM.getBytes(java.nio.charset.StandardCharsets.US_ASCII)),
            Reason.SIGNATURE),
        row(
            "RFC 8725: an algorithm that the key is not for",
            good().algorithm("HS384"),
            Reason.ALGORITHM),
        HostileRequest.token(
            "HS384 where allowed", BROAD, good().algorithm("HS384").text(), ExpectedOutcome.PASSES),
        HostileRequest.token(
            "HS512 where allowed", BROAD, good().algorithm("HS512").text(), ExpectedOutcome.PASSES),
        HostileRequest.token("nothing wrong", PLAIN, Tokens.goodText(), ExpectedOutcome.PASSES));
  }

  private static List<HostileRequest> keys() {
    return List.of(
        row(
            "CVE-2019-20933: an empty secret, which HMAC pads to NUL",
            good().secret(new byte[1]),
            Reason.SIGNATURE),
        row(
            "CVE-2023-27524, CVE-2021-44910: a default key",
            good().signedBy("default"),
            Reason.SIGNATURE),
        row(
            "CVE-2021-41106: the name of the file as the secret",
            good()
                .secret("/run/secrets/watchword".getBytes(java.nio.charset.StandardCharsets.UTF_8)),
            Reason.SIGNATURE),
        HostileRequest.token(
            "CVE-2025-65945: an unknown kid",
            NAMED,
            good().kid("nobody").text(),
            Reason.UNKNOWN_KEY),
        HostileRequest.token(
            "PortSwigger lab: kid /dev/null, signed with NUL",
            NAMED,
            good().kid("../../../../../../dev/null").secret(new byte[1]).text(),
            Reason.UNKNOWN_KEY),
        HostileRequest.token(
            "jwt_tool: kid as SQL",
            NAMED,
            good().kid("x' UNION SELECT 'k1").text(),
            Reason.UNKNOWN_KEY),
        HostileRequest.token(
            "tenant confusion: another's key",
            STRICT,
            strict().signedBy("other").text(),
            Reason.SIGNATURE),
        HostileRequest.token(
            "CVE-2021-21378: an unknown issuer",
            "nobody",
            Tokens.goodText(),
            Reason.UNKNOWN_ISSUER),
        HostileRequest.token(
            "CVE-2026-31837: no issuer picked", null, Tokens.goodText(), Reason.UNKNOWN_ISSUER));
  }

  private static List<HostileRequest> headers() {
    List<HostileRequest> rows = new ArrayList<>();
    for (String embedded : List.of("jwk", "jku", "x5u", "x5c", "x5t", "x5t#S256")) {
      rows.add(
          row(
              "CVE-2018-0114, CVE-2026-27962: the key in " + embedded,
              good().header(embedded, "https://evil.example").signedBy("evil"),
              Reason.SIGNATURE));
    }
    for (Object crit : List.of(List.of("exp"), List.of(), List.of("b64"), "x")) {
      rows.add(
          row(
              "CVE-2025-59420, CVE-2026-32597, CVE-2026-35042: crit " + crit,
              good().header("crit", crit),
              Reason.HEADER));
    }
    rows.add(row("RFC 7797: b64 false", good().header("b64", false), Reason.HEADER));
    rows.add(row("CVE-2026-29000: a nested token", good().header("cty", "JWT"), Reason.HEADER));
    rows.add(row("CVE-2026-29000: enc", good().header("enc", "A128GCM"), Reason.HEADER));
    rows.add(row("zip bomb", good().header("zip", "DEF"), Reason.HEADER));
    rows.add(row("CVE-2021-26074: another kind", good().header("typ", "dpop+jwt"), Reason.TYPE));
    rows.add(
        row("alg twice", good().rawHeader("{\"alg\":\"none\",\"alg\":\"HS256\"}"), Reason.HEADER));
    rows.add(
        row(
            "CVE-2025-53864: a deep header",
            good().rawHeader(deep("{\"alg\":\"HS256\",\"x\":", 60)),
            Reason.HEADER));
    return rows;
  }

  private static List<HostileRequest> claims() {
    List<HostileRequest> rows = new ArrayList<>();
    for (String value : List.of("\"0\"", "null", "true", "[]", "{}", "0", "-1", "1e18", "1e400")) {
      boolean noNumber = value.equals("1e400");
      Reason reason = noNumber ? Reason.PAYLOAD : Reason.CLAIM;
      rows.add(row("CVE-2026-25537: nbf is " + value, good().rawClaim("nbf", value), reason));
      rows.add(row("java-jwt issue 782: exp is " + value, good().rawClaim("exp", value), reason));
    }
    rows.add(row("no exp", good().without("exp"), Reason.CLAIM));
    rows.add(row("expired", good().expiringAt(NOW.minusSeconds(99)), Reason.EXPIRED));
    rows.add(
        row(
            "CVE-2024-51744: expired and forged",
            good().expiringAt(NOW.minusSeconds(99)).signedBy("evil"),
            Reason.SIGNATURE));
    for (Object iss : List.of(List.of("acme"), List.of("acme", "evil"), Map.of("a", "acme"), 7)) {
      rows.add(
          HostileRequest.token(
              "CVE-2025-30144, CVE-2024-53861: iss is " + iss,
              STRICT,
              strict().claim("iss", iss).text(),
              Reason.ISSUER));
    }
    for (String iss : List.of("acm", "acme ", "ACME", "acme.evil")) {
      rows.add(
          HostileRequest.token(
              "CVE-2024-53861: iss " + iss,
              STRICT,
              strict().claim("iss", iss).text(),
              Reason.ISSUER));
    }
    for (Object aud : List.of("apis", "ap", "", List.of(), List.of("other"))) {
      rows.add(
          HostileRequest.token(
              "CVE-2020-26160: aud " + aud,
              STRICT,
              strict().claim("aud", aud).text(),
              Reason.AUDIENCE));
    }
    rows.add(
        HostileRequest.token(
            "CVE-2020-26160: aud of another type",
            STRICT,
            strict().claim("aud", Map.of("api", true)).text(),
            Reason.AUDIENCE));
    rows.add(
        HostileRequest.token(
            "CVE-2026-22748: no iss", STRICT, good().claim("aud", "api").text(), Reason.ISSUER));
    rows.add(
        row(
            "CVE-2025-53864, CVE-2025-52999: deep JSON",
            good().rawPayload(deep("{\"x\":", 2000)),
            Reason.PAYLOAD));
    rows.add(
        row(
            "deep JSON under a wrong MAC",
            good().rawPayload(deep("{\"x\":", 2000)).signedBy("evil"),
            Reason.SIGNATURE));
    return rows;
  }

  private static String deep(String start, int depth) {
    return start + "[".repeat(depth) + "]".repeat(depth) + "}";
  }

  private static List<HostileRequest> forms() {
    String good = Tokens.goodText();
    String[] parts = good.split("\\.");
    String json =
        "{\"payload\":\"%s\",\"protected\":\"%s\",\"signature\":\"%s\"}"
            .formatted(parts[1], parts[0], parts[2]);
    String input = parts[0] + "." + parts[1] + ".";
    return List.of(
        HostileRequest.token("CVE-2022-39227: JSON form", PLAIN, json, Reason.MALFORMED),
        HostileRequest.token(
            "CVE-2020-28042: a short MAC",
            PLAIN,
            input + parts[2].substring(0, 4),
            Reason.SIGNATURE),
        HostileRequest.token("CVE-2020-28042: no MAC", PLAIN, input, Reason.MALFORMED),
        HostileRequest.token(
            "CVE-2019-7644: a wrong MAC", PLAIN, good().tampered(), Reason.SIGNATURE),
        HostileRequest.token(
            "CVE-2022-29266: a wrong MAC of a broken payload",
            PLAIN,
            good().rawPayload("{").signedBy("evil").text(),
            Reason.SIGNATURE),
        HostileRequest.token(
            "CVE-2025-30204, CVE-2025-27144: dots", PLAIN, ".".repeat(6000), Reason.MALFORMED),
        HostileRequest.token(
            "CVE-2025-30204: too many dots", PLAIN, ".".repeat(9000), Reason.TOO_LONG),
        HostileRequest.token("five parts", PLAIN, good + ".AAAA.AAAA", Reason.MALFORMED),
        HostileRequest.token("padding", PLAIN, good + "=", Reason.MALFORMED),
        HostileRequest.request(
            "CVE-2026-26308: two headers",
            "GET",
            HostileRequest.GUARDED,
            ExpectedOutcome.refused(Reason.SEVERAL_TOKENS),
            "Authorization: Bearer " + good,
            "Authorization: Bearer " + good),
        HostileRequest.request(
            "CVE-2026-26308: two issuers",
            "GET",
            HostileRequest.GUARDED,
            ExpectedOutcome.refused(Reason.SEVERAL_ISSUERS),
            "Authorization: Bearer " + good,
            CorpusIssuers.HEADER + ": " + NAMED));
  }
}
