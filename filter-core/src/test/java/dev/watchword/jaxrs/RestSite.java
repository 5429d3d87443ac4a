package dev.watchword.jaxrs;

import dev.watchword.Unjudged;
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
final class RestSite {
  static final String BASE = "/app/rest";
  static final String SECRET = TestSecrets.text("rest");

  private final Map<String, String> settings = new HashMap<>();
  private final Map<String, String> initParams = new HashMap<>();
  private final Map<String, String> contextParams = new HashMap<>();
  private final List<GuardListener> listeners = new ArrayList<>();
  private InstantSource clock = () -> Tokens.NOW;
  private IssuerSource keySource;
  private String mount = "/rest";
  private Filter first;
  private boolean runtimeFilter;
  private boolean servletFilter;
  private boolean shared = true;
  private boolean lenient;
  private URL[] archive = {};
  private ClassLoader loader;
  private Watchword given;

  private RestSite() {}

  /** An application by the standard init-param. */
  static RestSite of(Class<? extends Application> application) {
    return bare().initParam("jakarta.ws.rs.Application", application.getName());
  }

  /** No application yet. Bad tokens of many tests come from one address, so none are counted. */
  static RestSite bare() {
    return new RestSite().set("secret", SECRET).set("limit.failures", "off");
  }

  /** A property, without its prefix. */
  RestSite set(String name, String value) {
    settings.put("watchword." + name, value);
    return this;
  }

  /** A path rule below {@code /rest}; rules hold in the order in which they are added. */
  RestSite rule(String name, String line) {
    settings.merge("watchword.rules", name, (before, added) -> before + "," + added);
    return set("rule." + name, line);
  }

  RestSite initParam(String name, String value) {
    initParams.put(name, value);
    return this;
  }

  /** A property as a context-param, without its prefix. */
  RestSite contextParam(String name, String value) {
    contextParams.put("watchword." + name, value);
    return this;
  }

  /** Runs on this class loader, not on one of its own. */
  RestSite loadedBy(ClassLoader other) {
    loader = other;
    return this;
  }

  RestSite heardBy(GuardListener listener) {
    listeners.add(listener);
    return this;
  }

  /** Uses this, whatever the settings here say. */
  RestSite guardedBy(Watchword watchword) {
    given = watchword;
    return this;
  }

  /** Another clock than the one that always says {@link Tokens#NOW}. */
  RestSite clock(InstantSource other) {
    clock = other;
    return this;
  }

  /** The issuers come from there instead of the settings. */
  RestSite keysFrom(IssuerSource source) {
    keySource = source;
    settings.remove("watchword.secret");
    return this;
  }

  /** Puts the servlet filter in front. */
  RestSite behindServletFilter() {
    servletFilter = true;
    return this;
  }

  /** A filter of the application comes before everything else of it. */
  RestSite first(Filter filter) {
    first = filter;
    return this;
  }

  /** The runtime's servlet is there and not at {@code /rest}. */
  RestSite mountedAt(String path) {
    mount = path;
    return this;
  }

  /** Jersey is a servlet filter for {@code /rest} and no servlet. */
  RestSite runtimeAsFilter() {
    runtimeFilter = true;
    return initParam("jersey.config.servlet.filter.contextPath", "/rest");
  }

  /** The JAX-RS filter has to read the settings by itself, from the process and the archive. */
  RestSite onItsOwn() {
    shared = false;
    return this;
  }

  /** A directory beside the application's classes. */
  RestSite bringing(URL directory) {
    archive = new URL[] {directory};
    return this;
  }

  /** The container lets odd paths through to the application. */
  RestSite lenient() {
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
  ClassLoader loader(Stage stage) {
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
    if (keySource != null) {
      Unjudged.issuerSource(builder, keySource);
    }
    settings.forEach(builder::set);
    listeners.forEach(builder::listener);
    return builder.start();
  }

  RestServer on(Stage stage) throws Exception {
    return stage.play(this);
  }
}
