package dev.watchword.tenant;

import dev.watchword.settings.MpJwtSource;
import dev.watchword.settings.Property;
import dev.watchword.settings.Section;
import dev.watchword.settings.SettingSource;
import dev.watchword.settings.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The tenants that one reading finds: the good ones, the bad ones, and lines about them. */
final class FoundTenants {
  private final List<SettingSource> sources;
  private final Settings settings;
  private final TenantReader reader;
  private final List<Tenant> tenants = new ArrayList<>();
  private final Map<String, List<String>> bad = new LinkedHashMap<>();

  FoundTenants(List<SettingSource> sources, Settings settings, ReadingContext context) {
    this.sources = sources;
    this.settings = settings;
    this.reader = new TenantReader(context);
  }

  List<Tenant> tenants() {
    return List.copyOf(tenants);
  }

  Map<String, Tenant> byName() {
    Map<String, Tenant> byName = new LinkedHashMap<>();
    tenants.forEach(tenant -> byName.put(tenant.issuer().name(), tenant));
    return byName;
  }

  /** The mistakes of those that cannot be used, by their names. */
  Map<String, List<String>> bad() {
    return new LinkedHashMap<>(bad);
  }

  /** Reads those that the settings list, or the one that is set without a name. */
  void read(List<String> names, boolean isAlone) {
    if (isAlone) {
      readLone();
    } else {
      readListed(names);
    }
  }

  private void readLone() {
    Settings own = settings.withOwnMistakes();
    String name = TenantsReader.LONE_ISSUER;
    put(name, reader.read(name, Section.of(own), true), own);
  }

  private void readListed(List<String> names) {
    checkLone();
    for (String name : names) {
      Settings own = settings.withOwnMistakes();
      put(name, reader.read(name, Section.ofIssuer(own, name), false), own);
    }
  }

  /** Those of a folder too, if there is one, and the lines about them. */
  void add(@Nullable TenantFolder folder, List<String> notes) {
    if (folder != null) {
      tenants.addAll(folder.tenants());
      bad.putAll(folder.bad());
      notes.addAll(folder.notes());
    }
  }

  /**
   * At start what is bad is a mistake of the settings. Later there is what is in force in its
   * place, so that what refers to it is not bad, too.
   */
  void judge(@Nullable TenantsReading inForce) {
    if (inForce == null) {
      bad.values().forEach(mistakes -> mistakes.forEach(settings::mistake));
      bad.clear();
    } else {
      Map<String, Tenant> known = inForce.byName();
      bad.keySet().stream().map(known::get).filter(Objects::nonNull).forEach(tenants::add);
    }
  }

  private void put(String name, @Nullable Tenant tenant, Settings own) {
    if (tenant == null || !own.mistakes().isEmpty()) {
      bad.put(name, own.mistakes());
    } else {
      tenants.add(tenant);
    }
  }

  /** Names of MicroProfile JWT may well be set for others in this process; ours are for us. */
  private void checkLone() {
    Settings ours =
        new Settings(sources.stream().filter(one -> !(one instanceof MpJwtSource)).toList());
    for (String name : Property.ofLoneIssuer()) {
      if (ours.text(name) != null) {
        String own = "watchword.issuer.NAME." + name.substring(Property.PREFIX.length());
        settings.mistake(name, "is for a lone issuer, but there are several; set " + own);
      }
    }
  }
}
