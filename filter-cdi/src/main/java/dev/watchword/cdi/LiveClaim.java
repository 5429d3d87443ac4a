package dev.watchword.cdi;

import java.lang.reflect.Type;
import org.eclipse.microprofile.jwt.ClaimValue;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * A claim of whichever request is served when it is read, so a bean may outlive the request.
 *
 * @param token stands for that of the request of the current thread
 */
record LiveClaim(String name, Type type, JsonWebToken token)
    implements ClaimValue<@Nullable Object> {
  @Override
  public String getName() {
    return name;
  }

  @Override
  public @Nullable Object getValue() {
    return ClaimValues.as(type, token, name);
  }

  @Override
  public String toString() {
    return "ClaimValue[" + name + "]";
  }
}
