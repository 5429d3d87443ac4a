package dev.watchword.tenant;

import dev.watchword.settings.Property;
import dev.watchword.settings.SettingSource.Setting;
import dev.watchword.settings.Settings;
import dev.watchword.token.MacAlgorithm;
import dev.watchword.token.SecretStrength;
import dev.watchword.token.SharedKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a secret as the operator wrote it, never guessing an encoding, and refuses those that
 * protect nothing. No sentence it makes holds the secret.
 */
public final class SecretReader {
  /** Of 48 bytes openssl makes 64 characters; of more it makes a second line. */
  private static final int MOST_ON_ONE_LINE = 48;

  private static final int LARGEST_FILE = 65_536;
  private static final Set<MacAlgorithm> HS256_ALONE = Set.of(MacAlgorithm.HS256);
  private static final Pattern FORM = Pattern.compile("^(base64|base64url|hex):");
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z0-9_.]+)\\}");

  /** For identity hashes, and for whatever else is signed by HS256 alone. */
  public static final SecretStrength HS256 = SecretStrength.ofSigning(HS256_ALONE, false);

  private final Settings settings;

  public SecretReader(Settings settings) {
    this.settings = settings;
  }

  /** A secret and where it came from. */
  public static final class Secret {
    private final byte[] bytes;
    private final String origin;
    private final boolean packaged;

    private Secret(byte[] bytes, String origin, boolean packaged) {
      this.bytes = bytes;
      this.origin = origin;
      this.packaged = packaged;
    }

    /** The bytes themselves; whoever has used them should clear them. */
    byte[] bytes() {
      return bytes;
    }

    /** What is shown rather than signed with; the bytes here are cleared. */
    SharedKey credential(String name, @Nullable Instant until) {
      SharedKey key = new SharedKey(name, null, bytes, HS256_ALONE, null, until);
      Arrays.fill(bytes, (byte) 0);
      return key;
    }

    /** Words for the start-up summary. */
    String origin() {
      return origin;
    }

    boolean packaged() {
      return packaged;
    }

    @Override
    public String toString() {
      return "Secret[*** from " + origin + "]";
    }
  }

  /** Whether a secret or a file of one is set under a prefix. */
  boolean isSet(String prefix) {
    return settings.find(Property.SECRET.under(prefix)) != null
        || settings.find(Property.SECRET_LOCATION.under(prefix)) != null;
  }

  /** The secret under a prefix; null where it is missing or bad, which then is noted. */
  public @Nullable Secret read(String prefix, SecretStrength strength) {
    String name = Property.SECRET.under(prefix);
    String locationName = Property.SECRET_LOCATION.under(prefix);
    Setting inline = settings.outranks(locationName, name) ? null : settings.find(name);
    Setting location = settings.outranks(name, locationName) ? null : settings.find(locationName);
    if (inline != null && location != null) {
      settings.mistake(name, "and " + locationName + " are both set; keep one of them");
      return null;
    }
    if (location != null) {
      String text = settings.read(locationName, location.value().strip(), SecretReader::file);
      return text == null
          ? null
          : judged(locationName, text, "file named by " + location.origin(), false, strength);
    }
    if (inline == null) {
      settings.mistake(
          name + " is not set. " + remedy(strength) + ", and give the same text to both sides");
      return null;
    }
    Setting source = settings.read(name, inline.value(), value -> expanded(inline));
    return source == null
        ? null
        : judged(name, source.value(), source.origin(), source.packaged(), strength);
  }

  /**
   * Only a value that is wholly {@code ${NAME}} is expanded; anything else is the secret itself.
   */
  private Setting expanded(Setting setting) {
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

  private static String file(String location) {
    String path = location.startsWith("file:") ? location.substring(5) : location;
    try (InputStream in = Files.newInputStream(Path.of(path))) {
      byte[] bytes = in.readNBytes(LARGEST_FILE + 1);
      if (bytes.length > LARGEST_FILE) {
        throw new IllegalArgumentException("the file is larger than 64 KiB");
      }
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.endsWith("\r\n")
          ? text.substring(0, text.length() - 2)
          : text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    } catch (CharacterCodingException notText) {
      throw new IllegalArgumentException(
          "the file is not UTF-8 text; write its bytes as base64: or hex:", notText);
    } catch (IOException | InvalidPathException unreadable) {
      // Anything but an absolute path may be the secret itself, set under the wrong name.
      throw new IllegalArgumentException(
          path.startsWith("/")
              ? "the file '" + path + "' cannot be read; check the path and its permissions"
              : "no such file can be read; write an absolute path, and the secret itself under"
                  + " watchword.secret");
    }
  }

  private @Nullable Secret judged(
      String name, String text, String origin, boolean packaged, SecretStrength strength) {
    byte[] bytes = settings.read(name, text, SecretReader::decoded);
    if (bytes == null) {
      return null;
    }
    String weakness = weakness(text, bytes, strength);
    if (weakness != null) {
      settings.mistake(name, weakness + ". " + remedy(strength));
      return null;
    }
    return new Secret(bytes, origin, packaged);
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
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static @Nullable String weakness(String text, byte[] bytes, SecretStrength strength) {
    if (text.isBlank()) {
      return "is blank: anyone could sign";
    }
    String pasted = FORM.matcher(text).replaceFirst("");
    if (PublishedSecrets.contains(pasted) || PublishedSecrets.contains(bytes)) {
      return "is a secret that has been published on the web";
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
