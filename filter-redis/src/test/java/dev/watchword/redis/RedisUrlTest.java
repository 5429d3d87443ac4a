package dev.watchword.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.limit.StoreProvider;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslVerifyMode;
import java.net.URI;
import java.time.Duration;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisUrlTest {
  private static RedisUrl url(String text) {
    return RedisUrl.of(URI.create(text));
  }

  @Test
  void url_isReadInFull() {
    assertEquals(
        new RedisUrl(false, false, "localhost", 6379, 0, null, null), url("redis://localhost"));
    assertEquals(
        new RedisUrl(true, false, "r.example", 6380, 3, "ann", "p"),
        url("rediss://ann:p@r.example:6380/3"));
    assertEquals(
        new RedisUrl(false, true, "10.0.0.1", 7000, 0, null, "p"),
        url("redis+cluster://:p@10.0.0.1:7000/"));
    assertEquals(
        new RedisUrl(true, true, "[::1]", 6379, 0, null, null), url("rediss+cluster://[::1]"));
  }

  @Test // as redis-cli has it
  void userInfoWithoutColon_isPassword() {
    assertNull(url("redis://secret@localhost").user());
    assertEquals("secret", url("redis://secret@localhost").password());
  }

  @Test
  void charactersOfPassword_areWrittenAsPercentAndPlusIsItself() {
    assertEquals("a:b@c/d+e%\u00f6 ", url("redis://u:a%3Ab%40c%2Fd+e%25%C3%B6%20@h").password());
    assertEquals("a:b", url("redis://u:a:b@h").password());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis://u:s3cr3t@host_name",
        "redis://u:s3cr3t@a,b:7000",
        "redis:///0",
        "redis://u:s3cr3t@host/zero",
        "redis://u:s3cr3t@host/0/1",
        "redis+cluster://u:s3cr3t@host/1",
        "redis://u:s3cr3t@host?timeout=5s",
        "redis://u:s3cr3t@host#x",
        "redis://u:%zz@host"
      })
  void wrongUrl_isRefusedWithoutShowingPassword(String text) {
    URI uri;
    try {
      uri = URI.create(text);
    } catch (IllegalArgumentException noUri) {
      return;
    }
    String message =
        assertThrows(IllegalArgumentException.class, () -> RedisUrl.of(uri)).getMessage();
    assertTrue(message.contains(uri.getScheme() + " URL"), message);
    assertFalse(message.contains("s3cr3t"), message);
  }

  @Test
  void tls_checksCertificateAndName() {
    RedisURI uri = url("rediss://h").forLettuce(Duration.ofSeconds(1));
    assertTrue(uri.isSsl());
    assertEquals(SslVerifyMode.FULL, uri.getVerifyMode());
    assertFalse(url("redis://h").forLettuce(Duration.ofSeconds(1)).isSsl());
  }

  @Test
  void url_showsNoCredentials() {
    RedisUrl url = url("redis://ann:s3cr3t@localhost");
    assertEquals("RedisUrl[localhost:6379]", url.toString());
    String lettuce = url.forLettuce(Duration.ofSeconds(1)).toString();
    assertFalse(lettuce.contains("s3cr3t"), lettuce);
  }

  @Test
  void provider_isFoundByItsSchemes() {
    Set<String> schemes =
        StreamSupport.stream(ServiceLoader.load(StoreProvider.class).spliterator(), false)
            .flatMap(provider -> provider.schemes().stream())
            .collect(Collectors.toSet());
    assertEquals(Set.of("redis", "rediss", "redis+cluster", "rediss+cluster"), schemes);
  }
}
