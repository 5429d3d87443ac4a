package dev.watchword.redis;

import dev.watchword.limit.Subject;
import dev.watchword.limit.UsedTokens;
import io.lettuce.core.ScriptOutputType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Used tokens: a key for each, and for each issuer a list of them by their end, for its quota. */
final class RedisUsedTokens implements UsedTokens {
  private static final Script USE = Script.of("use.lua", ScriptOutputType.VALUE);

  private final RedisLink link;
  private final Keys keys;

  RedisUsedTokens(RedisLink link, Keys keys) {
    this.link = link;
    this.keys = keys;
  }

  @Override
  public Use use(Subject token, Duration keep, int quota) {
    String[] touched = {keys.used(token), keys.used(token.issuer())};
    String millis = Long.toString(Math.max(1, Millis.of(keep)));
    byte[] answer =
        link.<byte[]>ask(
            redis -> USE.run(redis, touched, token.hash(), millis, Integer.toString(quota)));
    return Use.valueOf(new String(answer, StandardCharsets.US_ASCII));
  }
}
