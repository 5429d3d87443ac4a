package dev.watchword.tenant;

import dev.watchword.settings.Property;
import dev.watchword.settings.Section;
import dev.watchword.settings.SettingSource.Setting;
import dev.watchword.token.MacAlgorithm;
import dev.watchword.token.SecretStrength;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads the secrets of the keys that are set in one place: a text, a JWK, a JWK Set, or a folder
 * with a file for each.
 */
final class KeySecretReader {
  private final Set<MacAlgorithm> algorithms;
  private final SecretStrength strength;
  private final JwkReader jwks;
  private final UnaryOperator<String> files;

  /**
   * A reader.
   *
   * @param algorithms those of the issuer
   * @param shortAllowed whether secrets may be shorter than RFC 7518 wants
   * @param files tells the text of a file by its location
   */
  KeySecretReader(Set<MacAlgorithm> algorithms, boolean shortAllowed, UnaryOperator<String> files) {
    this.algorithms = algorithms;
    this.strength = SecretStrength.ofSigning(algorithms, shortAllowed);
    this.jwks = new JwkReader(algorithms, shortAllowed);
    this.files = files;
  }

  /**
   * The secrets, the one that signs first; null where one is missing or bad, which then is noted.
   *
   * @param kid of the only key, or of the one of several that signs; null for none
   */
  @Nullable List<KeySecret> read(Section section, @Nullable String kid) {
    SecretPlace place = SecretPlace.of(section, SecretReader.remedy(strength));
    if (place == null) {
      return null;
    }
    String folder = place.folder();
    List<KeySecret> found = folder == null ? inText(place) : inFolder(place, folder);
    return found == null || kid == null ? found : named(found, kid, section);
  }

  private @Nullable List<KeySecret> inText(SecretPlace place) {
    Setting source = place.text(files);
    if (source == null) {
      return null;
    }
    if (JwkReader.isJson(source.value())) {
      return place.section().read(place.property(), "", text -> jwks.read(source));
    }
    Secret secret = SecretReader.judged(place, "", source, strength);
    return secret == null ? null : List.of(new KeySecret(null, algorithms, true, false, secret));
  }

  /** All mistakes in its files are noted. */
  private @Nullable List<KeySecret> inFolder(SecretPlace place, String folder) {
    Section section = place.section();
    SortedMap<String, String> texts = section.read(place.property(), folder, KeyFolder::read);
    if (texts == null) {
      return null;
    }
    List<KeySecret> found = new ArrayList<>();
    for (Map.Entry<String, String> file : texts.entrySet()) {
      KeySecret secret = inFile(place, file.getKey(), file.getValue());
      if (secret != null) {
        found.add(secret.withKid(file.getKey()).asOneOfSeveral());
      }
    }
    return found.size() < texts.size() ? null : found;
  }

  private @Nullable KeySecret inFile(SecretPlace place, String name, String text) {
    String whose = "with the file '" + name + "' ";
    Setting source =
        new Setting(
            text, "file " + name + " of the folder named by " + place.setting().origin(), false);
    if (!JwkReader.isJson(text)) {
      Secret secret = SecretReader.judged(place, whose, source, strength);
      return secret == null ? null : new KeySecret(name, algorithms, true, true, secret);
    }
    try {
      List<KeySecret> keys = jwks.read(source);
      String kid = keys.get(0).kid();
      if (keys.size() == 1 && (kid == null || kid.equals(name))) {
        return keys.get(0);
      }
      place
          .section()
          .mistake(
              place.property(),
              whose
                  + "is wrong: it must hold one key, whose kid is the name of the file or missing");
    } catch (IllegalArgumentException complaint) {
      place.section().mistake(place.property(), whose + "is wrong: " + complaint.getMessage());
    }
    return null;
  }

  /** The one of that {@code kid} comes first; it is given to a lone key that has none. */
  private static @Nullable List<KeySecret> named(
      List<KeySecret> found, String kid, Section section) {
    KeySecret first = found.get(0);
    if (found.size() == 1 && first.kid() == null) {
      return List.of(first.withKid(kid));
    }
    List<KeySecret> ordered = new ArrayList<>(found);
    KeySecret chosen = found.stream().filter(key -> kid.equals(key.kid())).findFirst().orElse(null);
    if (chosen == null || (found.size() > 1 && !chosen.maySign())) {
      section.mistake(
          Property.KID,
          "names no key that is there and may sign; it must be the kid of one of them");
      return null;
    }
    ordered.remove(chosen);
    ordered.add(0, chosen);
    return ordered;
  }
}
