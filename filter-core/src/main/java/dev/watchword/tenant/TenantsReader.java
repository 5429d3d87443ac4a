package dev.watchword.tenant;

import dev.watchword.http.IssuerResolver;
import dev.watchword.issue.Client;
import dev.watchword.settings.MpJwtSource;
import dev.watchword.settings.Property;
import dev.watchword.settings.Section;
import dev.watchword.settings.SettingSource;
import dev.watchword.settings.Settings;
import dev.watchword.settings.SettingsException;
import dev.watchword.token.IssuerSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the issuers and their keys: at start, and again whenever it is asked to, for secrets change
 * while an application runs. It keeps nothing of what it read.
 */
public final class TenantsReader {
  public static final String LONE_ISSUER = "default";

  private final List<SettingSource> sources;
  private final @Nullable IssuerSource issuerSource;

  public TenantsReader(List<SettingSource> sources, @Nullable IssuerSource issuerSource) {
    this.sources = List.copyOf(sources);
    this.issuerSource = issuerSource;
  }

  /**
   * What there is at start; whether it is of use, the mistakes noted with the settings say.
   *
   * @param now a key that has ended by then may be without its secret
   */
  public TenantsReading read(Settings settings, Instant now) {
    TenantsReading reading = read(settings, null, now);
    TenantsTogetherCheck.check(settings, reading);
    return reading;
  }

  /**
   * What there is now, with the mistakes of single tenants apart; throws {@link SettingsException}
   * with every mistake that is not one tenant's. What tenants make wrong together, {@link
   * #conflicts} tells.
   *
   * @param before an earlier reading: requests go on being picked by what it picks by, and files
   *     that have not changed since are not understood again
   */
  TenantsReading readAgain(TenantsReading before, Instant now) {
    Settings settings = new Settings(sources);
    TenantsReading reading = read(settings, before, now);
    if (!settings.mistakes().isEmpty()) {
      throw new SettingsException(settings.mistakes());
    }
    return reading;
  }

  /** The mistakes that these tenants make together. */
  List<String> conflicts(TenantsReading reading) {
    Settings settings = new Settings(sources);
    TenantsTogetherCheck.check(settings, reading);
    return settings.mistakes();
  }

  private TenantsReading read(Settings settings, @Nullable TenantsReading before, Instant now) {
    Section section = Section.of(settings);
    List<String> names = section.names(Property.ISSUERS);
    String location = section.given(Property.ISSUERS_LOCATION);
    boolean isAlone = names.isEmpty() && location == null && issuerSource == null;
    TenantNotes tenantNotes = new TenantNotes();
    TenantReader reader = new TenantReader(new ReadingContext(now, tenantNotes));
    Map<String, List<String>> bad = new LinkedHashMap<>();
    List<Tenant> tenants = isAlone ? lone(section, reader) : listed(settings, names, reader, bad);
    section.checkListed(Property.ISSUERS, names, "issuer");
    List<String> notes = tenantNotes.inOrder();
    TenantFolder folder = folder(settings, location, names, before, now);
    if (folder != null) {
      tenants.addAll(folder.tenants());
      notes.addAll(folder.notes());
      bad.putAll(folder.bad());
    }
    judge(bad, settings, tenants, before);
    Map<String, Client> clients = new ClientReader(section, byName(tenants)).read(notes);
    return new TenantsReading(
        isAlone,
        tenants,
        clients,
        TenantSummary.of(tenants, notes),
        before == null ? resolver(section) : before.resolver(),
        issuerSource,
        folder,
        bad);
  }

  /**
   * At start what is bad is a mistake of the settings. Later there is what was before in its place,
   * so that what refers to it is not bad, too.
   */
  private static void judge(
      Map<String, List<String>> bad,
      Settings settings,
      List<Tenant> tenants,
      @Nullable TenantsReading before) {
    if (before == null) {
      bad.values().forEach(mistakes -> mistakes.forEach(settings::mistake));
      bad.clear();
    } else {
      Map<String, Tenant> known = before.byName();
      bad.keySet().stream().map(known::get).filter(Objects::nonNull).forEach(tenants::add);
    }
  }

  private static List<Tenant> lone(Section section, TenantReader reader) {
    List<Tenant> tenants = new ArrayList<>();
    Tenant tenant = reader.read(LONE_ISSUER, section, true);
    if (tenant != null) {
      tenants.add(tenant);
    }
    return tenants;
  }

  private List<Tenant> listed(
      Settings settings, List<String> names, TenantReader reader, Map<String, List<String>> bad) {
    checkLone(settings);
    List<Tenant> tenants = new ArrayList<>();
    for (String name : names) {
      Settings own = settings.withOwnMistakes();
      Tenant tenant = reader.read(name, Section.ofIssuer(own, name), false);
      if (!own.mistakes().isEmpty()) {
        bad.put(name, own.mistakes());
      } else if (tenant != null) {
        tenants.add(tenant);
      }
    }
    return tenants;
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

  private static @Nullable TenantFolder folder(
      Settings settings,
      @Nullable String location,
      List<String> listed,
      @Nullable TenantsReading before,
      Instant now) {
    if (location == null) {
      return null;
    }
    return new TenantFolderReader(settings, listed, now)
        .read(location, before == null ? null : before.folder());
  }

  private static Map<String, Tenant> byName(List<Tenant> tenants) {
    Map<String, Tenant> byName = new LinkedHashMap<>();
    tenants.forEach(tenant -> byName.put(tenant.issuer().name(), tenant));
    return byName;
  }

  /** A mistake in it is noted by the guard, which reads it too. */
  private static IssuerResolver resolver(Section section) {
    try {
      return IssuerResolver.of(section.text(Property.CHOOSE));
    } catch (IllegalArgumentException notedElsewhere) {
      return IssuerResolver.KID;
    }
  }

  /** How often to read again; null for never. */
  public static @Nullable Duration refresh(Section section) {
    return "off".equals(section.given(Property.REFRESH))
        ? null
        : section.duration(Property.REFRESH);
  }
}
