package dev.watchword.tenant;

import dev.watchword.settings.SettingSource.Setting;
import dev.watchword.token.KeyId;
import dev.watchword.token.MacAlgorithm;
import dev.watchword.token.SecretStrength;
import dev.watchword.token.StrictBase64Url;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one JWK says (RFC 7517 section 4, RFC 7518 section 6.4), and what is wrong with it. Members
 * of other names are passed over, as section 4 wants.
 */
final class JwkMembers {
  /** So short that no secret stands under the wrong name: it may be shown. */
  private static final Pattern SHOWN = Pattern.compile("[A-Za-z0-9+_-]{1,16}");

  private static final Set<String> PAIRS = Set.of("RSA", "EC", "OKP", "AKP");

  private final List<String> faults = new ArrayList<>();
  private final @Nullable String kid;
  private final Set<MacAlgorithm> algorithms;
  private final boolean maySign;
  private final @Nullable Object k;

  JwkMembers(Map<?, ?> members, Set<MacAlgorithm> allowed) {
    judgeKty(members.get("kty"));
    if (members.containsKey("use") && !"sig".equals(members.get("use"))) {
      faults.add("has the use " + shown(members.get("use")) + "; for tokens it is sig");
    }
    this.maySign = !members.containsKey("key_ops") || operations(members.get("key_ops"));
    this.algorithms =
        members.containsKey("alg") ? algorithm(members.get("alg"), allowed) : Set.copyOf(allowed);
    this.kid = members.containsKey("kid") ? kid(members.get("kid")) : null;
    this.k = members.get("k");
  }

  /** Each begins with a verb, and holds no secret. */
  List<String> faults() {
    return List.copyOf(faults);
  }

  @Nullable String kid() {
    return kid;
  }

  Set<MacAlgorithm> algorithms() {
    return algorithms;
  }

  boolean maySign() {
    return maySign;
  }

  private void judgeKty(@Nullable Object kty) {
    if (PAIRS.contains(String.valueOf(kty))) {
      faults.add(
          "has the kty "
              + kty
              + ", which is a key of a pair; a shared secret is wanted (oct), and tokens of key pairs"
              + " are for another library");
    } else if (!"oct".equals(kty)) {
      faults.add("has the kty " + shown(kty) + "; a shared secret has the kty oct");
    }
  }

  /** Whether it may sign; that it verifies is what it is here for. */
  private boolean operations(@Nullable Object value) {
    if (!(value instanceof List<?> words) || new HashSet<>(words).size() < words.size()) {
      faults.add("has key_ops that are no list of different words");
      return false;
    }
    if (!words.contains("verify")) {
      faults.add("has key_ops without verify, so it is for no token that comes");
    }
    return words.contains("sign");
  }

  private Set<MacAlgorithm> algorithm(@Nullable Object value, Set<MacAlgorithm> allowed) {
    MacAlgorithm named = value instanceof String name ? MacAlgorithm.ofName(name) : null;
    if (named == null) {
      faults.add(
          "has the alg " + shown(value) + "; for a shared secret it is HS256, HS384 or HS512");
    } else if (!allowed.contains(named)) {
      faults.add("has the alg " + named + ", which the algorithms of the issuer do not name");
    } else {
      return Set.of(named);
    }
    return allowed;
  }

  private @Nullable String kid(@Nullable Object value) {
    if (value instanceof String text && KeyId.isValid(text)) {
      return text;
    }
    faults.add("has a kid that is not " + KeyId.FORM);
    return null;
  }

  /** The secret itself; null where it is bad, which then is among the faults. */
  @Nullable Secret secret(Setting source, boolean shortAllowed) {
    byte[] ascii = k instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : new byte[0];
    if (ascii.length == 0 || !StrictBase64Url.isCanonical(ascii, 0, ascii.length)) {
      faults.add("has no k that is base64url without padding (RFC 7515 section 2)");
      return null;
    }
    byte[] bytes = Base64.getUrlDecoder().decode(ascii);
    SecretStrength strength = SecretStrength.ofSigning(algorithms, shortAllowed);
    boolean isPublished =
        PublishedSecrets.contains(bytes) || PublishedSecrets.contains(String.valueOf(k));
    String weakness =
        isPublished ? "is a secret that has been published on the web" : strength.weakness(bytes);
    if (weakness != null) {
      faults.add("has a k that " + weakness);
      return null;
    }
    return new Secret(bytes, source.origin(), source.packaged(), null);
  }

  private static String shown(@Nullable Object value) {
    String text = value instanceof String word ? word : "";
    return SHOWN.matcher(text).matches() ? text : "that is none";
  }
}
