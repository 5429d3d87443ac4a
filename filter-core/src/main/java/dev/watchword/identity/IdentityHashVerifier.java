package dev.watchword.identity;

import dev.watchword.token.MacAlgorithm;
import dev.watchword.token.SharedKey;
import dev.watchword.token.TokenSigner;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether a hash is that of a message, by the keys that are live at one moment. */
final class IdentityHashVerifier {
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern SCHEME = Pattern.compile("(?i)(hmac-?)?sha-?256[=:]");
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{43}=?");
  private static final Pattern JWT = Pattern.compile("eyJ[\\w-]+\\.[\\w-]+\\.[\\w-]*");
  private static final int LONGEST_MISSPELLED = 128;

  private final List<SharedKey> keys;
  private final Instant now;

  IdentityHashVerifier(List<SharedKey> keys, Instant now) {
    this.keys = keys;
    this.now = now;
  }

  /** Whether this is the hash of the message, in 64 lower-case hexadecimal digits. */
  boolean isHash(@Nullable Object shown, String message) {
    return shown instanceof String hex
        && HEX.matcher(hex).matches()
        && isMac(HexFormat.of().parseHex(hex), message);
  }

  /** With one secret for all the MAC of every token would be the hash of its own text. */
  private boolean isMac(byte[] hash, String message) {
    if (TokenSigner.isSigningInput(message)) {
      return false;
    }
    boolean found = false;
    for (SharedKey key : keys) {
      byte[] right = key.mac(MacAlgorithm.HS256, message.getBytes(StandardCharsets.UTF_8));
      found |= key.liveAt(now) && right != null && MessageDigest.isEqual(right, hash);
    }
    return found;
  }

  /**
   * Why a hash is refused, for the log: what to change where it is the right one spelled otherwise,
   * or a token; else the sentence that is given. It holds nothing of the hash.
   */
  String fault(@Nullable Object shown, String message, String otherwise) {
    if (!(shown instanceof String text)) {
      return otherwise;
    }
    if (JWT.matcher(text.strip()).matches()) {
      return "the identity hash is a JWT; send it as a token, such as userJWT";
    }
    return text.length() > LONGEST_MISSPELLED ? otherwise : misspelled(text, message, otherwise);
  }

  private String misspelled(String text, String message, String otherwise) {
    List<String> oddities = new ArrayList<>();
    String rest = without(text, text.replaceAll("\\s", ""), "spaces", oddities);
    Matcher scheme = SCHEME.matcher(rest);
    rest =
        without(
            rest, scheme.lookingAt() ? rest.substring(scheme.end()) : rest, "sha256=", oddities);
    byte[] hash;
    if (HEX.matcher(rest.toLowerCase(Locale.ROOT)).matches()) {
      rest = without(rest, rest.toLowerCase(Locale.ROOT), "capitals", oddities);
      hash = HexFormat.of().parseHex(rest);
    } else if (BASE64.matcher(rest).matches()) {
      oddities.add("base64");
      String standard = rest.substring(0, 43).replace('-', '+').replace('_', '/');
      hash = decoded(standard);
    } else {
      return otherwise;
    }
    return oddities.isEmpty() || !isMac(hash, message)
        ? otherwise
        : "the identity hash is right but is written with "
            + String.join(" and ", oddities)
            + "; send 64 lower-case hexadecimal digits and nothing else";
  }

  private static String without(String before, String after, String oddity, List<String> oddities) {
    if (!before.equals(after)) {
      oddities.add(oddity);
    }
    return after;
  }

  /** Nothing where the last character has bits that no hash has. */
  private static byte[] decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException notWhole) {
      return new byte[0];
    }
  }
}
