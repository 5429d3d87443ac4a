package dev.watchword.cdi;

import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** In place of a token where the request has none. */
enum NoToken implements JsonWebToken {
  NONE;

  @Override
  public @Nullable String getName() {
    return null;
  }

  @Override
  public @Nullable Set<String> getClaimNames() {
    return null; // as MicroProfile JWT wants it
  }

  @Override
  public Set<String> getGroups() {
    return Set.of();
  }

  @Override
  @SuppressWarnings("TypeParameterUnusedInFormals") // the specification's
  public <T> @Nullable T getClaim(String name) {
    return null;
  }
}
