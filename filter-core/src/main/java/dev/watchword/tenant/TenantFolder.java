package dev.watchword.tenant;

import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A folder with a file for each issuer, as it was read.
 *
 * @param files by the names of their issuers, in that order
 */
record TenantFolder(String location, SortedMap<String, TenantFile> files) {
  TenantFolder {
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
   * @param stamp by which it is known again; null where it may change and look the same
   * @param notes lines about its tenant for the start-up summary
   */
  record TenantFile(@Nullable Stamp stamp, Tenant tenant, List<String> notes) {}

  /** What a file was like when it was read. A symbolic link that was turned shows in the key. */
  record Stamp(long modified, long size, @Nullable Object key) {
    static Stamp of(BasicFileAttributes attributes) {
      return new Stamp(
          attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
          attributes.size(),
          attributes.fileKey());
    }
  }
}
