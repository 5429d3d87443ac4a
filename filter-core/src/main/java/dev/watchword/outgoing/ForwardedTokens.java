package dev.watchword.outgoing;

import dev.watchword.guard.Decision.Pass;
import dev.watchword.guard.RequestGuard;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The token that a caller came with, sent on in the calls that are made for this caller, to listed
 * origins alone. List the origins once, and ask {@link #of} with each request. Immutable, and safe
 * for use by several threads at once.
 */
public final class ForwardedTokens implements OutgoingTokens {
  private final Set<String> origins;
  private final @Nullable String token;

  private ForwardedTokens(Set<String> origins, @Nullable String token) {
    this.origins = origins;
    this.token = token;
  }

  /**
   * Those who may get the tokens of callers. Before {@link #of}, there is no token to send.
   *
   * @throws IllegalArgumentException where one is no exact origin, or is neither https nor
   *     loopback, or where there is none
   */
  public static ForwardedTokens to(String... origins) {
    if (origins.length == 0) {
      throw new IllegalArgumentException("no origin is listed, so no token would be sent");
    }
    Set<String> listed = new TreeSet<>();
    for (String origin : origins) {
      listed.add(Origins.listed(origin));
    }
    return new ForwardedTokens(Set.copyOf(listed), null);
  }

  /**
   * The same origins, for calls on behalf of whoever made this request. There is no token for them
   * where no valid token came with the request: an open path, a publishable token (whoever reads
   * the page can copy it, and it proves nothing), a request that was not decided about.
   *
   * @param decision what the filter left at the request by the name {@link
   *     RequestGuard#decisionAttribute}: an attribute of a servlet request, a property of a JAX-RS
   *     request; an adapter of one's own has it as a {@link Pass}
   */
  public ForwardedTokens of(@Nullable Object decision) {
    return new ForwardedTokens(
        origins, decision instanceof Pass pass && pass.caller() != null ? pass.token() : null);
  }

  /** {@inheritDoc} Empty too where there is no caller. */
  @Override
  public Optional<String> tokenFor(URI target) {
    String origin = Origins.of(target);
    return origin != null && origins.contains(origin)
        ? Optional.ofNullable(token)
        : Optional.empty();
  }

  /** The origins alone. */
  @Override
  public String toString() {
    return "ForwardedTokens" + new TreeSet<>(origins);
  }
}
