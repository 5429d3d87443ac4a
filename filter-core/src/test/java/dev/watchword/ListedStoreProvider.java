package dev.watchword;

import dev.watchword.limit.MemoryStore;
import dev.watchword.limit.Store;
import dev.watchword.limit.StoreProvider;
import dev.watchword.limit.StoreSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Listed in {@code META-INF/services} of the tests. Remembers what it was asked to open. */
public class ListedStoreProvider implements StoreProvider {
  static final List<StoreSettings> OPENED = new ArrayList<>();

  /** So many of what it has opened are closed. */
  static int closed;

  private static final String WRONG = "the host is wrong";

  @Override
  public Set<String> schemes() {
    return Set.of("listed");
  }

  @Override
  public Store open(StoreSettings settings) {
    OPENED.add(settings);
    return switch (String.valueOf(settings.uri().getHost())) {
      case "wrong" -> throw new IllegalArgumentException(WRONG);
      case "broken" -> throw new IllegalStateException(settings.uri().toString());
      case "unlinked" -> throw new NoClassDefFoundError("io/engine/Client");
      case "nothing" -> null;
      default -> new Opened(new MemoryStore(), settings);
    };
  }

  private record Opened(MemoryStore memory, StoreSettings settings) implements SharedStore {
    @Override
    public String describe() {
      return settings.shown();
    }

    @Override
    public void close() {
      closed++;
    }
  }
}
