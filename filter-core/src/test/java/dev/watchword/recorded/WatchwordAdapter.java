package dev.watchword.recorded;

import dev.watchword.MinutePassed;
import dev.watchword.Watchword;
import dev.watchword.WatchwordBuilder;
import dev.watchword.adapters.RunningServer;
import dev.watchword.event.GuardEvent;
import dev.watchword.event.GuardListener;
import dev.watchword.event.Notice;
import dev.watchword.guard.CallerCheck;
import dev.watchword.guard.CheckResult;
import dev.watchword.guard.Decision;
import dev.watchword.http.RequestFacts;
import dev.watchword.jaxrs.JaxrsAdapter;
import dev.watchword.limit.MemoryStore;
import dev.watchword.limit.Revocation;
import dev.watchword.limit.Subject;
import dev.watchword.servlet.IdentifyServlet;
import dev.watchword.servlet.JwtFilter;
import dev.watchword.servlet.SignaturesServlet;
import dev.watchword.servlet.SsoServlet;
import dev.watchword.servlet.TokenServlet;
import dev.watchword.servlet.UserTokensServlet;
import dev.watchword.settings.SettingsException;
import dev.watchword.token.Caller;
import dev.watchword.token.Issuer;
import dev.watchword.token.Reason;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A {@link Watchword} as recordings ask it. No other class here knows a name of the API, so that an
 * older version can be recorded with the same files.
 */
final class WatchwordAdapter implements AutoCloseable {
  private final Ears ears;
  private final Watchword watchword;
  private Decision.Pass earlier;

  /**
   * Starts one.
   *
   * @param settings by their names; {@code code.check}, {@code code.issuers} and {@code
   *     code.revoked} add what can be given in code alone
   * @throws IllegalStateException with what is said of mistakes
   */
  WatchwordAdapter(Map<String, String> settings, InstantSource clock, Ears ears) {
    this.ears = ears;
    MemoryStore store = new MemoryStore(1000, () -> 0);
    WatchwordBuilder builder =
        Watchword.builder()
            .surroundings(Map.of(), new Properties())
            .clock(clock)
            .store(store)
            .listener(new Listener());
    settings.forEach(
        (name, value) -> {
          switch (name) {
            case "code.check" -> builder.check(new RefusesMallory());
            case "code.revoked" -> revoke(store, value);
            case "code.issuers" -> builder.issuerSource(WatchwordAdapter::issuer);
            default -> builder.set(name, value);
          }
        });
    try {
      watchword = builder.start();
    } catch (SettingsException mistakes) {
      throw new IllegalStateException(String.join("\n", mistakes.mistakes()), mistakes);
    }
  }

  private static void revoke(MemoryStore store, String jti) {
    store.denyList().revoke(Subject.token("default", jti), Revocation.ofAll(), null);
  }

  static List<String> reasons() {
    return Stream.of(Reason.values()).map(Reason::name).toList();
  }

  private static Issuer issuer(String selector) {
    if (selector.equals("down")) {
      throw new IllegalArgumentException("a text of the source's own");
    }
    return selector.equals("unknown")
        ? null
        : Issuer.named(selector).secret(Words.secret(selector)).build();
  }

  /** And fails for trudy. */
  static final class RefusesMallory implements CallerCheck {
    @Override
    public CheckResult check(Caller caller, RequestFacts facts) {
      if (caller.getName().equals("trudy")) {
        throw new IllegalArgumentException("a text of the check's own");
      }
      return CheckResult.allowIf(!caller.getName().equals("mallory"), "");
    }
  }

  private final class Listener implements GuardListener {
    @Override
    public void decided(GuardEvent event) {
      Reason reason = event.reason();
      Caller caller = event.caller();
      ears.heard(
          "event %s: %s %s from '%s', rule '%s', caller %s, %s%s"
              .formatted(
                  reason == null ? "passed" : reason + (event.enforced() ? "" : ", not enforced"),
                  event.method(),
                  event.path(),
                  event.address(),
                  event.rule(),
                  caller == null ? "none" : caller.id(),
                  Integer.toString(event.status()),
                  event.id().isEmpty() ? "" : " [" + event.id() + "] " + event.detail()),
          event.id());
    }

    @Override
    public void noticed(Notice notice) {
      ears.heard("notice " + notice.kind() + ": " + notice.text(), "");
    }
  }

  void everyMinute() {
    MinutePassed.on(watchword);
  }

  /** The answer of the guard itself; {@code again} where it has passed the request once. */
  List<String> check(RecordedRequest asked, boolean again) {
    Decision decision = watchword.guard().check(() -> facts(asked), again ? earlier : null);
    List<String> lines = new ArrayList<>();
    if (decision instanceof Decision.Stop stop) {
      lines.add(Integer.toString(stop.answer().status()));
      stop.answer().headers().forEach(header -> lines.add(header.name() + ": " + header.value()));
      lines.add(stop.answer().body());
    } else if (decision instanceof Decision.Pass pass) {
      earlier = pass;
      lines.add("passes by rule '" + pass.ruleName() + "' as " + caller(pass));
      pass.headers().forEach(header -> lines.add(header.name() + ": " + header.value()));
    }
    return lines;
  }

  private static RequestFacts facts(RecordedRequest asked) {
    if (asked.has("unread")) {
      throw new IllegalStateException("a text of the server's own");
    }
    return new RequestFacts(
        asked.method,
        asked.contextPath(),
        asked.path(),
        asked.rawPath(),
        asked.query(),
        asked.address(),
        asked.word("to", ""),
        asked.host(),
        asked.word("protocol", ""),
        asked::all);
  }

  private static String caller(Decision.Pass pass) {
    Caller caller = pass.caller();
    if (pass.visitor() != null) {
      return pass.visitor() + " with the user " + pass.visitor().unverifiedUserId();
    }
    if (caller == null) {
      return "nobody";
    }
    return "%s, %s by key %s, roles %s, scopes %s"
        .formatted(
            caller.id(),
            caller.kind(),
            caller.key(),
            new TreeSet<>(caller.roles()),
            new TreeSet<>(caller.scopes()));
  }

  /** The same behind a server. */
  ServerStage serve(String place) throws Exception {
    return switch (place) {
      case "jersey" -> on(JaxrsAdapter.onJersey(watchword));
      case "resteasy" -> on(JaxrsAdapter.onResteasy(watchword));
      default ->
          JettyApplication.start(
              new JwtFilter(watchword),
              Map.of(
                  "/token", new TokenServlet(watchword),
                  "/signatures", new SignaturesServlet(watchword),
                  "/users/*", new UserTokensServlet(watchword),
                  "/identify", new IdentifyServlet(watchword),
                  "/sso", new SsoServlet(watchword)),
              watchword);
    };
  }

  private static ServerStage on(RunningServer served) {
    return new ServerStage(served.port(), served.stop());
  }

  @Override
  public void close() {
    watchword.close();
  }
}
