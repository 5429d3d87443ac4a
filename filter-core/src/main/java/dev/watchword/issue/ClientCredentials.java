package dev.watchword.issue;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The id and the secret that a client shows, in the header or in the form.
 *
 * @param rawId as sent in the header, where many libraries forget to encode
 * @param rawSecret in the same way
 */
record ClientCredentials(String id, String secret, String rawId, String rawSecret) {
  private static final String BASIC = "basic ";

  /** From HTTP Basic: RFC 6749 section 2.3.1, both are form-encoded before they are joined. */
  static @Nullable ClientCredentials inHeader(List<String> authorization) {
    String field = authorization.size() == 1 ? authorization.get(0) : "";
    if (!field.toLowerCase(Locale.ROOT).startsWith(BASIC)) {
      return null;
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(field.substring(BASIC.length()).strip());
      String[] parts = new String(bytes, StandardCharsets.UTF_8).split(":", 2);
      return parts.length < 2
          ? null
          : new ClientCredentials(decoded(parts[0]), decoded(parts[1]), parts[0], parts[1]);
    } catch (IllegalArgumentException notBase64) {
      return null;
    }
  }

  /** From the members {@code client_id} and {@code client_secret}. */
  static @Nullable ClientCredentials inForm(Map<String, String> form) {
    String id = form.get("client_id");
    String secret = form.get("client_secret");
    return id != null && secret != null ? new ClientCredentials(id, secret, id, secret) : null;
  }

  /** Whose they are; null for nobody. An unknown client costs as much time as a known one. */
  @Nullable Client client(Map<String, Client> all) {
    Client encoded = client(all, id, secret);
    Client asSent = client(all, rawId, rawSecret);
    return encoded == null ? asSent : encoded;
  }

  private static @Nullable Client client(Map<String, Client> all, String id, String secret) {
    Client client = all.get(id);
    Client compared = client == null ? all.values().stream().findFirst().orElse(null) : client;
    byte[] shown = secret.getBytes(StandardCharsets.UTF_8);
    boolean right = compared != null && compared.secret().secret().is(shown);
    return right ? client : null;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return text;
    }
  }

  @Override
  public String toString() {
    return "ClientCredentials[***]";
  }
}
