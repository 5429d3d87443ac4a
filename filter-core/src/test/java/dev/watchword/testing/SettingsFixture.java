package dev.watchword.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.watchword.ReadSettings;
import dev.watchword.settings.MpJwtSource;
import dev.watchword.settings.SettingSource;
import dev.watchword.settings.SettingsException;
import dev.watchword.token.Issuer;
import dev.watchword.token.SharedKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Settings from one source, whose origin is {@code test}, and what is made of them. */
public final class SettingsFixture {
  private final Map<String, String> values = new LinkedHashMap<>();

  private SettingsFixture() {}

  public static SettingsFixture nothing() {
    return new SettingsFixture();
  }

  public static SettingsFixture aSecret() {
    return nothing().and("watchword.secret", RandomSecrets.good());
  }

  public SettingsFixture and(String property, String value) {
    values.put(property, value);
    return this;
  }

  /** Several properties, as {@code name=value; name=value}. */
  public SettingsFixture and(String pairs) {
    for (String pair : pairs.split(";")) {
      String[] parts = pair.strip().split("=", 2);
      values.put(parts[0], parts[1]);
    }
    return this;
  }

  public ReadSettings read() {
    return ReadSettings.of(List.of(source()));
  }

  public ReadSettings readWithStandardNames() {
    MpJwtSource below = new MpJwtSource(List.of(source()));
    return ReadSettings.of(List.of(source(), below));
  }

  private SettingSource source() {
    return SettingSource.of("test", false, values);
  }

  /** The one issuer that is set. */
  public Issuer issuer() {
    List<Issuer> issuers = read().snapshot().issuers();
    assertEquals(1, issuers.size(), "issuers");
    return issuers.get(0);
  }

  public List<SharedKey> keys() {
    return issuer().keys();
  }

  public String fingerprint() {
    List<SharedKey> keys = keys();
    assertEquals(1, keys.size(), "keys");
    return keys.get(0).fingerprint();
  }

  public List<String> mistakes() {
    return assertThrows(SettingsException.class, this::read).mistakes();
  }

  /** The one mistake. */
  public String mistake() {
    List<String> mistakes = mistakes();
    assertEquals(1, mistakes.size(), mistakes::toString);
    return mistakes.get(0);
  }
}
