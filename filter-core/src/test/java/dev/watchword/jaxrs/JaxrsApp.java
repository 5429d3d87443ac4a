package dev.watchword.jaxrs;

import dev.watchword.UncheckedIssuers;
import dev.watchword.Watchword;
import dev.watchword.WatchwordBuilder;
import dev.watchword.event.GuardListener;
import dev.watchword.testing.TestSecrets;
import dev.watchword.testing.Tokens;
import dev.watchword.token.IssuerSource;
import jakarta.servlet.Filter;
import jakarta.ws.rs.core.Application;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A JAX-RS application to be, at {@code /app/rest}. It is guarded by whatever it registers itself,
 * and by the servlet filter where a test says so.
 */
final class JaxrsApp {
  static final String BASE = "/app/rest";
  static final String SECRET = TestSecrets.text("rest");

  private final Map<String, String> settings = new HashMap<>();
  private final Map<String, String> initParams = new HashMap<>();
  private final Map<String, String> contextParams = new HashMap<>();
  private final List<GuardListener> listeners = new ArrayList<>();
  private InstantSource clock = () -> Tokens.NOW;
  private IssuerSource issuerSource;
  private String mount = "/rest";
  private Filter first;
  private boolean runtimeFilter;
  private boolean servletFilter;
  private boolean shared = true;
  private boolean lenient;
  private URL[] archive = {};
  private ClassLoader loader;
  private Watchword given;

  private JaxrsApp() {}

  /** An application by the standard init-param. */
  static JaxrsApp of(Class<? extends Application> application) {
    return bare().initParam("jakarta.ws.rs.Application", application.getName());
  }

  /** No application yet. Bad tokens of many tests come from one address, so none are counted. */
  static JaxrsApp bare() {
    return new JaxrsApp().set("secret", SECRET).set("limit.failures", "off");
  }

  /** A property, without its prefix. */
  JaxrsApp set(String name, String value) {
    settings.put("watchword." + name, value);
    return this;
  }

  /** A path rule below {@code /rest}; rules hold in the order in which they are added. */
  JaxrsApp rule(String name, String line) {
    settings.merge("watchword.rules", name, (before, added) -> before + "," + added);
    return set("rule." + name, line);
  }

  JaxrsApp initParam(String name, String value) {
    initParams.put(name, value);
    return this;
  }

  /** A property as a context-param, without its prefix. */
  JaxrsApp contextParam(String name, String value) {
    contextParams.put("watchword." + name, value);
    return this;
  }

  /** Runs on this class loader, not on one of its own. */
  JaxrsApp loadedBy(ClassLoader other) {
    loader = other;
    return this;
  }

  JaxrsApp heardBy(GuardListener listener) {
    listeners.add(listener);
    return this;
  }

  /** Uses this, whatever the settings here say. */
  JaxrsApp guardedBy(Watchword watchword) {
    given = watchword;
    return this;
  }

  /** Another clock than the one that always says {@link Tokens#NOW}. */
  JaxrsApp clock(InstantSource other) {
    clock = other;
    return this;
  }

  /** The issuers come from there instead of the settings. */
  JaxrsApp keysFrom(IssuerSource source) {
    issuerSource = source;
    settings.remove("watchword.secret");
    return this;
  }

  /** Puts the servlet filter in front. */
  JaxrsApp behindServletFilter() {
    servletFilter = true;
    return this;
  }

  /** A filter of the application comes before everything else of it. */
  JaxrsApp first(Filter filter) {
    first = filter;
    return this;
  }

  /** The runtime's servlet is there and not at {@code /rest}. */
  JaxrsApp mountedAt(String path) {
    mount = path;
    return this;
  }

  /** Jersey is a servlet filter for {@code /rest} and no servlet. */
  JaxrsApp runtimeAsFilter() {
    runtimeFilter = true;
    return initParam("jersey.config.servlet.filter.contextPath", "/rest");
  }

  /** The JAX-RS filter has to read the settings by itself, from the process and the archive. */
  JaxrsApp onItsOwn() {
    shared = false;
    return this;
  }

  /** A directory beside the application's classes. */
  JaxrsApp bringing(URL directory) {
    archive = new URL[] {directory};
    return this;
  }

  /** The container lets odd paths through to the application. */
  JaxrsApp lenient() {
    lenient = true;
    return this;
  }

  /** A good token, to be spoiled. */
  static Tokens token() {
    return Tokens.good().secret(SECRET.getBytes(StandardCharsets.US_ASCII));
  }

  Map<String, String> initParams() {
    return initParams;
  }

  Map<String, String> contextParams() {
    return contextParams;
  }

  /** One of its own for each application, as in every container, unless a test says otherwise. */
  ClassLoader loader(RuntimeUnderTest stage) {
    return loader == null ? new URLClassLoader(archive, stage.runtime()) : loader;
  }

  String mount() {
    return mount;
  }

  /** Null for none. */
  Filter first() {
    return first;
  }

  boolean isRuntimeFilter() {
    return runtimeFilter;
  }

  boolean hasServletFilter() {
    return servletFilter;
  }

  boolean isShared() {
    return shared;
  }

  boolean isLenient() {
    return lenient;
  }

  /** The settings at work. */
  Watchword watchword() {
    if (given != null) {
      return given;
    }
    WatchwordBuilder builder = Watchword.builder().clock(clock);
    if (issuerSource != null) {
      UncheckedIssuers.issuerSource(builder, issuerSource);
    }
    settings.forEach(builder::set);
    listeners.forEach(builder::listener);
    return builder.start();
  }

  JaxrsServer on(RuntimeUnderTest stage) throws Exception {
    return stage.play(this);
  }
}
