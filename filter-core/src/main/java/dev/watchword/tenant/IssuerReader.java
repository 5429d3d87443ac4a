package dev.watchword.tenant;

import dev.watchword.settings.Profile;
import dev.watchword.settings.Property;
import dev.watchword.settings.Settings;
import dev.watchword.token.ClaimNames;
import dev.watchword.token.ClaimRules;
import dev.watchword.token.Issuer;
import dev.watchword.token.MacAlgorithm;
import dev.watchword.token.Publishable;
import dev.watchword.token.Relaxation;
import dev.watchword.token.SecretStrength;
import dev.watchword.token.SharedKey;
import dev.watchword.token.TimeRules;
import dev.watchword.token.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads an issuer with its keys from the properties under one prefix. */
final class IssuerReader {
  private static final String PREVIOUS = "previous";
  private static final String USUAL = "usual";

  private final Settings settings;
  private final SecretReader secrets;
  private final List<String> notes = new ArrayList<>();

  IssuerReader(Settings settings) {
    this.settings = settings;
    this.secrets = new SecretReader(settings);
  }

  /** Lines for the start-up summary, and warnings. */
  List<String> notes() {
    return notes;
  }

  /**
   * The issuer; null where a mistake was noted.
   *
   * @param alone whether it is the only one, and so may confer whatever its tokens say
   */
  @Nullable Issuer read(String name, String prefix, boolean alone) {
    Profile profile = profile(prefix);
    Set<Relaxation> relaxations = relaxations(prefix, profile);
    Set<MacAlgorithm> algorithms = algorithms(Property.ALGORITHMS.under(prefix), profile);
    ClaimRules rules = rules(prefix, profile, relaxations);
    boolean shortAllowed = relaxations.contains(Relaxation.SHORTSECRET);
    List<SharedKey> keys = keys(name, prefix, algorithms, shortAllowed);
    List<String> faults = keys.isEmpty() ? List.of() : Issuer.faults(name, keys, shortAllowed);
    faults.forEach(fault -> settings.mistake(prefix + "* " + fault));
    String grants = settings.text(Property.GRANTS.under(prefix));
    return keys.isEmpty() || !faults.isEmpty() || rules == null
        ? null
        : new Issuer(
            name,
            settings.text(Property.SELECTOR.under(prefix), name),
            keys,
            rules,
            relaxations,
            alone && grants == null
                ? null
                : Set.copyOf(Settings.words(grants == null ? "" : grants, ",")),
            Publishable.NONE,
            false);
  }

  /** The profile under a prefix. */
  Profile profile(String prefix) {
    Profile profile =
        settings.read(
            Property.PROFILE.under(prefix),
            settings.text(Property.PROFILE.under(prefix), Property.PROFILE),
            word -> Settings.oneOf(Profile.values(), Profile::configName, word));
    return profile == null ? Profile.STRICT : profile;
  }

  private Set<Relaxation> relaxations(String prefix, Profile profile) {
    Set<Relaxation> relaxations = EnumSet.noneOf(Relaxation.class);
    relaxations.addAll(profile.relaxations());
    for (String word : settings.list(Property.RELAX.under(prefix), Property.RELAX)) {
      Relaxation relaxation =
          settings.read(
              Property.RELAX.under(prefix),
              word,
              text -> Settings.oneOf(Relaxation.values(), Relaxation::configName, text));
      if (relaxation != null) {
        relaxations.add(relaxation);
      }
    }
    return relaxations;
  }

  private Set<MacAlgorithm> algorithms(String name, Profile profile) {
    Set<MacAlgorithm> algorithms = EnumSet.noneOf(MacAlgorithm.class);
    String words = settings.text(name, profile.defaultValue(Property.ALGORITHMS));
    for (String word : Settings.words(words, ",")) {
      MacAlgorithm algorithm = MacAlgorithm.ofName(word);
      if (algorithm == null) {
        settings.mistake(name, "names '" + word + "'; there are HS256, HS384 and HS512");
      } else {
        algorithms.add(algorithm);
      }
    }
    return algorithms.isEmpty() ? EnumSet.of(MacAlgorithm.HS256) : algorithms;
  }

