package dev.watchword.redis;

import dev.watchword.limit.Store;
import dev.watchword.limit.StoreProvider;
import dev.watchword.limit.StoreSettings;
import java.util.Set;

/**
 * Opens stores in Redis or Valkey: {@code redis://}, {@code rediss://} with TLS, and for a cluster
 * {@code redis+cluster://} and {@code rediss+cluster://}.
 */
public final class RedisStoreProvider implements StoreProvider {
  @Override
  public Set<String> schemes() {
    return RedisUrl.SCHEMES;
  }

  @Override
  public Store open(StoreSettings settings) {
    return RedisStore.open(settings, System::nanoTime);
  }
}
