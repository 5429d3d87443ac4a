package dev.watchword.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.watchword.limit.MemoryStore;
import dev.watchword.limit.Store;
import dev.watchword.token.Issuer;
import dev.watchword.token.SharedKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Settings from one source, whose origin is {@code test}, and what is made of them. */
final class Given {
  private static final Store STORE = new MemoryStore();

  private final Map<String, String> values = new LinkedHashMap<>();

  private Given() {}

  static Given nothing() {
    return new Given();
  }

  static Given aSecret() {
    return nothing().and("watchword.secret", Secrets.good());
  }

  Given and(String property, String value) {
    values.put(property, value);
    return this;
  }

  /** Several properties, as {@code name=value; name=value}. */
  Given and(String pairs) {
    for (String pair : pairs.split(";")) {
      String[] parts = pair.strip().split("=", 2);
      values.put(parts[0], parts[1]);
    }
    return this;
  }

  SettingsReader.Result read() {
    return new SettingsReader(List.of(source()), STORE, null).read();
  }

  SettingsReader.Result readWithStandardNames() {
    StandardNames below = new StandardNames(List.of(source()));
    return new SettingsReader(List.of(source(), below), STORE, null).read();
  }

  private SettingSource source() {
    return SettingSource.of("test", false, values);
  }

  /** The one issuer that is set. */
  Issuer issuer() {
    List<Issuer> issuers = read().ring().keys().issuers();
    assertEquals(1, issuers.size(), "issuers");
    return issuers.get(0);
  }

  List<SharedKey> keys() {
    return issuer().keys();
  }

  String fingerprint() {
    List<SharedKey> keys = keys();
    assertEquals(1, keys.size(), "keys");
    return keys.get(0).fingerprint();
  }

  List<String> mistakes() {
    return assertThrows(SettingsException.class, this::read).mistakes();
  }

  /** The one mistake. */
  String mistake() {
    List<String> mistakes = mistakes();
    assertEquals(1, mistakes.size(), mistakes::toString);
    return mistakes.get(0);
  }
}
