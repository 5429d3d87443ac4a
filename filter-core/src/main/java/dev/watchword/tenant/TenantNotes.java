package dev.watchword.tenant;

import java.util.ArrayList;
import java.util.List;

/** Lines about tenants for the start-up summary, gathered while they are read: keys come first. */
final class TenantNotes {
  private final List<String> keys = new ArrayList<>();
  private final List<String> others = new ArrayList<>();

  void ofKey(String line) {
    keys.add(line);
  }

  void add(String line) {
    others.add(line);
  }

  List<String> inOrder() {
    List<String> all = new ArrayList<>(keys);
    all.addAll(others);
    return all;
  }
}
