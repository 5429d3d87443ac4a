package dev.watchword.cdi;

import dev.watchword.guard.Decision.Pass;
import dev.watchword.token.Caller;
import dev.watchword.token.CallerPrincipal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * A caller in the words of MicroProfile JWT.
 *
 * @param text the token as it came; null where nothing was verified
 */
record CallerToken(Caller caller, @Nullable String text) implements CallerPrincipal, JsonWebToken {
  private static final String RAW_TOKEN = "raw_token";
  private static final Set<String> SETS = Set.of("aud", "groups");

  /** Null where nothing was decided, or no caller was found. */
  static @Nullable CallerToken of(@Nullable Pass pass) {
    Caller caller = pass == null ? null : pass.caller();
    return pass == null || caller == null ? null : new CallerToken(caller, pass.token());
  }

  @Override
  public String getName() {
    return caller.getName();
  }

  @Override
  public Set<String> getClaimNames() {
    Set<String> names = new LinkedHashSet<>(caller.claims().keySet());
    names.add(RAW_TOKEN);
    return names;
  }

  /** The roles that the issuer may confer; the claim {@code groups} is as the token has it. */
  @Override
  public Set<String> getGroups() {
    return caller.roles();
  }

  /**
   * Numbers, objects and arrays are JSON values; dates are seconds, and audience and groups sets.
   */
  @Override
  // The specification's: the caller says what it is
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  public <T> @Nullable T getClaim(String name) {
    if (name.equals(RAW_TOKEN)) {
      return (T) text;
    }
    Object value = caller.claims().get(name);
    return (T)
        (value == null || !SETS.contains(name) ? ClaimValues.plain(name, value) : words(value));
  }

  private static Set<String> words(Object value) {
    Set<String> words = new LinkedHashSet<>();
    for (Object each : value instanceof List<?> list ? list : List.of(value)) {
      words.add(String.valueOf(each));
    }
    return words;
  }

  @Override
  public String toString() {
    return caller.toString(); // never the token
  }
}
