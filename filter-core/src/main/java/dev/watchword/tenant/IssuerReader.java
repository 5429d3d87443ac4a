package dev.watchword.tenant;

import dev.watchword.settings.Property;
import dev.watchword.settings.Section;
import dev.watchword.settings.Settings;
import dev.watchword.token.ClaimNames;
import dev.watchword.token.ClaimRules;
import dev.watchword.token.Issuer;
import dev.watchword.token.MacAlgorithm;
import dev.watchword.token.Publishable;
import dev.watchword.token.Relaxation;
import dev.watchword.token.SharedKey;
import dev.watchword.token.TimeRules;
import dev.watchword.token.UseRules;
import dev.watchword.token.UserId;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads an issuer with its keys from one section. */
final class IssuerReader {
  private static final String JTI = "jti";
  private static final int MOST_USED = 10_000_000;

  private final ReadingContext context;

  IssuerReader(ReadingContext context) {
    this.context = context;
  }

  /**
   * The issuer; null where a mistake was noted.
   *
   * @param alone whether it is the only one, and so may confer whatever its tokens say
   */
  @Nullable Issuer read(String name, Section section, boolean alone) {
    Set<Relaxation> relaxations = relaxations(section);
    Set<MacAlgorithm> algorithms = algorithms(section);
    UseRules use = use(section, relaxations);
    ClaimRules rules = use == null ? null : rules(section, relaxations, use);
    boolean shortAllowed = relaxations.contains(Relaxation.SHORTSECRET);
    List<SharedKey> keys = new KeyReader(name, algorithms, shortAllowed, context).read(section);
    List<String> faults = keys.isEmpty() ? List.of() : Issuer.faults(name, keys, shortAllowed);
    faults.forEach(section::mistake);
    if (keys.isEmpty() || !faults.isEmpty() || use == null || rules == null) {
      return null;
    }
    String selector = section.given(Property.SELECTOR);
    return new Issuer(
        name,
        selector == null ? name : selector,
        keys,
        rules,
        relaxations,
        alone && !section.isSet(Property.GRANTS) ? null : Set.copyOf(section.list(Property.GRANTS)),
        Publishable.NONE,
        use,
        false,
        alone ? null : section.date(Property.ISSUER_ENFORCE_FROM)); // a lone one has that of all
  }

  private static @Nullable UseRules use(Section section, Set<Relaxation> relaxations) {
    boolean revocable = isOn(section, Property.REVOCATION);
    boolean singleUse = isOn(section, Property.SINGLEUSE);
    List<String> claims = section.list(Property.REVOCATION_CLAIMS);
    if (!revocable && !claims.isEmpty()) {
      section.mistake(
          Property.REVOCATION_CLAIMS,
          "is of no use: " + section.name(Property.REVOCATION) + " is not on");
    }
    if (singleUse && relaxations.contains(Relaxation.NOEXP)) {
      section.mistake(
          Property.SINGLEUSE,
          "is on, but tokens need no exp (noexp): one without an end would have to be remembered"
              + " for ever");
      return null;
    }
    Integer quota =
        section.read(Property.SINGLEUSE_QUOTA, text -> Settings.number(text, 1, MOST_USED));
    return new UseRules(
        revocable, claims, singleUse, quota == null ? UseRules.DEFAULT_QUOTA : quota);
  }

  private static boolean isOn(Section section, Property property) {
    return section.oneOf(property, "on", "off").equals("on");
  }

  private static Set<Relaxation> relaxations(Section section) {
    Set<Relaxation> relaxations = EnumSet.noneOf(Relaxation.class);
    relaxations.addAll(section.profile().relaxations());
    for (String word : section.list(Property.RELAX)) {
      Relaxation relaxation =
          section.read(
              Property.RELAX,
              word,
              text -> Settings.oneOf(Relaxation.values(), Relaxation::configName, text));
      if (relaxation != null) {
        relaxations.add(relaxation);
      }
    }
    return relaxations;
  }

  private static Set<MacAlgorithm> algorithms(Section section) {
    Set<MacAlgorithm> algorithms = EnumSet.noneOf(MacAlgorithm.class);
    for (String word : section.list(Property.ALGORITHMS)) {
      MacAlgorithm algorithm = MacAlgorithm.ofName(word);
      if (algorithm == null) {
        section.mistake(
            Property.ALGORITHMS, "names '" + word + "'; there are HS256, HS384 and HS512");
      } else {
        algorithms.add(algorithm);
      }
    }
    return algorithms.isEmpty() ? EnumSet.of(MacAlgorithm.HS256) : algorithms;
  }

  private static @Nullable ClaimRules rules(
      Section section, Set<Relaxation> relaxations, UseRules use) {
    TimeRules times = times(section, !relaxations.contains(Relaxation.NOEXP));
    if (times == null) {
      return null;
    }
    String given = section.text(Property.ISS);
    String iss = given.isEmpty() ? null : given;
    if (iss != null && !UserId.isGood(iss)) {
      section.mistake(Property.ISS, "is not 1 to 256 characters without controls");
      return null;
    }
    ClaimNames names = names(section, relaxations.contains(Relaxation.NUMERICNAME));
    Set<String> audiences = new HashSet<>(section.list(Property.AUDIENCES));
    Set<String> required = new HashSet<>(section.list(Property.CLAIMS));
    if (use.singleUse() || (use.revocable() && !relaxations.contains(Relaxation.NOJTI))) {
      required.add(JTI);
    }
    return names == null
        ? null
        : section.read(
            Property.CLAIMS, text -> new ClaimRules(iss, audiences, required, times, names));
  }

  private static @Nullable ClaimNames names(Section section, boolean numeric) {
    ClaimNames usual = ClaimNames.DEFAULT;
    String name =
        section.read(
            Property.NAMECLAIM, text -> new ClaimNames(text, usual.roles(), usual.scope()).name());
    String roles =
        section.read(
            Property.ROLESCLAIM, text -> new ClaimNames(usual.name(), text, usual.scope()).roles());
    String scope =
        section.read(
            Property.SCOPECLAIM, text -> new ClaimNames(usual.name(), usual.roles(), text).scope());
    return name == null || roles == null || scope == null
        ? null
        : new ClaimNames(name, roles, scope, numeric);
  }

  private static @Nullable TimeRules times(Section section, boolean expRequired) {
    Duration leeway = section.duration(Property.LEEWAY);
    if (leeway == null) {
      return null;
    }
    if (leeway.compareTo(TimeRules.GREATEST_LEEWAY) > 0) {
      section.mistake(Property.LEEWAY, "is more than 300s; fix the clocks instead");
      return null;
    }
    return new TimeRules(
        leeway,
        section.duration(Property.MAXAGE),
        section.duration(Property.MAXLIFETIME),
        expRequired);
  }
}
