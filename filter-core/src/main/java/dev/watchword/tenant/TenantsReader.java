package dev.watchword.tenant;

import dev.watchword.http.IssuerResolver;
import dev.watchword.issue.Client;
import dev.watchword.settings.MpJwtSource;
import dev.watchword.settings.Property;
import dev.watchword.settings.SettingSource;
import dev.watchword.settings.Settings;
import dev.watchword.settings.SettingsException;
import dev.watchword.token.Issuer;
import dev.watchword.token.IssuerSource;
import dev.watchword.token.KeyRing;
import dev.watchword.token.SharedKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the issuers and their keys: at start, and again whenever it is asked to, for secrets change
 * while an application runs.
 */
public final class TenantsReader {
  public static final String LONE_ISSUER = "default";

  /** More than these are counted in the summary, not listed. */
  public static final int MOST_LISTED = 20;

  private final List<SettingSource> sources;
  private final @Nullable IssuerSource keySource;
  private final Set<String> names = new HashSet<>();
  private @Nullable TenantFolder folder;

  /** As it was at start: requests go on being picked by that. */
  private @Nullable IssuerResolver choice;

  public TenantsReader(List<SettingSource> sources, @Nullable IssuerSource keySource) {
    this.sources = List.copyOf(sources);
    this.keySource = keySource;
  }

  /**
   * One reading.
   *
   * @param tenants the same issuers by their names, with all that is set for them
   * @param clients by their ids
   * @param notes sentences for the operator, without a secret
   */
  public record Ring(
      KeyRing keys, Map<String, Tenant> tenants, Map<String, Client> clients, List<String> notes) {
    /** Whether both have the same issuers, in the same order, with the same keys and clients. */
    boolean hasTenantsOf(Ring other) {
      return List.copyOf(tenants.values()).equals(List.copyOf(other.tenants.values()))
          && clients.equals(other.clients);
    }
  }

  /** Reads the issuers anew; throws {@link SettingsException} with every mistake. */
  public Ring readAgain() {
    Settings settings = new Settings(sources);
    Ring ring = read(settings);
    if (ring == null || !settings.mistakes().isEmpty()) {
      throw new SettingsException(settings.mistakes());
    }
    return ring;
  }

  /** The issuers; null where a mistake was noted. */
  public @Nullable Ring read(Settings settings) {
    TenantReader reader = new TenantReader(settings);
    List<Tenant> tenants = new ArrayList<>();
    List<String> several = settings.names(Property.ISSUERS.documentedName(), Property.ISSUERS);
    boolean hasFolder = settings.text(Property.ISSUERS_LOCATION.documentedName()) != null;
    boolean alone = several.isEmpty() && !hasFolder && keySource == null;
    if (alone) {
      add(tenants, reader.read(LONE_ISSUER, Property.PREFIX, true));
    } else {
      checkLone(settings);
    }
    for (String name : several) {
      add(tenants, reader.read(name, Property.PREFIX + "issuer." + name + ".", false));
    }
    checkUnlisted(settings, several);
    List<String> notes = new ArrayList<>(reader.notes());
    if (hasFolder) {
      tenants.addAll(inFolder(settings, notes));
    }
    List<Issuer> issuers = tenants.stream().map(Tenant::issuer).toList();
    Map<String, Tenant> byName = new LinkedHashMap<>();
    tenants.forEach(tenant -> byName.put(tenant.issuer().name(), tenant));
    Map<String, Client> clients = new ClientReader(settings, byName).read(notes);
    names.clear();
    for (Issuer issuer : issuers) {
      if (!names.add(issuer.name())) {
        settings.mistake(
            Property.ISSUERS_LOCATION.documentedName(),
            "has a file for issuer '" + issuer.name() + "', which watchword.issuers lists as well");
      }
    }
    IssuerResolver by = choice == null ? choice(settings) : choice;
    choice = by;
    checkTogether(settings, issuers, by);
    new SecretReuseCheck(settings).check(tenants, clients.values());
    if (keySource != null && by.by() == IssuerResolver.By.KID) {
      settings.mistake(
          Property.CHOOSE.documentedName(),
          "is kid, by which an IssuerSource is never asked; set iss, host, header NAME or query NAME");
    }
    if (!settings.mistakes().isEmpty() || (issuers.isEmpty() && keySource == null)) {
      if (settings.mistakes().isEmpty()) {
        settings.mistake(
            "watchword.issuers.location holds no issuer; put a file with a secret there");
      }
      return null;
    }
    KeyRing.IssuerLookup picks = alone ? KeyRing.IssuerLookup.NOTHING : picks(by);
    KeyRing ring = new KeyRing(issuers, picks, keySource);
    return new Ring(ring, byName, clients, notes(issuers, notes));
  }

