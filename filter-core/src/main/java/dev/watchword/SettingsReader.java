package dev.watchword;

import dev.watchword.event.AuditLog;
import dev.watchword.event.DecisionLog;
import dev.watchword.event.GuardListener;
import dev.watchword.guard.EndlessTokens;
import dev.watchword.guard.GuardPolicy;
import dev.watchword.guard.GuardSettings;
import dev.watchword.guard.PathRule;
import dev.watchword.guard.PolicySummary;
import dev.watchword.guard.UnnamedCallers;
import dev.watchword.http.SignInRules;
import dev.watchword.http.TokenExtractors;
import dev.watchword.limit.Store;
import dev.watchword.settings.Property;
import dev.watchword.settings.Section;
import dev.watchword.settings.SettingSource;
import dev.watchword.settings.Settings;
import dev.watchword.settings.SettingsException;
import dev.watchword.stream.StreamPolicy;
import dev.watchword.stream.StreamSettings;
import dev.watchword.tenant.TenantsReader;
import dev.watchword.tenant.TenantsReading;
import dev.watchword.tenant.VerifierRules;
import dev.watchword.token.Issuer;
import dev.watchword.token.IssuerSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads everything, and only then complains, about all of it. */
final class SettingsReader {
  private final List<SettingSource> sources;
  private final @Nullable Store ownStore;
  private final LongSupplier nanos;
  private final TokenExtractors extractors;
  private final TenantsReader tenants;

  SettingsReader(
      List<SettingSource> sources,
      @Nullable Store ownStore,
      LongSupplier nanos,
      TokenExtractors extractors,
      @Nullable IssuerSource issuerSource) {
    this.sources = List.copyOf(sources);
    this.ownStore = ownStore;
    this.nanos = nanos;
    this.extractors = extractors;
    this.tenants = new TenantsReader(sources, issuerSource);
  }

  /**
   * What was read.
   *
   * @param reader reads the tenants again, later
   * @param store is open, and the reader's caller closes it
   * @param refresh how often to read the tenants again; null for never
   * @param audit whether there is an audit log
   * @param summary sentences for the operator, without a secret
   */
  record Result(
      TenantsReader reader,
      TenantsReading tenants,
      GuardPolicy policy,
      StreamPolicy streams,
      SignInRules signIn,
      Store store,
      VerifierRules verifier,
      @Nullable Duration refresh,
      boolean audit,
      List<String> summary) {
    /** The logs that are on, those that jars bring, and then the application's own listeners. */
    List<GuardListener> withLogs(GuardListener minutes, List<GuardListener> own) {
      List<GuardListener> all = new ArrayList<>(List.of(new DecisionLog(), minutes));
      if (audit) {
        all.add(new AuditLog());
      }
      all.addAll(FoundListeners.all());
      all.addAll(own);
      return all;
    }

    /** The summary and these warnings. */
    List<String> summaryWith(List<String> warnings) {
      return Stream.concat(summary.stream(), warnings.stream().map("WARNING: "::concat)).toList();
    }
  }

  /**
   * The settings as records; throws {@link SettingsException} with every mistake.
   *
   * @param ambiguousVariables those of the environment that mean one of several names
   * @param now a key that has ended by then may be without its secret
   */
  Result read(Collection<String> ambiguousVariables, Instant now) {
    Settings settings = new Settings(sources);
    settings.checkNames();
    TenantsReading read = tenants.read(settings, now);
    boolean mayBegin = read.maySignIn() || !settings.mistakes().isEmpty(); // some may be missing
    Section section = Section.of(settings);
    Section ofGuard = read.isAlone() ? section.withProfile() : section;
    Store store = new StoreReader(section, nanos).read(ownStore);
    GuardPolicy policy = new GuardSettings(ofGuard, store, extractors).read(read::mayKnow);
    StreamPolicy streams = StreamSettings.read(section);
    SignInRules signIn = SignInSettings.read(section, mayBegin);
    VerifierRules verifier = VerifierRules.read(section);
    Duration refresh = refresh(section);
    boolean audit = section.oneOf(Property.AUDIT, "on", "off").equals("on");
    settings.checkUnused(ambiguousVariables);
    demands(store, policy, read.issuers()).forEach(settings::mistake);
    if (policy == null || streams == null || signIn == null || !settings.mistakes().isEmpty()) {
      closeUnless(ownStore != null, store);
      throw new SettingsException(settings.mistakes());
    }
    List<String> summary = summary(read, policy, store);
    summary.addAll(SignInSettings.summary(signIn));
    summary.addAll(verifier.summary());
    TenantsReader later = tenants.with(issuers -> demands(store, policy, issuers));
    return new Result(
        later, read, policy, streams, signIn, store, verifier, refresh, audit, summary);
  }

  /** A sentence for each issuer and rule that asks for what the store or another does not allow. */
  private static List<String> demands(
      Store store, @Nullable GuardPolicy policy, List<Issuer> issuers) {
    List<PathRule> rules = policy == null ? List.of() : policy.rules().all();
    List<String> mistakes = new ArrayList<>(StoreUse.mistakes(store, issuers, rules));
    if (policy != null) {
      mistakes.addAll(EndlessTokens.mistakes(policy, issuers));
    }
    return mistakes;
  }

  private static @Nullable Duration refresh(Section section) {
    Duration refresh = TenantsReader.refresh(section);
    if (refresh != null && refresh.isZero()) {
      section.mistake(Property.REFRESH, "is 0; write off or at least 1s");
    }
    return refresh;
  }

  private static List<String> summary(TenantsReading read, GuardPolicy policy, Store store) {
    List<String> summary = new ArrayList<>(read.notes());
    summary.addAll(PolicySummary.of(policy));
    summary.addAll(StoreUse.summary(store));
    summary.addAll(UnnamedCallers.warnings(policy, read.issuers()));
    return summary;
  }

  private static void closeUnless(boolean own, Store store) {
    if (!own) {
      store.close();
    }
  }
}
