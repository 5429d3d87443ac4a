package dev.watchword.tenant;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A folder with a file for each issuer, as it was read.
 *
 * @param files by the names of their issuers, in that order
 * @param bad the mistakes of the other files, by the names of their issuers
 */
record TenantFolder(
    String location, SortedMap<String, TenantFile> files, Map<String, List<String>> bad) {
  TenantFolder {
    bad = Collections.unmodifiableMap(new TreeMap<>(bad));
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  List<Tenant> tenants() {
    return files.values().stream().map(TenantFile::tenant).toList();
  }

  /** Lines for the start-up summary. */
  List<String> notes() {
    return files.values().stream().flatMap(file -> file.notes().stream()).toList();
  }

  /**
   * A file that was read.
   *
   * @param content equal for the same text; null where more than the text counts
   * @param notes lines about its tenant for the start-up summary
   */
  record TenantFile(@Nullable Object content, Tenant tenant, List<String> notes) {}
}
