package dev.watchword.servlet;

import dev.watchword.Watchword;
import dev.watchword.event.GuardListener;
import dev.watchword.settings.SettingSource;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A web application to be: pages, settings as context-params, and the {@link WatchwordListener} in
 * front. Its context is {@code /app} where a test says so, else the root.
 */
public final class ServletApp {
  private final Map<String, String> params = new LinkedHashMap<>();
  private final Map<String, TestPage> pages = new LinkedHashMap<>();
  private Addition addition = context -> {};
  private Addition lateAddition = context -> {};
  private boolean guarded = true;
  private boolean behindProxy;
  private String contextPath = "";
  private String errorPage;
  private String welcomeFile;

  /** Whatever an application may do while its context starts. */
  @FunctionalInterface
  interface Addition {
    void to(ServletContext context) throws ServletException;
  }

  /** A site with a secret. Bad tokens of many tests come from one address, so none are counted. */
  static ServletApp with(String secret) {
    return withoutSecret().set("secret", secret);
  }

  /** A site whose secrets are set each by its name. */
  static ServletApp withoutSecret() {
    return new ServletApp().set("limit.failures", "off");
  }

  /** A property, without its prefix. */
  ServletApp set(String name, String value) {
    params.put("watchword." + name, value);
    return this;
  }

  /**
   * A page; its servlet is named {@code page} and the path. Not by the path alone: Jetty keeps its
   * filter chains by path or by servlet name in one map, and would take one for the other.
   */
  ServletApp page(String pattern, TestPage page) {
    pages.put(pattern, page);
    return this;
  }

  ServletApp errorPage(String path) {
    errorPage = path;
    return this;
  }

  /** What the server shows where a folder is asked for. */
  ServletApp welcomeFile(String name) {
    welcomeFile = name;
    return this;
  }

  ServletApp below(String path) {
    contextPath = path;
    return this;
  }

  ServletApp adding(Addition more) {
    Addition before = addition;
    addition =
        context -> {
          before.to(context);
          more.to(context);
        };
    return this;
  }

  /** Done by a listener behind ours; on Jetty alone, where such a one may do what it likes. */
  ServletApp addingLate(Addition more) {
    lateAddition = more;
    return this;
  }

  /** The server believes {@code X-Forwarded-Host} and the like, as behind a proxy it trusts. */
  ServletApp behindProxy() {
    behindProxy = true;
    return this;
  }

  /** Leaves the listener out. */
  ServletApp unguarded() {
    guarded = false;
    return this;
  }

  /** Lets somebody hear of every decision. */
  ServletApp heardBy(GuardListener ear) {
    return adding(
        context -> {
          SettingSource settings = SettingSource.of("context-param", true, params);
          Watchword watchword = Watchword.builder().source(settings).listener(ear).start();
          give(context, watchword);
        });
  }

  /** Makes this the context's own, and closes it with the context, as who sets it has to. */
  static void give(ServletContext context, Watchword watchword) {
    ServletContextWatchword.set(context, watchword);
    context.addListener(
        new ServletContextListener() {
          @Override
          public void contextDestroyed(ServletContextEvent event) {
            watchword.close();
          }
        });
  }

  Map<String, String> params() {
    return params;
  }

  boolean isBehindProxy() {
    return behindProxy;
  }

  boolean isGuarded() {
    return guarded;
  }

  String contextPath() {
    return contextPath;
  }

  String welcomeFile() {
    return welcomeFile;
  }

  String errorPage() {
    return errorPage;
  }

  /** Called by the container before any listener, as a ServletContainerInitializer is. */
  void startUp(ServletContext context) throws ServletException {
    addition.to(context);
    pages.forEach(
        (pattern, page) -> {
          ServletRegistration.Dynamic servlet =
              context.addServlet("page " + pattern, new TestPage.Servlet(page));
          servlet.setAsyncSupported(true);
          servlet.addMapping(pattern);
        });
  }

  void finish(ServletContext context) throws ServletException {
    lateAddition.to(context);
  }

  RunningApp on(Container container) throws Exception {
    return container.start(this);
  }
}
