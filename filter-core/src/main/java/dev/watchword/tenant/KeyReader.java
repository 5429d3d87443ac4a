package dev.watchword.tenant;

import dev.watchword.settings.Property;
import dev.watchword.settings.Section;
import dev.watchword.token.Issuer;
import dev.watchword.token.MacAlgorithm;
import dev.watchword.token.SecretStrength;
import dev.watchword.token.SharedKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the keys of one issuer. */
final class KeyReader {
  private static final String USUAL = "usual";

  private final String issuer;
  private final Set<MacAlgorithm> algorithms;
  private final SecretStrength strength;
  private final ReadingContext context;

  KeyReader(
      String issuer,
      Set<MacAlgorithm> algorithms,
      SecretStrength strength,
      ReadingContext context) {
    this.issuer = issuer;
    this.algorithms = algorithms;
    this.strength = strength;
    this.context = context;
  }

  /**
   * Newest first: by the date from which a key is good, and else the usual one, then the rest; the
   * previous one is the last, whatever its dates. A key that has ended is not among them where its
   * secret was taken away, unless no other key is set.
   */
  List<SharedKey> read(Section section) {
    List<KeyPlace> places = places(section);
    List<KeyPlace> gone = places.stream().filter(this::isGone).toList();
    if (gone.size() < places.size()) {
      places.removeAll(gone);
      gone.forEach(place -> context.noteGone("key " + place.name + ofIssuer(), place.until));
    }
    List<SharedKey> keys = new ArrayList<>();
    for (KeyPlace place : places) {
      SharedKey key = key(place);
      if (key != null) {
        keys.add(key);
      }
    }
    Comparator<Instant> latestFirst = Comparator.reverseOrder();
    keys.sort(
        Comparator.comparing((SharedKey key) -> key.name().equals(Issuer.PREVIOUS))
            .thenComparing(SharedKey::from, Comparator.nullsLast(latestFirst)));
    noteSameSecret(keys);
    return keys;
  }

  private List<KeyPlace> places(Section section) {
    List<String> names = section.names(Property.KEYS);
    List<KeyPlace> places = new ArrayList<>();
    if (names.isEmpty() || SecretReader.isSet(section)) {
      places.add(KeyPlace.of(USUAL, section));
    }
    names.forEach(name -> places.add(KeyPlace.of(name, section.under("key." + name))));
    Section previous = section.under(Issuer.PREVIOUS);
    if (SecretReader.isSet(previous)) {
      places.add(KeyPlace.of(Issuer.PREVIOUS, previous));
    }
    section.checkListed(Property.KEYS, names, "key");
    return places;
  }

  private boolean isGone(KeyPlace place) {
    return context.isOver(place.until) && SecretReader.isGone(place.section);
  }

  /** Either before a rotation or in the middle of one. */
  private void noteSameSecret(List<SharedKey> keys) {
    if (keys.isEmpty()) {
      return;
    }
    SharedKey last = keys.get(keys.size() - 1);
    for (SharedKey key : keys.subList(0, keys.size() - 1)) {
      if (last.name().equals(Issuer.PREVIOUS) && key.identity().equals(last.identity())) {
        context
            .notes()
            .ofKey(
                "keys %s and previous%s have the same secret, as before a rotation"
                    .formatted(key.name(), ofIssuer()));
      }
    }
  }

  private String ofIssuer() {
    return issuer.equals(TenantsReader.LONE_ISSUER) ? "" : " of issuer " + issuer;
  }

  /** Where a key is set, and what is set for it besides its secret. */
  private record KeyPlace(
      String name,
      Section section,
      @Nullable String kid,
      @Nullable Instant from,
      @Nullable Instant until) {
    static KeyPlace of(String name, Section section) {
      return new KeyPlace(
          name,
          section,
          section.given(Property.KID),
          section.date(Property.FROM),
          section.date(Property.UNTIL));
    }
  }

  private @Nullable SharedKey key(KeyPlace place) {
    Section section = place.section;
    Instant from = place.from;
    Instant until = place.until;
    if (from != null && until != null && !from.isBefore(until)) {
      section.mistake(Property.UNTIL, "is not after the key's from date");
      return null;
    }
    String kid = place.kid;
    if (kid != null && !SharedKey.isKid(kid)) {
      section.mistake(Property.KID, "is not " + SharedKey.KID_FORM + ", as a token's is");
      return null;
    }
    Tenant inForce = context.inForce(issuer);
    Secret secret =
        context
            .single()
            .read(
                section, inForce != null, own -> SecretReader.read(own, strength, context.files()));
    if (secret == null) {
      return inForce == null ? null : withSecretInForce(place, inForce.issuer());
    }
    SharedKey key = new SharedKey(place.name, kid, secret.bytes(), algorithms, from, until);
    note(key, secret);
    Arrays.fill(secret.bytes(), (byte) 0);
    return key;
  }

  /** A new key whose secret is bad is left out; else what is set besides the secret counts. */
  private @Nullable SharedKey withSecretInForce(KeyPlace place, Issuer inForce) {
    return inForce.keys().stream()
        .filter(key -> key.name().equals(place.name))
        .findFirst()
        .map(key -> key.secret().asKey(place.name, place.kid, algorithms, place.from, place.until))
        .orElse(null);
  }

  private void note(SharedKey key, Secret secret) {
    context
        .notes()
        .ofKey(
            "key %s%s: ***%s, %s bytes, from %s%s%s%s"
                .formatted(
                    key.name(),
                    ofIssuer(),
                    key.fingerprint(),
                    secret.bytes().length,
                    secret.origin(),
                    key.kid() == null ? "" : ", kid " + key.kid(),
                    key.from() == null ? "" : ", from " + key.from(),
                    key.until() == null ? "" : ", until " + key.until()));
    secret.warnings("key " + key.name() + ofIssuer()).forEach(context.notes()::ofKey);
    if (secret.packaged()) {
      context
          .notes()
          .ofKey(
              "WARNING: the secret of key "
                  + key.name()
                  + " is part of the application's archive; better keep it outside");
    }
  }
}