  private static KeyRing.IssuerLookup picks(IssuerResolver choice) {
    return switch (choice.by()) {
      case KID -> KeyRing.IssuerLookup.KID;
      case ISS -> KeyRing.IssuerLookup.ISS;
      case HOST, HEADER, QUERY -> KeyRing.IssuerLookup.REQUEST;
    };
  }

  /** Names of MicroProfile JWT may well be set for others in this process; ours are for us. */
  private void checkLone(Settings settings) {
    Settings ours =
        new Settings(sources.stream().filter(one -> !(one instanceof MpJwtSource)).toList());
    for (String name : Property.ofLoneIssuer()) {
      if (ours.text(name) != null) {
        String own = "watchword.issuer.NAME." + name.substring(Property.PREFIX.length());
        settings.mistake(name, "is for a lone issuer, but there are several; set " + own);
      }
    }
  }

  private static void add(List<Tenant> tenants, @Nullable Tenant tenant) {
    if (tenant != null) {
      tenants.add(tenant);
    }
  }

  private static IssuerResolver choice(Settings settings) {
    try {
      return IssuerResolver.of(settings.text(Property.CHOOSE.documentedName(), Property.CHOOSE));
    } catch (IllegalArgumentException notedElsewhere) {
      return IssuerResolver.KID;
    }
  }

  private List<Tenant> inFolder(Settings settings, List<String> notes) {
    String location = settings.text(Property.ISSUERS_LOCATION.documentedName(), "");
    if (folder == null || !folder.isAt(location)) {
      folder = new TenantFolder(location, InstantSource.system());
    }
    return folder.read(settings, notes);
  }

  private static void checkUnlisted(Settings settings, List<String> several) {
    String prefix = Property.PREFIX + "issuer.";
    for (String name : settings.namesUnder(prefix)) {
      String issuer = name.substring(prefix.length()).replaceFirst("\\..*", "");
      if (!several.contains(issuer)) {
        settings.mistake(name, "is of no use: watchword.issuers does not list '" + issuer + "'");
      }
    }
  }

  private static void checkTogether(
      Settings settings, List<Issuer> issuers, IssuerResolver choice) {
    Map<Object, String> secrets = new HashMap<>();
    Map<String, String> selectors = new HashMap<>();
    Map<String, String> kids = new HashMap<>();
    for (Issuer issuer : issuers) {
      String iss = issuer.rules().iss();
      if (choice.by() == IssuerResolver.By.ISS && iss == null) {
        settings.mistake("issuer '" + issuer.name() + "' has no iss, by which it would be picked");
      }
      boolean lower = issuer.selector().equals(issuer.selector().toLowerCase(Locale.ROOT));
      if (choice.by() == IssuerResolver.By.HOST && !lower) {
        settings.mistake(
            "issuer '"
                + issuer.name()
                + "' has a selector with capitals; hosts are compared in"
                + " lower case");
      }
      String selector =
          choice.by() == IssuerResolver.By.ISS && iss != null ? iss : issuer.selector();
      unique(settings, selectors, selector, issuer, "are picked by the same '" + selector + "'");
      for (SharedKey key : issuer.keys()) {
        unique(settings, secrets, key.identity(), issuer, "have the same secret");
        if (key.kid() != null && choice.by() == IssuerResolver.By.KID) {
          unique(settings, kids, key.kid(), issuer, "have the same kid '" + key.kid() + "'");
        }
      }
    }
  }

  private static <T> void unique(
      Settings settings, Map<T, String> seen, T value, Issuer issuer, String complaint) {
    String other = seen.put(value, issuer.name());
    if (other != null && !other.equals(issuer.name())) {
      settings.mistake("issuers '" + other + "' and '" + issuer.name() + "' " + complaint);
    }
  }

  private static List<String> notes(List<Issuer> issuers, List<String> notes) {
    if (issuers.size() > MOST_LISTED) {
      return List.of(issuers.size() + " issuers");
    }
    List<String> lines = new ArrayList<>();
    issuers.forEach(issuer -> lines.addAll(TenantSummary.of(issuer)));
    lines.addAll(notes);
    return lines;
  }

  /** Whether a rule may name this issuer: with a folder or a key source any might come. */
  public boolean mayKnow(String issuer) {
    return names.contains(issuer)
        || ((folder != null || keySource != null) && issuer.matches(Property.NAME));
  }

  /** Whether there is one issuer only, which is set without a name. */
  public boolean isAlone() {
    return names.equals(Set.of(LONE_ISSUER));
  }

  /** How often to read again; null for never. */
  public static @Nullable Duration refresh(Settings settings) {
    String name = Property.REFRESH.documentedName();
    return "off".equals(settings.text(name)) ? null : settings.duration(name, Property.REFRESH);
  }
}
