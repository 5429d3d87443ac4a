package dev.watchword.tenant;

import dev.watchword.settings.Property;
import dev.watchword.settings.Section;
import dev.watchword.settings.SettingSource.Setting;
import dev.watchword.settings.Settings;
import dev.watchword.token.MacAlgorithm;
import dev.watchword.token.SecretStrength;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
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

  private static final Pattern FORM = Pattern.compile("^(base64|base64url|hex|text):");
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z0-9_.]+)\\}");

  private SecretReader() {}

  /** Whether a secret or a file of one is set in a section. */
  static boolean isSet(Section section) {
    return section.isSet(Property.SECRET) || section.isSet(Property.SECRET_LOCATION);
  }

  /** The secret of a section; null where it is missing or bad, which then is noted. */
  static @Nullable Secret read(Section section, SecretStrength strength) {
    return read(section, strength, SecretFile::text);
  }

  /** The same, where {@code files} tells the text of a file by its location. */
  static @Nullable Secret read(
      Section section, SecretStrength strength, UnaryOperator<String> files) {
    Settings settings = section.settings();
    String name = section.name(Property.SECRET);
    String locationName = section.name(Property.SECRET_LOCATION);
    Setting inline = unlessOutranked(settings, name, locationName);
    Setting location = unlessOutranked(settings, locationName, name);
    if (inline != null && location != null) {
      settings.mistake(name, "and " + locationName + " are both set; keep one of them");
      return null;
    }
    if (location != null) {
      return fromFile(section, location, strength, files);
    }
    if (inline == null) {
      settings.mistake(
          name + " is not set. " + remedy(strength) + ", and give the same text to both sides");
      return null;
    }
    Setting source =
        section.read(Property.SECRET, inline.value(), value -> expanded(settings, inline));
    return source == null ? null : judged(section, Property.SECRET, source, strength);
  }

  /**
   * Whether there is no secret, as where an operator has taken it away: it is not set, or blank, or
   * its file is not there or is blank.
   */
  static boolean isGone(Section section) {
    Settings settings = section.settings();
    String name = section.name(Property.SECRET);
    String locationName = section.name(Property.SECRET_LOCATION);
    Setting inline = unlessOutranked(settings, name, locationName);
    Setting location = unlessOutranked(settings, locationName, name);
    return (inline == null || inline.value().isBlank())
        && (location == null || SecretFile.isGone(location.value().strip()));
  }

  private static @Nullable Setting unlessOutranked(Settings settings, String one, String two) {
    return settings.outranks(two, one) ? null : settings.find(one);
  }

  private static @Nullable Secret fromFile(
      Section section, Setting location, SecretStrength strength, UnaryOperator<String> files) {
    String origin = "file named by " + location.origin();
    Setting file =
        section.read(
            Property.SECRET_LOCATION,
            location.value().strip(),
            path -> new Setting(files.apply(path), origin, false));
    return file == null ? null : judged(section, Property.SECRET_LOCATION, file, strength);
  }

  /**
   * Only a value that is wholly {@code ${NAME}} is expanded; anything else is the secret itself.
   */
  private static Setting expanded(Settings settings, Setting setting) {
    Matcher reference = REFERENCE.matcher(setting.value());
    if (!reference.matches()) {
      return setting;
    }
    Setting target = settings.find(reference.group(1));
    if (target == null) {
      throw new IllegalArgumentException("it names " + setting.value() + ", which is not set");
    }
    return target;
  }

  private static @Nullable Secret judged(
      Section section, Property property, Setting source, SecretStrength strength) {
    byte[] bytes = section.read(property, source.value(), SecretReader::decoded);
    if (bytes == null) {
      return null;
    }
    String weakness = weakness(source.value(), bytes, strength);
    if (weakness != null) {
      section.mistake(property, weakness + ". " + remedy(strength));
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
    if (pasted.equals(text) && UnresolvedReference.isOne(text)) {
      return UnresolvedReference.COMPLAINT;
    }
    String weakness = strength.weakness(bytes);
    return weakness == null && hasNul(bytes)
        ? "holds a NUL byte, which HMAC cannot tell from padding"
        : weakness;
  }

  /** In what somebody wrote it is a slip; random bytes from elsewhere may well have one. */
  private static boolean hasNul(byte[] bytes) {
    for (byte one : bytes) {
      if (one == 0) {
        return true;
      }
    }
    return false;
  }

  private static String remedy(SecretStrength strength) {
    int bytes = Math.min(strength.usualBytes(), MOST_ON_ONE_LINE);
    return "Make one with: openssl rand -base64 " + bytes;
  }
}
