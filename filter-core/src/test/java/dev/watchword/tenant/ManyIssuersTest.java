package dev.watchword.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.ReadSettings;
import dev.watchword.settings.SettingSource;
import dev.watchword.testing.RandomSecrets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Reading many issuers takes no longer for each of them than reading one. */
class ManyIssuersTest {
  /** Counts how often all of its names are gone through. */
  private static final class Counting implements SettingSource {
    private final Map<String, String> values = new LinkedHashMap<>();
    private int listings;

    Counting(int issuers) {
      List<String> names = new ArrayList<>();
      for (int i = 0; i < issuers; i++) {
        names.add("t" + i);
        values.put("watchword.issuer.t" + i + ".secret", RandomSecrets.good());
      }
      values.put("watchword.issuers", String.join(",", names));
    }

    @Override
    public @Nullable Setting find(String name) {
      String value = values.get(name);
      return value == null ? null : new Setting(value, "test", false);
    }

    @Override
    public Collection<String> names() {
      listings++;
      return values.keySet();
    }

    int listingsOfAStart() {
      assertEquals(values.size() - 1, ReadSettings.of(List.of(this)).snapshot().issuers().size());
      return listings;
    }
  }

  @Test
  void allNames_areGoneThroughAsOftenForMany() {
    assertEquals(new Counting(2).listingsOfAStart(), new Counting(60).listingsOfAStart());
  }
}
