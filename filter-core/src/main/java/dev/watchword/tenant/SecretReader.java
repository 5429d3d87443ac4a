package dev.watchword.tenant;

import dev.watchword.settings.Section;
import dev.watchword.settings.SettingSource.Setting;
import dev.watchword.token.MacAlgorithm;
import dev.watchword.token.SecretStrength;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a secret as the operator wrote it, never guessing an encoding, and refuses those that
 * protect nothing. No sentence it makes holds the secret.
 */
final class SecretReader {
  /** For identity hashes, and for whatever else is signed by HS256 alone. */
  static final SecretStrength HS256 = SecretStrength.ofSigning(Set.of(MacAlgorithm.HS256), false);

  /** Of 48 bytes openssl makes 64 characters; of more it makes a second line. */
  private static final int MOST_ON_ONE_LINE = 48;

  private static final String NUL = "a NUL byte, which HMAC cannot tell from padding";

  private static final Pattern FORM = Pattern.compile("^(base64|base64url|hex|text):");

  private SecretReader() {}

  /** The secret of a section; null where it is missing or bad, which then is noted. */
  static @Nullable Secret read(Section section, SecretStrength strength) {
    SecretPlace place = SecretPlace.of(section, remedy(strength));
    Setting source = place == null ? null : place.text(SecretFile::text);
    return place == null || source == null ? null : judged(place, "", source, strength);
  }

  /**
   * What a text is as a secret; null where it is bad, which then is noted.
   *
   * @param whose which of several secrets of the place it is, with a space behind; empty for the
   *     only one
   */
  static @Nullable Secret judged(
      SecretPlace place, String whose, Setting source, SecretStrength strength) {
    Section section = place.section();
    byte[] bytes;
    try {
      bytes = decoded(source.value());
    } catch (IllegalArgumentException malformed) {
      section.mistake(place.property(), whose + "is wrong: " + malformed.getMessage());
      return null;
    }
    String weakness = weakness(source.value(), bytes, strength);
    if (weakness != null) {
      section.mistake(place.property(), whose + weakness + ". " + remedy(strength));
      return null;
    }
    return new Secret(bytes, source.origin(), source.packaged(), surroundings(source.value()));
  }

  /** What was probably not meant to be a part of the secret; null for nothing. */
  private static @Nullable String surroundings(String text) {
    if (FORM.matcher(text).find()) {
      return null; // it is decoded
    }
    if (text.endsWith("\n")) {
      return "a newline stands at the end of";
    }
    if (!text.strip().equals(text) || text.startsWith("\uFEFF")) {
      return "white space stands around";
    }
    char first = text.charAt(0);
    boolean isQuoted = (first == '"' || first == '\'') && text.endsWith(String.valueOf(first));
    return isQuoted ? "quotes stand around" : null;
  }

  private static byte[] decoded(String text) {
    try {
      if (text.startsWith("base64:")) {
        return Base64.getDecoder().decode(text.substring(7));
      }
      if (text.startsWith("base64url:")) {
        return Base64.getUrlDecoder().decode(text.substring(10));
      }
      if (text.startsWith("hex:")) {
        return HexFormat.of().parseHex(text.substring(4));
      }
    } catch (IllegalArgumentException malformed) {
      // Not as the cause: its message may quote the secret.
      throw new IllegalArgumentException(
          "what follows '" + text.substring(0, text.indexOf(':') + 1) + "' is not of that form");
    }
    String literal = text.startsWith("text:") ? text.substring(5) : text;
    return literal.getBytes(StandardCharsets.UTF_8);
  }

  private static @Nullable String weakness(String text, byte[] bytes, SecretStrength strength) {
    if (text.isBlank()) {
      return "is blank: anyone could sign";
    }
    String pasted = FORM.matcher(text).replaceFirst("");
    if (PublishedSecrets.contains(pasted) || PublishedSecrets.contains(bytes)) {
      return "is a secret that has been published on the web";
    }
    if (pasted.equals(text) && JwkReader.isJson(text)) {
      return JwkReader.NOT_HERE;
    }
    if (pasted.equals(text) && UnresolvedReference.isOne(text)) {
      return UnresolvedReference.COMPLAINT;
    }
    String weakness = strength.weakness(bytes);
    if (weakness != null) {
      return weakness;
    }
    if (text.indexOf('\0') >= 0) { // a slip: nobody can write it
      return "holds " + NUL;
    }
    // One random key in eight has a NUL byte somewhere. It matters at the end alone, where the
    // same key without it makes the same signatures.
    return bytes[bytes.length - 1] == 0 ? "ends with " + NUL : null;
  }

  /** How to make a good one. */
  static String remedy(SecretStrength strength) {
    int bytes = Math.min(strength.usualBytes(), MOST_ON_ONE_LINE);
    return "Make one with: openssl rand -base64 " + bytes;
  }
}
