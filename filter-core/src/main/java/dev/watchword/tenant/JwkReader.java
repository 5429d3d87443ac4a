package dev.watchword.tenant;

import dev.watchword.json.StrictJson;
import dev.watchword.settings.SettingSource.Setting;
import dev.watchword.token.Issuer;
import dev.watchword.token.MacAlgorithm;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the shared keys of a JWK or a JWK Set (RFC 7517). What is there for another purpose is
 * refused and not passed over: whoever wrote it expects it to be used.
 */
final class JwkReader {
  private static final Pattern JSON = Pattern.compile("\\s*(\\[\\s*)?\\{\\s*[\"}]");
  private static final String LITERAL = ", or text: before it if it is the secret itself";
  private static final String WANTED = "write a JWK of the kty oct or a JWK Set of them";

  /** For a secret that is no key of tokens. */
  static final String NOT_HERE =
      "is JSON, and a JWK is read for keys of tokens alone; write the secret by itself" + LITERAL;

  private final Set<MacAlgorithm> allowed;
  private final boolean shortAllowed;

  /**
   * A reader.
   *
   * @param allowed the algorithms of the issuer: a key that names another is refused
   * @param shortAllowed whether secrets may be shorter than RFC 7518 wants
   */
  JwkReader(Set<MacAlgorithm> allowed, boolean shortAllowed) {
    this.allowed = Set.copyOf(allowed);
    this.shortAllowed = shortAllowed;
  }

  /** Whether a text must be a JWK or a mistake: no tool makes a secret that begins like this. */
  static boolean isJson(String text) {
    return JSON.matcher(text).lookingAt();
  }

  /**
   * The keys in their order, at least one; where one is bad, an {@code IllegalArgumentException}
   * tells every mistake and nothing of a secret.
   */
  List<KeySecret> read(Setting source) {
    Map<String, @Nullable Object> members =
        StrictJson.read(source.value().getBytes(StandardCharsets.UTF_8));
    if (members == null) {
      throw new IllegalArgumentException(
          "it is not one JSON object in which each name stands once; " + WANTED + LITERAL);
    }
    boolean isSet = members.containsKey("keys");
    if (isSet == members.containsKey("kty")) {
      throw new IllegalArgumentException(
          isSet
              ? "it has both kty and keys; " + WANTED
              : "it is JSON without kty and keys; " + WANTED + LITERAL);
    }
    List<String> faults = new ArrayList<>();
    List<KeySecret> keys =
        isSet ? set(members.get("keys"), source, faults) : one(members, "it", source, faults);
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", faults));
    }
    return keys;
  }

  private List<KeySecret> set(@Nullable Object value, Setting source, List<String> faults) {
    if (!(value instanceof List<?> items) || items.isEmpty()) {
      faults.add("its keys are no list of at least one key");
      return List.of();
    }
    if (items.size() > Issuer.MOST_LIVE_KEYS) {
      faults.add("it has %s keys; at most 4 are tried".formatted(items.size()));
      return List.of();
    }
    List<KeySecret> keys = new ArrayList<>();
    Set<String> kids = new HashSet<>();
    for (int i = 0; i < items.size(); i++) {
      String who = "its key " + (i + 1);
      for (KeySecret key : one(items.get(i), who, source, faults)) {
        keys.add(key.asOneOfSeveral());
        if (key.kid() != null && !kids.add(key.kid())) {
          faults.add(who + " has the kid '" + key.kid() + "' of another");
        }
      }
    }
    return keys;
  }

  private List<KeySecret> one(
      @Nullable Object value, String who, Setting source, List<String> faults) {
    if (!(value instanceof Map<?, ?> members)) {
      faults.add(who + " is no object");
      return List.of();
    }
    JwkMembers jwk = new JwkMembers(members, allowed);
    Secret secret = jwk.secret(source, shortAllowed);
    jwk.faults().forEach(fault -> faults.add(who + " " + fault));
    return secret == null || !jwk.faults().isEmpty()
        ? List.of()
        : List.of(new KeySecret(jwk.kid(), jwk.algorithms(), jwk.maySign(), false, secret));
  }
}
