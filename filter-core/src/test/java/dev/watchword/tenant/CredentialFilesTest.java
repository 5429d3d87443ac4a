package dev.watchword.tenant;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.Endpoints;
import dev.watchword.Watchword;
import dev.watchword.WatchwordBuilder;
import dev.watchword.issue.Endpoint;
import dev.watchword.issue.IssueReply;
import dev.watchword.issue.IssueRequest;
import dev.watchword.testing.LogCapture;
import dev.watchword.testing.RandomSecrets;
import dev.watchword.testing.SettingsFixture;
import dev.watchword.testing.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Requirements 22, 23 and 25, for what backends and clients show: read from files, read again like
 * the keys, and never told.
 */
class CredentialFilesTest {
  private static final String GRANT = "grant_type=client_credentials&client_id=app&client_secret=";

  @TempDir Path folder;
  private final LogCapture log = new LogCapture();
  private final List<String> secrets = new ArrayList<>();
  private Watchword watchword;

  /** Somebody who shows a secret to an endpoint. */
  enum Shown {
    WORKSPACE("watchword.workspace.secret", Endpoints::signatures) {
      @Override
      IssueRequest request(String secret) {
        return bearer(secret, "{\"userId\":\"alice\"}");
      }
    },
    API_KEY("watchword.apikey.secret", Endpoints::userTokens) {
      @Override
      IssueRequest request(String secret) {
        return bearer(secret, "{}");
      }
    },
    CLIENT("watchword.client.app.secret", Endpoints::token) {
      @Override
      IssueRequest request(String secret) {
        String form = "application/x-www-form-urlencoded";
        return new IssueRequest(List.of(), form, "", (GRANT + secret).getBytes(UTF_8));
      }
    };

    private final String property;
    private final Function<Endpoints, Endpoint> endpoint;

    Shown(String property, Function<Endpoints, Endpoint> endpoint) {
      this.property = property;
      this.endpoint = endpoint;
    }

    abstract IssueRequest request(String secret);

    private static IssueRequest bearer(String secret, String body) {
      return new IssueRequest(
          List.of("Bearer " + secret), "", "/alice/tokens", body.getBytes(UTF_8));
    }
  }

  @BeforeEach
  void start() throws IOException {
    WatchwordBuilder builder =
        Watchword.builder()
            .clock(new TestClock())
            .set("watchword.secret", secret())
            .set("watchword.refresh", "off")
            .set("watchword.identity.legacy", "warn")
            .set("watchword.identity.secret.location", write("identity", secret()))
            .set("watchword.clients", "app");
    for (Shown shown : Shown.values()) {
      builder.set(shown.property + ".location", write(shown.name(), secret()));
    }
    watchword = builder.start();
  }

  @AfterEach
  void stop() {
    watchword.close();
    log.close();
  }

  private String secret() {
    String secret = RandomSecrets.good();
    secrets.add(secret);
    return secret;
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private String read(Shown shown) throws IOException {
    return Files.readString(folder.resolve(shown.name())).strip();
  }

  private boolean opens(Shown shown, String secret) {
    Endpoint endpoint = shown.endpoint.apply(watchword.endpoints());
    return endpoint.answer(shown.request(secret)) instanceof IssueReply.Issued;
  }

  @ParameterizedTest // requirement 22
  @EnumSource
  void secretInFile_opensItsEndpointAndNoOther(Shown shown) throws IOException {
    for (Shown other : Shown.values()) {
      assertEquals(shown == other, opens(other, read(shown)), other.name());
    }
  }

  @ParameterizedTest
  @EnumSource
  void fileThatChanges_isReadAgain(Shown shown) throws IOException {
    Endpoint before = shown.endpoint.apply(watchword.endpoints());
    String old = read(shown);
    String next = secret();
    write(shown.name(), next + "\n");
    assertTrue(opens(shown, old));
    watchword.refresh();
    assertFalse(opens(shown, old));
    assertTrue(opens(shown, next));
    assertInstanceOf(IssueReply.Issued.class, before.answer(shown.request(next)));
    assertTrue(log.text().contains("keys were read anew"), log.text());
  }

  @ParameterizedTest // requirement 23
  @EnumSource
  void fileThatBecameBad_changesNothing(Shown shown) throws IOException {
    String old = read(shown);
    for (String bad : List.of("", "short", RandomSecrets.text(15), "-----BEGIN PUBLIC KEY-----")) {
      write(shown.name(), bad);
      watchword.refresh();
      assertTrue(opens(shown, old));
      assertFalse(opens(shown, bad.isEmpty() ? "x" : bad));
      assertFalse(watchword.health().up());
    }
    Files.delete(folder.resolve(shown.name()));
    watchword.refresh();
    assertTrue(opens(shown, old));
  }

  @ParameterizedTest // requirement 20
  @EnumSource
  void fileWithSecretOfOther_changesNothing(Shown shown) throws IOException {
    String old = read(shown);
    for (String other : List.of(secrets.get(0), Files.readString(folder.resolve("identity")))) {
      write(shown.name(), other);
      watchword.refresh();
      assertTrue(opens(shown, old));
      assertFalse(opens(shown, other));
    }
  }

  @Test // requirement 25
  void logsAndObjects_holdNoSecret() throws IOException {
    for (Shown shown : Shown.values()) {
      write(shown.name(), secret());
      watchword.refresh();
      opens(shown, secrets.get(0));
    }
    write("CLIENT", RandomSecrets.text(31));
    watchword.refresh();
    TenantSnapshot tenants = tenantsWith(secrets.get(1));
    StringBuilder told = new StringBuilder(log.text());
    told.append(watchword.summary()).append(watchword.health()).append(watchword);
    told.append(watchword.issuers())
        .append(watchword.endpoints().signatures())
        .append(watchword.issuer());
    told.append(tenants).append(tenants.tenants()).append(tenants.clients());
    for (String secret : secrets) {
      assertFalse(told.toString().contains(secret.substring(0, 12)));
    }
  }

  private static TenantSnapshot tenantsWith(String secret) {
    return SettingsFixture.aSecret()
        .and("watchword.workspace.secret", secret)
        .and("watchword.clients=app")
        .and("watchword.client.app.secret", RandomSecrets.good())
        .read()
        .snapshot();
  }

  @Test // requirement 76
  void summary_showsFingerprintsAndOrigins() throws IOException {
    List<String> summary = watchword.summary();
    for (Shown shown : List.of(Shown.WORKSPACE, Shown.API_KEY)) {
      String line =
          "%s: ***%s from file named by builder"
              .formatted(shown.property, RandomSecrets.fingerprint(read(shown)));
      assertTrue(summary.contains(line), summary::toString);
    }
    String client =
        "client app: ***%s, scopes none, signed by issuer default"
            .formatted(RandomSecrets.fingerprint(read(Shown.CLIENT)));
    assertTrue(summary.contains(client), summary::toString);
  }
}
