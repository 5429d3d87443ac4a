package dev.watchword.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.watchword.limit.StoreSettings;
import dev.watchword.limit.Subject;
import dev.watchword.limit.UsedTokens.Use;
import io.lettuce.core.RedisConnectionException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code rediss://}: nothing is said to a server whose certificate is not good for its host. */
class RedisTlsTest {
  private static final String TRUST_STORE = "javax.net.ssl.trustStore";
  private static final String STORE_PASSWORD = "changeit"; // what the JVM's own trust store has
  private static final Subject TOKEN = Subject.token("acme", "once");

  @TempDir private Path folder;
  private final List<AutoCloseable> opened = new ArrayList<>();

  private <T extends AutoCloseable> T open(T thing) {
    opened.add(0, thing);
    return thing;
  }

  @AfterEach
  void close() throws Exception {
    System.clearProperty(TRUST_STORE);
    System.clearProperty(TRUST_STORE + "Password");
    for (AutoCloseable each : opened) {
      each.close();
    }
  }

  private void keytool(String keystore, String options, String... more) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(options.split(" ")));
    command.addAll(List.of("-alias", "redis", "-storetype", "PKCS12"));
    command.addAll(List.of("-storepass", STORE_PASSWORD));
    command.addAll(List.of("-keystore", folder.resolve(keystore).toString()));
    command.addAll(List.of(more));
    assertEquals(0, new ProcessBuilder(command).start().waitFor());
  }

  /** A certificate that signs itself, in a store with its key and in one that trusts it. */
  private void certificate(String name, String goodFor) throws Exception {
    String file = folder.resolve(name + ".cer").toString();
    keytool(name, "-genkeypair -keyalg EC -dname CN=redis", "-ext", "san=" + goodFor);
    keytool(name, "-exportcert", "-file", file);
    keytool(trusted(name), "-importcert -noprompt", "-file", file);
  }

  private static String trusted(String name) {
    return name + "-trusted";
  }

  private ServerSocketFactory sockets(String certificate) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder.resolve(certificate))) {
      keys.load(in, STORE_PASSWORD.toCharArray());
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, STORE_PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context.getServerSocketFactory();
  }

  /** Over a server with that certificate, where the JVM trusts the other. */
  private RedisStore store(String certificate, String trusted) throws Exception {
    System.setProperty(TRUST_STORE, folder.resolve(trusted(trusted)).toString());
    System.setProperty(TRUST_STORE + "Password", STORE_PASSWORD);
    RedisProcess redis = open(RedisProcess.start());
    TcpProxy network = open(new TcpProxy(redis.port(), sockets(certificate)));
    URI uri = URI.create("rediss://127.0.0.1:" + network.port());
    Duration timeout = Duration.ofSeconds(2);
    return open(
        RedisStore.open(
            new StoreSettings(uri, "watchword", timeout, Duration.ZERO), System::nanoTime));
  }

  private static Use use(RedisStore store) {
    return store.usedTokens().use(TOKEN, Duration.ofHours(1), 10);
  }

  @Test
  void trustedCertificateOfHost_isSpokenTo() throws Exception {
    certificate("own", "ip:127.0.0.1");
    RedisStore store = store("own", "own");
    assertEquals(Use.FIRST, use(store));
    assertEquals(Use.AGAIN, use(store));
  }

  @Test
  void certificateThatNobodyTrusts_isRefused() throws Exception {
    certificate("own", "ip:127.0.0.1");
    certificate("another", "ip:127.0.0.1");
    RedisStore store = store("own", "another");
    assertThrows(RedisConnectionException.class, () -> use(store));
  }

  @Test
  void trustedCertificateOfAnotherHost_isRefused() throws Exception {
    certificate("own", "dns:redis.example,ip:127.0.0.2");
    RedisStore store = store("own", "own");
    assertThrows(RedisConnectionException.class, () -> use(store));
  }
}
