package dev.watchword.config;

import dev.watchword.guard.GuardPolicy;
import dev.watchword.limit.Store;
import dev.watchword.token.KeySource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads everything, and only then complains, about all of it. */
final class SettingsReader {
  private static final int LEAST_TOKEN = 256;
  private static final int GREATEST_TOKEN = 65_536;

  private final List<SettingSource> sources;
  private final Store store;
  private final RingReader rings;

  SettingsReader(List<SettingSource> sources, Store store, @Nullable KeySource keySource) {
    this.sources = List.copyOf(sources);
    this.store = store;
    this.rings = new RingReader(sources, keySource);
  }

  /**
   * What was read.
   *
   * @param rings reads the issuers again, later
   * @param refresh how often to read the issuers again; null for never
   * @param summary sentences for the operator, without a secret
   */
  record Result(
      RingReader rings,
      RingReader.Ring ring,
      GuardPolicy policy,
      int tokenSize,
      @Nullable Duration refresh,
      List<String> summary) {}

  /** The settings as records; throws {@link SettingsException} with every mistake. */
  Result read() {
    Settings settings = new Settings(sources);
    settings.checkNames();
    RingReader.Ring ring = rings.read(settings);
    GuardPolicy policy =
        new PolicyReader(settings, store).read(rings.loneProfile(settings), rings::mayKnow);
    int tokenSize =
        settings.number(
            Property.TOKENSIZE.documentedName(), Property.TOKENSIZE, LEAST_TOKEN, GREATEST_TOKEN);
    Duration refresh = RingReader.refresh(settings);
    if (ring == null || policy == null || !settings.mistakes().isEmpty()) {
      throw new SettingsException(settings.mistakes());
    }
    List<String> summary = new ArrayList<>(ring.notes());
    summary.addAll(Summary.of(policy));
    return new Result(rings, ring, policy, tokenSize, refresh, summary);
  }
}