  private @Nullable ClaimRules rules(String prefix, Profile profile, Set<Relaxation> relaxations) {
    Duration leeway = settings.duration(Property.LEEWAY.under(prefix), Property.LEEWAY);
    if (leeway == null) {
      return null;
    }
    if (leeway.compareTo(TimeRules.GREATEST_LEEWAY) > 0) {
      settings.mistake(Property.LEEWAY.under(prefix), "is more than 300s; fix the clocks instead");
      return null;
    }
    TimeRules times =
        new TimeRules(
            leeway,
            settings.duration(Property.MAXAGE.under(prefix), Property.MAXAGE),
            settings.duration(Property.MAXLIFETIME.under(prefix), Property.MAXLIFETIME),
            !relaxations.contains(Relaxation.NOEXP));
    ClaimNames names =
        new ClaimNames(
            settings.text(
                Property.NAMECLAIM.under(prefix), profile.defaultValue(Property.NAMECLAIM)),
            settings.text(
                Property.ROLESCLAIM.under(prefix), profile.defaultValue(Property.ROLESCLAIM)),
            settings.text(
                Property.SCOPECLAIM.under(prefix), profile.defaultValue(Property.SCOPECLAIM)));
    String iss = settings.text(Property.ISS.under(prefix));
    if (iss != null && !UserId.isGood(iss)) {
      settings.mistake(Property.ISS.under(prefix), "is not 1 to 256 characters without controls");
      return null;
    }
    return new ClaimRules(
        iss,
        new HashSet<>(settings.list(Property.AUDIENCES.under(prefix), Property.AUDIENCES)),
        new HashSet<>(
            Settings.words(
                settings.text(Property.CLAIMS.under(prefix), profile.defaultValue(Property.CLAIMS)),
                ",")),
        times,
        names);
  }

  /**
   * Newest first: by the date from which a key is good, and else the usual one, then the rest; the
   * previous one is the last, whatever its dates.
   */
  private List<SharedKey> keys(
      String issuer, String prefix, Set<MacAlgorithm> algorithms, boolean shortAllowed) {
    SecretStrength strength = SecretStrength.ofSigning(algorithms, shortAllowed);
    List<String> names = settings.names(Property.KEYS.under(prefix), Property.KEYS);
    List<KeyPlace> places = new ArrayList<>();
    if (names.isEmpty() || secrets.isSet(prefix)) {
      places.add(new KeyPlace(USUAL, prefix));
    }
    names.forEach(name -> places.add(new KeyPlace(name, prefix + "key." + name + ".")));
    if (secrets.isSet(prefix + PREVIOUS + ".")) {
      places.add(new KeyPlace(PREVIOUS, prefix + PREVIOUS + "."));
    }
    checkUnlisted(prefix, names);
    List<SharedKey> keys = new ArrayList<>();
    for (KeyPlace place : places) {
      SharedKey key = key(issuer, place, algorithms, strength);
      if (key != null) {
        keys.add(key);
      }
    }
    Comparator<Instant> latestFirst = Comparator.reverseOrder();
    keys.sort(
        Comparator.comparing((SharedKey key) -> key.name().equals(PREVIOUS))
            .thenComparing(SharedKey::from, Comparator.nullsLast(latestFirst)));
    return keys;
  }

  private record KeyPlace(String name, String prefix) {}

  private void checkUnlisted(String prefix, List<String> names) {
    for (String name : settings.namesUnder(prefix + "key.")) {
      String key = name.substring(prefix.length() + 4).replaceFirst("\\..*", "");
      if (!names.contains(key)) {
        settings.mistake(
            name, "is of no use: " + Property.KEYS.under(prefix) + " does not list '" + key + "'");
      }
    }
  }

  private @Nullable SharedKey key(
      String issuer, KeyPlace place, Set<MacAlgorithm> algorithms, SecretStrength strength) {
    SecretReader.Secret secret = secrets.read(place.prefix, strength);
    Instant from = settings.date(Property.FROM.under(place.prefix));
    Instant until = settings.date(Property.UNTIL.under(place.prefix));
    if (from != null && until != null && !from.isBefore(until)) {
      settings.mistake(Property.UNTIL.under(place.prefix), "is not after the key's from date");
      return null;
    }
    if (secret == null) {
      return null;
    }
    String kid = settings.text(Property.KID.under(place.prefix));
    if (kid != null && !SharedKey.isKid(kid)) {
      settings.mistake(
          Property.KID.under(place.prefix), "is not " + SharedKey.KID_FORM + ", as a token's is");
      return null;
    }
    SharedKey key = new SharedKey(place.name, kid, secret.bytes(), algorithms, from, until);
    notes.add(
        "key %s%s: ***%s, %s bytes, from %s%s%s%s"
            .formatted(
                key.name(),
                issuer.equals(TenantsReader.LONE_ISSUER) ? "" : " of issuer " + issuer,
                key.fingerprint(),
                secret.bytes().length,
                secret.origin(),
                kid == null ? "" : ", kid " + kid,
                from == null ? "" : ", from " + from,
                until == null ? "" : ", until " + until));
    if (secret.packaged()) {
      notes.add(
          "WARNING: the secret of key "
              + key.name()
              + " is part of the application's archive; better keep it outside");
    }
    java.util.Arrays.fill(secret.bytes(), (byte) 0);
    return key;
  }
}
