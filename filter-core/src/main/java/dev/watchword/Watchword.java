package dev.watchword;

import dev.watchword.event.GuardListener;
import dev.watchword.event.TrafficSummaryLog;
import dev.watchword.guard.GuardPolicy;
import dev.watchword.guard.RequestGuard;
import dev.watchword.identity.Identifier;
import dev.watchword.identity.IdentityCounts;
import dev.watchword.issue.TokenIssuer;
import dev.watchword.limit.Store;
import dev.watchword.tenant.CachingIssuerSource;
import dev.watchword.tenant.TenantRegistry;
import dev.watchword.tenant.TenantsReader;
import dev.watchword.token.Issuer;
import dev.watchword.token.TokenVerifier;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that was built from one set of settings, and its owner: close it when the application
 * ends. What it has given out keeps it alive: a guard refreshes its keys as long as it is used.
 * Safe for use by several threads at once.
 */
public final class Watchword implements AutoCloseable {
  private final RequestGuard guard;
  private final TenantRegistry tenants;
  private final GuardPolicy policy;
  private final InstantSource clock;
  private final Store store;
  private final List<String> summary;
  private final List<String> warnings;
  private final TrafficSummaryLog minutes = new TrafficSummaryLog();
  private final IdentityCounts counts = new IdentityCounts();
  private final Endpoints endpoints;
  private final MinuteNotices notices;
  private final NoticeBoard board;
  private final StoreNotices storeNotices = new StoreNotices();
  private final Streams streams;
  private final Runnable ending;
  private final Housekeeping<Watchword> background = new Housekeeping<>(this, 2);

  Watchword(
      WatchwordBuilder builder,
      SettingsReader.Result settings,
      List<String> unknownNames,
      @Nullable CachingIssuerSource issuerSource) {
    List<GuardListener> listeners = settings.withLogs(minutes, builder.listeners);
    this.board = new NoticeBoard(listeners);
    this.clock = builder.clock;
    this.store = settings.store();
    this.ending = StoreUse.ending(issuerSource, builder.store == null ? store : null);
    this.policy = settings.policy();
    this.tenants =
        new TenantRegistry(
            settings.reader(),
            settings.tenants(),
            settings.verifier(),
            clock,
            settings.refresh(),
            builder.nanos,
            (news, teller) -> this.board.tell(news, teller)); // and so keeps all of this alive
    this.warnings = Stream.concat(risks().stream(), unknownNames.stream()).toList();
    this.summary = settings.summaryWith(warnings);
    GuardPolicy judging = policy.withDryRuns(tenants::haveDryRuns);
    this.guard = new RequestGuard(tenants::verifier, judging, builder.checks, listeners, clock);
    this.streams = new Streams(guard.streamTokens(), settings, clock);
    this.endpoints = new Endpoints(tenants, policy, settings.signIn(), counts, clock);
    this.notices = new MinuteNotices(tenants, policy, counts);
    startBackground(settings.refresh());
  }

  private void startBackground(@Nullable Duration refresh) {
    background.repeat(Watchword::everyMinute, Duration.ofMinutes(1));
    if (StoreUse.isShared(store)) {
      background.repeat(Watchword::everySecond, Duration.ofSeconds(1));
    }
    if (refresh != null) {
      background.repeat(Watchword::eachInterval, refresh);
    }
  }

  /** What is done each minute. */
  void everyMinute(Executor teller) {
    minutes.write();
    board.tell(notices.of(clock.instant()), teller);
  }

  /** What a shared store does by itself each second, and what is new about it. */
  void everySecond(Executor teller) {
    board.tell(storeNotices.of(StoreUse.troublesAfterBeat(store), clock.instant()), teller);
  }

  /** Judges requests. */
  public RequestGuard guard() {
    return guard;
  }

  /** Judges tokens by the keys that are in force now, and not by revocations or former use. */
  public TokenVerifier verifier() {
    return tenants.verifier();
  }

  /** The issuers whose keys are in force now. */
  public List<Issuer> issuers() {
    return tenants.snapshot().issuers();
  }

  /** Makes tokens of the lone issuer. */
  public Signing issuer() {
    return issuer(TenantsReader.LONE_ISSUER);
  }

  /** Makes tokens of an issuer; an {@code IllegalArgumentException} where there is none. */
  public Signing issuer(String name) {
    TokenIssuer tokens =
        new TokenIssuer(() -> tenants.account(name).issuer(), tenants.account(name).rules(), clock);
    return new Signing(tenants.signer(name), tokens);
  }

  /** Ends tokens before they expire. */
  public Revocations revocations() {
    return new Revocations(
        store, tenants::find, clock, notice -> board.tell(List.of(notice), Runnable::run));
  }

  /** Decides who the user of a widget is. */
  public Identifier identifier() {
    return endpoints.identifier();
  }

  /** The streams that are open, which the adapters for them open. */
  public Streams streams() {
    return streams;
  }

  /** The endpoints of a widget and of other programs. */
  public Endpoints endpoints() {
    return endpoints;
  }

  /** Reads the keys again, of which a change counts when it has stood still for an interval. */
  void eachInterval(Executor teller) {
    tenants.refresh(false, teller);
  }

  /**
   * Reads the keys again now, rather than at the next refresh: call it when the files are complete,
   * for what they hold counts at once.
   */
  public void refresh() {
    tenants.refresh(true, Runnable::run);
  }

  /** The settings in words, one line each, without a secret. */
  public List<String> summary() {
    return summary;
  }

  /** How things are now. */
  public Health health() {
    return Health.of(tenants, counts, store, policy, clock.instant()).with(risks());
  }

  /** What the summary warns of besides the settings' own sentences. */
  List<String> warnings() {
    return warnings;
  }

  private List<String> risks() {
    return RiskySettings.of(tenants.snapshot().issuers(), policy, clock.instant());
  }

  /**
   * Ends what runs in the background, and all streams. Requests may still be judged afterwards, but
   * an issuer source is asked no more.
   */
  @Override
  public void close() {
    background.close();
    streams.close();
    ending.run();
    minutes.write();
  }

  public static WatchwordBuilder builder() {
    return new WatchwordBuilder();
  }
}
