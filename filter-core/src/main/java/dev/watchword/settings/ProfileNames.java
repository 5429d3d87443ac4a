package dev.watchword.settings;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names of settings that count under one {@code mp.config.profile} alone. */
final class ProfileNames {
  private ProfileNames() {}

  /** The bare name of one for a profile, such as {@code %prod.watchword.iss}. */
  static String withoutProfile(String name) {
    return name.startsWith("%") ? name.substring(name.indexOf('.') + 1) : name;
  }

  /** The bare names of those that count under a profile. */
  static List<String> under(@Nullable String profile, Collection<String> names) {
    return names.stream()
        .filter(name -> !name.startsWith("%") || name.startsWith("%" + profile + "."))
        .map(ProfileNames::withoutProfile)
        .distinct()
        .toList();
  }
}
