package dev.watchword.settings;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The names of MicroProfile JWT where they mean the same as ours, below everything set under our
 * own names. Nothing else of that specification is promised: it knows no shared secrets.
 */
public final class MpJwtSource implements SettingSource {
  private final Settings given;

  public MpJwtSource(List<SettingSource> sources) {
    this.given = new Settings(sources);
  }

  @Override
  public @Nullable Setting find(String name) {
    return switch (name) {
      case "watchword.iss" -> given("mp.jwt.verify.issuer");
      case "watchword.audiences" -> given("mp.jwt.verify.audiences");
      case "watchword.leeway" -> seconds("mp.jwt.verify.clock.skew");
      case "watchword.maxage" -> seconds("mp.jwt.verify.token.age");
      case "watchword.source" -> source();
      default -> null;
    };
  }

  /** Blank is not set, as MicroProfile Config has it. */
  private @Nullable Setting given(String name) {
    Setting setting = given.find(name);
    return setting == null || setting.value().isBlank() ? null : setting;
  }

  private @Nullable Setting seconds(String name) {
    Setting setting = given(name);
    return setting == null
        ? null
        : new Setting(
            setting.value().strip() + "s", name + ", " + setting.origin(), setting.packaged());
  }

  private @Nullable Setting source() {
    Setting header = given("mp.jwt.token.header");
    if (header == null) {
      return null;
    }
    String name = header.value().strip();
    String word = name.equals("Authorization") ? "bearer" : "header:" + name;
    if (name.equals("Cookie")) {
      Setting cookie = given("mp.jwt.token.cookie");
      word = "cookie:" + (cookie == null ? "Bearer" : cookie.value().strip());
    }
    return new Setting(word, "mp.jwt.token.header, " + header.origin(), header.packaged());
  }

  @Override
  public Collection<String> names() {
    return List.of();
  }
}
