package dev.watchword.jaxrs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.jaxrs.JaxrsServer.Reply;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Resources that answer later, from another thread. */
final class AsyncResourcesTest extends OnEachRuntime {
  /** The application. */
  public static final class App extends ListedApplication {
    public App() {
      super(Later.class, JwtRequestFilter.class);
    }
  }

  @TempDir static Path jar;

  @Override
  JaxrsApp site() throws IOException {
    Path services = Files.createDirectories(jar.resolve("META-INF/services"));
    Files.writeString(
        services.resolve("org.glassfish.jersey.servlet.spi.AsyncContextDelegateProvider"),
        JerseyAsync.class.getName());
    return JaxrsApp.of(App.class)
        .bringing(jar.toUri().toURL())
        .rule("limited", "/rest/later/limited limit 3/1h")
        .set("public", "/rest/later/open");
  }

  /** Answers from a thread of the common pool. */
  @jakarta.ws.rs.Path("later")
  public static final class Later {
    @GET
    @jakarta.ws.rs.Path("suspended")
    public void suspended(
        @Suspended AsyncResponse answer,
        @Context SecurityContext security,
        @BeanParam CurrentCaller current) {
      String name = security.getUserPrincipal().getName();
      String bean = current.caller().orElseThrow().getName();
      CompletableFuture.runAsync(() -> answer.resume(name + " " + bean));
    }

    @GET
    @jakarta.ws.rs.Path("stage")
    public CompletionStage<String> stage(@BeanParam CurrentCaller current) {
      String name = current.caller().orElseThrow().getName();
      return CompletableFuture.supplyAsync(() -> name + " " + name);
    }

    @GET
    @jakarta.ws.rs.Path("limited")
    public CompletionStage<String> limited() {
      return CompletableFuture.supplyAsync(() -> "ok");
    }

    @GET
    @jakarta.ws.rs.Path("open")
    @RolesAllowed("clerk")
    public CompletionStage<String> open() {
      return CompletableFuture.supplyAsync(() -> "ok");
    }
  }

  @ParameterizedTest // requirement 57
  @ValueSource(strings = {"suspended", "stage"})
  void callerOnOtherThread_isKnown(String how) throws IOException {
    Reply reply = server.get("/later/" + how, JaxrsServer.alice());

    assertEquals("alice alice", reply.body());
    assertEquals(200, reply.status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"suspended", "stage", "open"})
  void requestWithoutToken_startsNothing(String how) throws IOException {
    assertEquals("token_missing", server.get("/later/" + how).code());
  }

  @Test
  void asyncRequest_isCountedOnceAndToldInAnswer() throws IOException {
    for (int left = 2; left >= 0; left--) {
      Reply reply = server.get("/later/limited", JaxrsServer.alice());

      assertEquals(200, reply.status());
      assertEquals("\"limited\";r=" + left, reply.header("RateLimit").replaceAll(";t=.*", ""));
    }
    assertEquals(429, server.get("/later/limited", JaxrsServer.alice()).status());
  }
}
