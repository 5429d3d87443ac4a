package dev.watchword.redis;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** Lua that Redis runs as one step. Called by its hash, and sent only where Redis lacks it. */
final class Script {
  private final String source;
  private final String hash;
  private final ScriptOutputType answer;

  private Script(String source, ScriptOutputType answer) {
    this.source = source;
    this.hash = sha1(source);
    this.answer = answer;
  }

  /** The file of that name beside this class. */
  static Script of(String file, ScriptOutputType answer) {
    try (InputStream in = Objects.requireNonNull(Script.class.getResourceAsStream(file), file)) {
      return new Script(new String(in.readAllBytes(), StandardCharsets.UTF_8), answer);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  <T> CompletionStage<T> run(
      RedisClusterAsyncCommands<String, byte[]> redis, String[] keys, String... arguments) {
    byte[][] values =
        Stream.of(arguments)
            .map(each -> each.getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new);
    CompletionStage<T> known = redis.evalsha(hash, answer, keys, values);
    return known.exceptionallyCompose(
        failed ->
            isUnknown(failed)
                ? redis.eval(source, answer, keys, values)
                : CompletableFuture.failedFuture(failed));
  }

  private static boolean isUnknown(Throwable failed) {
    Throwable cause = failed instanceof CompletionException ? failed.getCause() : failed;
    return cause instanceof RedisNoScriptException;
  }

  private static String sha1(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
