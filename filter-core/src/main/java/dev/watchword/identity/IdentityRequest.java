package dev.watchword.identity;

import dev.watchword.token.IssuerFilter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a widget sends about its user.
 *
 * @param members the body: a token or a hash under a vendor's name for it, and attributes; values
 *     as {@code StrictJson.read} makes them
 * @param origins every {@code Origin} field of the request
 * @param filter what picks the issuer, besides the token
 */
public record IdentityRequest(
    Map<String, @Nullable Object> members, List<String> origins, IssuerFilter filter) {
  public IdentityRequest {
    members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    origins = List.copyOf(origins);
  }

  /** Never a member: there may be tokens among them. */
  @Override
  public String toString() {
    return "IdentityRequest[***]";
  }
}
