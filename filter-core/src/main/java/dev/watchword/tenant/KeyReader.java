package dev.watchword.tenant;

import dev.watchword.settings.Property;
import dev.watchword.settings.Section;
import dev.watchword.token.Issuer;
import dev.watchword.token.MacAlgorithm;
import dev.watchword.token.SharedKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the keys of one issuer. */
final class KeyReader {
  private static final String USUAL = "usual";

  private final String issuer;
  private final Set<MacAlgorithm> algorithms;
  private final KeySecretReader secrets;
  private final ReadingContext context;

  KeyReader(
      String issuer, Set<MacAlgorithm> algorithms, boolean shortAllowed, ReadingContext context) {
    this.issuer = issuer;
    this.algorithms = algorithms;
    this.secrets = new KeySecretReader(algorithms, shortAllowed, context.files());
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
      gone.forEach(place -> context.noteGone("key " + place.name() + ofIssuer(), place.until()));
    }
    List<SharedKey> keys = new ArrayList<>();
    for (KeyPlace place : places) {
      keys.addAll(keys(place));
    }
    Comparator<Instant> latestFirst = Comparator.reverseOrder();
    keys.sort(
        Comparator.comparing(Issuer::isPrevious)
            .thenComparing(SharedKey::from, Comparator.nullsLast(latestFirst)));
    noteSameSecret(keys);
    return keys;
  }

  private List<KeyPlace> places(Section section) {
    List<String> names = section.names(Property.KEYS);
    List<KeyPlace> places = new ArrayList<>();
    if (names.isEmpty() || SecretPlace.isSet(section)) {
      places.add(KeyPlace.of(USUAL, section));
    }
    names.forEach(name -> places.add(KeyPlace.of(name, section.under("key." + name))));
    Section previous = section.under(Issuer.PREVIOUS);
    if (SecretPlace.isSet(previous)) {
      places.add(KeyPlace.of(Issuer.PREVIOUS, previous));
    }
    section.checkListed(Property.KEYS, names, "key");
    return places;
  }

  private boolean isGone(KeyPlace place) {
    return context.isOver(place.until()) && SecretPlace.isGone(place.section());
  }

  /** Either before a rotation or in the middle of one. */
  private void noteSameSecret(List<SharedKey> keys) {
    if (keys.isEmpty()) {
      return;
    }
    SharedKey last = keys.get(keys.size() - 1);
    for (SharedKey key : keys.subList(0, keys.size() - 1)) {
      if (Issuer.isPrevious(last) && key.identity().equals(last.identity())) {
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

  private List<SharedKey> keys(KeyPlace place) {
    if (!place.isSound()) {
      return List.of();
    }
    Tenant inForce = context.inForce(issuer);
    List<KeySecret> secrets =
        context
            .single()
            .read(place.section(), inForce != null, own -> this.secrets.read(own, place.kid()));
    if (secrets == null) {
      return inForce == null ? List.of() : withSecretsInForce(place, inForce.issuer());
    }
    List<SharedKey> keys = new ArrayList<>();
    for (KeySecret secret : secrets) {
      SharedKey key = place.key(secret);
      note(key, secret, keys.isEmpty());
      Arrays.fill(secret.secret().bytes(), (byte) 0);
      keys.add(key);
    }
    return keys;
  }

  /** A new key whose secret is bad is left out; else what is set besides the secret counts. */
  private List<SharedKey> withSecretsInForce(KeyPlace place, Issuer inForce) {
    return inForce.keys().stream()
        .filter(place::holds)
        .map(key -> place.again(key, algorithms))
        .toList();
  }

  private void note(SharedKey key, KeySecret read, boolean isFirst) {
    Secret secret = read.secret();
    context
        .notes()
        .ofKey(
            "key %s%s: ***%s, %s bytes, from %s%s%s%s%s"
                .formatted(
                    key.name(),
                    ofIssuer(),
                    key.fingerprint(),
                    secret.bytes().length,
                    secret.origin(),
                    key.kid() == null ? "" : ", kid " + key.kid(),
                    key.from() == null ? "" : ", from " + key.from(),
                    key.until() == null ? "" : ", until " + key.until(),
                    use(key, read, isFirst)));
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

  /** What a key is for, where that is not the same for every key of the issuer. */
  private String use(SharedKey key, KeySecret read, boolean isFirst) {
    String only =
        key.algorithms().equals(algorithms)
            ? ""
            : key.algorithms().stream()
                .map(one -> ", " + one + " alone")
                .collect(Collectors.joining());
    String signs = !key.maySign() ? ", verifies only" : "";
    return only + (read.isOneOfSeveral() && isFirst && key.maySign() ? ", signs" : signs);
  }
}
