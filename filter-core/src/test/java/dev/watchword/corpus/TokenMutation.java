package dev.watchword.corpus;

import static dev.watchword.testing.Tokens.NOW;
import static dev.watchword.testing.Tokens.base64;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.watchword.testing.TestSecrets;
import dev.watchword.testing.Tokens;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;

/** Ways to change a good token, each with a choice that is left to chance; signed anew or not. */
enum TokenMutation {
  NONE((random, token) -> token.text()),
  CRIT((random, token) -> token.header("crit", List.of(pick(random, "exp", "b64", "x"))).text()),
  B64((random, token) -> token.header("b64", random.nextBoolean()).text()),
  ZIP((random, token) -> token.header("zip", "DEF").text()),
  ENC((random, token) -> token.header("enc", "A128GCM").text()),
  CTY((random, token) -> token.header("cty", "JWT").text()),
  TYP((random, token) -> token.header("typ", pick(random, "JOSE", "logout+jwt", "x", "")).text()),
  TYP_TYPE((random, token) -> token.header("typ", any(random)).text()),
  KID((random, token) -> token.kid(pick(random, "", "k\n", "\u00e9", "k".repeat(129))).text()),
  KID_TYPE((random, token) -> token.header("kid", any(random)).text()),
  EMBEDDED_KEY((random, token) -> token.header(pick(random, "jku", "x5u"), "http://x").text()),
  UNKNOWN_PARAMETER((random, token) -> token.header("y" + random.nextInt(), any(random)).text()),
  ALG(
      (random, token) ->
          token.algorithm(pick(random, "none", "hs256", "RS256", "HS384", "HS512", "")).text()),
  ALG_TWICE((random, token) -> token.rawHeader("{\"alg\":\"none\",\"alg\":\"HS256\"}").text()),
  HEADER_TAIL(
      (random, token) ->
          token.rawHeader("{\"alg\":\"HS256\"}" + pick(random, "x", "{}", "\u0000", "//")).text()),
  HEADER_DEEP(
      (random, token) ->
          token
              .rawHeader("{\"alg\":\"HS256\",\"x\":" + "[".repeat(20) + "]".repeat(20) + "}")
              .text()),
  HEADER_LARGE((random, token) -> token.header("x", "x".repeat(1100)).text()),
  NO_EXP((random, token) -> token.without("exp").text()),
  EXP((random, token) -> token.expiringAt(NOW.plusSeconds(random.nextInt(200) - 100)).text()),
  EXP_TYPE((random, token) -> token.rawClaim("exp", date(random)).text()),
  NBF((random, token) -> token.claim("nbf", NOW.plusSeconds(random.nextInt(200) - 100)).text()),
  NBF_TYPE((random, token) -> token.rawClaim("nbf", date(random)).text()),
  IAT((random, token) -> token.claim("iat", NOW.plusSeconds(random.nextInt(200) - 100)).text()),
  IAT_TYPE((random, token) -> token.rawClaim("iat", date(random)).text()),
  IAT_AFTER_EXP((random, token) -> token.claim("iat", NOW).expiringAt(NOW.minusSeconds(1)).text()),
  SUB((random, token) -> token.claim("sub", pick(random, "", " ", "a\n", "a".repeat(257))).text()),
  SUB_TYPE((random, token) -> token.claim("sub", any(random)).text()),
  ISS_TYPE((random, token) -> token.claim("iss", any(random)).text()),
  UNKNOWN_CLAIM((random, token) -> token.claim("y" + random.nextInt(), any(random)).text()),
  CLAIM_TWICE((random, token) -> payload(token, ",\"sub\":\"" + random.nextInt() + "\"}")),
  PAYLOAD_TAIL((random, token) -> payload(token, "}" + pick(random, "x", "{}", "\u0000", "]"))),
  PAYLOAD_UTF8(
      (random, token) ->
          token.rawPayload(bytes(",\"x\":\"" + pick(random, "\u00ff", "\u00c3") + "\"}")).text()),
  PAYLOAD_BOM((random, token) -> token.rawPayload(bytesAfter("\u00ef\u00bb\u00bf")).text()),
  PAYLOAD_DEEP(
      (random, token) -> payload(token, ",\"x\":" + "[".repeat(50) + "]".repeat(50) + "}")),
  PAYLOAD_NUMBER((random, token) -> payload(token, ",\"x\":" + "9".repeat(150) + "}")),
  PAYLOAD_NO_OBJECT(
      (random, token) -> token.rawPayload(pick(random, "[]", "1", "\"x\"", "null")).text()),
  PADDED((random, token) -> token.text() + "=".repeat(1 + random.nextInt(2))),
  TAIL_BITS((random, token) -> tailBits(random, token.text())),
  OTHER_ALPHABET((random, token) -> token.text().replace('-', '+').replace('_', '/')),
  SPACE((random, token) -> inserted(random, token.text(), pick(random, " ", "\n", "\t", "="))),
  MAC_CUT(
      (random, token) -> token.text().substring(0, token.text().length() - 1 - random.nextInt(42))),
  CHANGED((random, token) -> Tokens.changed(token.text(), random.nextInt(30))),
  TOO_LONG((random, token) -> token.claim("x", "x".repeat(8000 + random.nextInt(1000))).text()),
  PARTS((random, token) -> token.text() + pick(random, ".", ".x", ".x.y"));

  private final BiFunction<Random, Tokens, String> change;

  TokenMutation(BiFunction<Random, Tokens, String> change) {
    this.change = change;
  }

  /** A token so changed, otherwise good, and different each time. */
  String of(Random random) {
    return change.apply(random, Tokens.good().claim("jti", Long.toHexString(random.nextLong())));
  }

  private static String pick(Random random, String... all) {
    return all[random.nextInt(all.length)];
  }

  private static Object any(Random random) {
    Object[] all = {1, -1.5, true, List.of(), List.of("x"), Map.of(), Map.of("x", 1)};
    return all[random.nextInt(all.length)];
  }

  private static String date(Random random) {
    return pick(
        random,
        "\"1\"",
        "null",
        "true",
        "[]",
        "{}",
        "0",
        "-1",
        "1e18",
        "9223372036854775807",
        "1e400");
  }

  private static String start() {
    return "{\"sub\":\"alice\",\"exp\":" + Tokens.SOON.getEpochSecond();
  }

  private static String payload(Tokens token, String rest) {
    return token.rawPayload(start() + rest).text();
  }

  private static byte[] bytes(String rest) {
    return (start() + rest).getBytes(ISO_8859_1);
  }

  private static byte[] bytesAfter(String before) {
    return (before + start() + "}").getBytes(ISO_8859_1);
  }

  private static String tailBits(Random random, String token) {
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    int last = alphabet.indexOf(token.charAt(token.length() - 1));
    return token.substring(0, token.length() - 1) + alphabet.charAt(last + 1 + random.nextInt(3));
  }

  /** Something between the characters of the payload, under a MAC that is right for it. */
  private static String inserted(Random random, String token, String what) {
    String[] parts = token.split("\\.");
    int at = 1 + random.nextInt(parts[1].length() - 1);
    String payload = parts[1].substring(0, at) + what + parts[1].substring(at);
    String input = parts[0] + "." + payload;
    return input + "." + base64(Tokens.mac(input, "HmacSHA256", TestSecrets.secret("main")));
  }
}
