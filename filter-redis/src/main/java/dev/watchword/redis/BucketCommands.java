package dev.watchword.redis;

import io.github.bucket4j.redis.lettuce.RedisApi;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.util.function.Supplier;

/**
 * What Bucket4j asks of Redis, whatever connection there is at the time. Any type of key, since
 * Bucket4j hands over an array of objects for the keys.
 */
record BucketCommands<K>(Supplier<RedisClusterAsyncCommands<K, byte[]>> redis)
    implements RedisApi<K> {
  @Override
  public <V> RedisFuture<V> eval(
      String script, ScriptOutputType answer, K[] keys, byte[][] arguments) {
    return redis.get().eval(script, answer, keys, arguments);
  }

  @Override
  public RedisFuture<byte[]> get(K key) {
    return redis.get().get(key);
  }

  @Override
  public RedisFuture<?> delete(K key) {
    throw new UnsupportedOperationException("a bucket ends by itself");
  }
}
