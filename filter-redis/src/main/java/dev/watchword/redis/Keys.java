package dev.watchword.redis;

import dev.watchword.limit.Bucket;
import dev.watchword.limit.RateLimit;
import dev.watchword.limit.Subject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The names of all keys, as {@code docs/redis.md} has them. None is longer for what a client sends.
 * What one command needs together has one hash tag, {@code {...}}, and so is on one node of a
 * cluster.
 */
record Keys(String prefix) {

  /** One for each limit, too: a limit that is changed begins anew. */
  String bucket(Bucket bucket, RateLimit limit) {
    String policy = bucket.policy();
    String what =
        String.join(
            " ",
            Integer.toString(policy.length()),
            policy,
            Integer.toString(limit.permits()),
            limit.period().toString(),
            Integer.toString(limit.burst()),
            bucket.key());
    return prefix + ":bucket:" + bucket.table().code() + ":" + sha256(what);
  }

  /** The used tokens of an issuer, by the time at which they can be forgotten. */
  String used(String issuer) {
    return prefix + ":used:" + tag(issuer);
  }

  String used(Subject token) {
    return used(token.issuer()) + ":" + token.hash();
  }

  String revoked(Subject subject) {
    return prefix
        + ":revoked:"
        + tag(subject.issuer())
        + ":"
        + subject.kind().code()
        + ":"
        + subject.hash();
  }

  /** The nodes, by the time at which they last said that they are there. */
  String nodes() {
    return prefix + ":{nodes}";
  }

  /** What is there as long as Redis remembers. */
  String since() {
    return nodes() + ":since";
  }

  /** Without braces, which an issuer's name may have: those of a tag must be the only ones. */
  private static String tag(String issuer) {
    return "{" + URLEncoder.encode(issuer, StandardCharsets.UTF_8) + "}";
  }

  private static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
