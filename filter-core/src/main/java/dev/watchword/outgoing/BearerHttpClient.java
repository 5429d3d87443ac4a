package dev.watchword.outgoing;

import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * A client of {@code java.net.http} whose calls carry a token where their origin is listed; other
 * calls go out as they are. A header {@code Authorization} of a call that gets a token is replaced.
 * Safe for use by several threads at once. It opens no WebSockets.
 */
public final class BearerHttpClient extends HttpClient {
  private final HttpClient client;
  private final OutgoingTokens tokens;

  /**
   * Sends by that client.
   *
   * @throws IllegalArgumentException where the client follows redirects by itself: it would take
   *     the token along to whatever host it is sent to
   */
  public BearerHttpClient(HttpClient client, OutgoingTokens tokens) {
    if (client.followRedirects() != Redirect.NEVER) {
      throw new IllegalArgumentException(
          "the client follows redirects, and would take tokens to other hosts; build it with"
              + " followRedirects(Redirect.NEVER)");
    }
    this.client = client;
    this.tokens = tokens;
  }

  private HttpRequest withToken(HttpRequest request) {
    Optional<String> token = tokens.tokenFor(request.uri());
    if (token.isEmpty()) {
      return request;
    }
    return HttpRequest.newBuilder(request, (name, value) -> !name.equalsIgnoreCase("Authorization"))
        .setHeader("Authorization", "Bearer " + token.get())
        .build();
  }

  /** {@inheritDoc} The response's request is the one with the token: do not log its headers. */
  @Override
  public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
      throws IOException, InterruptedException {
    return client.send(withToken(request), handler);
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler) {
    return client.sendAsync(withToken(request), handler);
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler, @Nullable PushPromiseHandler<T> pushes) {
    return client.sendAsync(withToken(request), handler, pushes);
  }

  @Override
  public Optional<CookieHandler> cookieHandler() {
    return client.cookieHandler();
  }

  @Override
  public Optional<Duration> connectTimeout() {
    return client.connectTimeout();
  }

  @Override
  public Redirect followRedirects() {
    return client.followRedirects();
  }

  @Override
  public Optional<ProxySelector> proxy() {
    return client.proxy();
  }

  @Override
  public SSLContext sslContext() {
    return client.sslContext();
  }

  @Override
  public SSLParameters sslParameters() {
    return client.sslParameters();
  }

  @Override
  public Optional<Authenticator> authenticator() {
    return client.authenticator();
  }

  @Override
  public Version version() {
    return client.version();
  }

  @Override
  public Optional<Executor> executor() {
    return client.executor();
  }
}
