package dev.watchword.limit;

import java.util.Set;

/**
 * Opens stores by the scheme of a URL, such as {@code redis}. Found by {@link
 * java.util.ServiceLoader}: name the class in {@code
 * META-INF/services/dev.watchword.limit.StoreProvider}.
 */
public interface StoreProvider {
  /** The schemes it knows, in lower case. */
  Set<String> schemes();

  /**
   * Opens a store. One that cannot be reached yet is no error: it answers when it can.
   *
   * @throws IllegalArgumentException where the URL is wrong; its message is shown to the operator
   *     and holds no secret
   */
  Store open(StoreSettings settings);
}
