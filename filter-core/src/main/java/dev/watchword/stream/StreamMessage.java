package dev.watchword.stream;

import dev.watchword.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is said on a stream about its token. Whatever stands in it is a number or a word of our own,
 * so nothing has to be escaped.
 *
 * @param type the event's name, which the text repeats
 * @param json one object on one line
 */
public record StreamMessage(String type, String json) {
  private static final String UPDATE = "update_token";

  /** Beside the token, in a message that brings one. */
  private static final int ROOM_FOR_MEMBERS = 256;

  /** The stream is open, and is known by this id. */
  static StreamMessage opened(String id, @Nullable Instant expiresAt) {
    return of("stream_opened", "\"id\":\"" + id + "\"" + and(expiresAt));
  }

  /** The token expires soon. */
  static StreamMessage expiring(Instant expiresAt) {
    return of("token_expiring", and(expiresAt).substring(1));
  }

  /** A newer token is in its place. */
  static StreamMessage updated(@Nullable Instant expiresAt) {
    return new StreamMessage("token_updated", "{\"type\":\"token_updated\"" + and(expiresAt) + "}");
  }

  /** The newer token is not accepted. */
  static StreamMessage refused(String code) {
    return of("update_refused", "\"code\":\"" + code + "\"");
  }

  /** Nothing follows. */
  public static StreamMessage closing(StreamEnd end) {
    return of("stream_closing", "\"code\":" + end.code() + ",\"reason\":\"" + end.reason() + "\"");
  }

  private static StreamMessage of(String type, String members) {
    return new StreamMessage(type, "{\"type\":\"" + type + "\"," + members + "}");
  }

  private static String and(@Nullable Instant expiresAt) {
    return expiresAt == null ? "" : ",\"expires_at\":" + expiresAt.getEpochSecond();
  }

  /**
   * The token of a message {@code {"type":"update_token","token":"..."}}; empty where it has none,
   * and null where this is another message, as every text is that is longer than such a message can
   * be.
   *
   * @param longest the greatest length of a token
   */
  static @Nullable String tokenOf(String text, int longest) {
    if (text.length() > longest + ROOM_FOR_MEMBERS || !text.contains(UPDATE)) {
      return null;
    }
    Map<String, @Nullable Object> members = StrictJson.read(text.getBytes(StandardCharsets.UTF_8));
    if (members == null || !UPDATE.equals(members.get("type"))) {
      return null;
    }
    return members.get("token") instanceof String token ? token : "";
  }
}
