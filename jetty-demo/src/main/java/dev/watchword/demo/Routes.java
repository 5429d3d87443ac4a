package dev.watchword.demo;

import dev.watchword.Watchword;
import dev.watchword.jaxrs.JwtRequestFilter;
import dev.watchword.servlet.IdentifyServlet;
import dev.watchword.servlet.JwtFilter;
import dev.watchword.servlet.SignaturesServlet;
import dev.watchword.servlet.TokenServlet;
import dev.watchword.servlet.UserTokensServlet;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import java.util.EnumSet;
import java.util.List;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.servlet.ServletContainer;

/** Which path leads where: the filter before everything, then one servlet for each path. */
final class Routes {
  private final ServletContextHandler context;
  private final Watchword watchword;

  Routes(Protection protection, Echo echo, Reasons reasons) {
    this.watchword = protection.watchword();
    this.context = guarded(watchword);
    addApplication(echo);
    addEndpoints();
    addLocal("/mint", new Action(new Mint(watchword, protection.clock())::mint));
    addLocal("/explain", new Action(new Explain(watchword, protection.clock())::explain));
    addLocal("/revoke", new Revoke(watchword));
    addLocal("/reason", Json.get(request -> reasons.json(request.getParameter("id"))));
    addLocal("/console/events", new ConsoleEvents(watchword, protection.feed()));
    add(Events.PATH, new Events(watchword, protection.feed().streams()));
    addLocal("/runs", Json.get(request -> "{\"runs\":" + echo.runs() + "}"));
    addLocal("/flood", new Action(new Flood(watchword, protection.clock())::flood));
    addLocal("/metrics", protection.metrics());
    Keys keys = new Keys(protection);
    addLocal("/keys", Json.get(request -> Json.text(keys.list())));
    addLocal("/keys/rotate", new Action(keys::rotate));
    addTenant(protection.tenant());
    add("/", new Console());
  }

  private void addApplication(Echo echo) {
    add("/api/echo", new EchoServlet(echo));
    add("/api/orders", new EchoServlet(echo));
    add("/once/*", new EchoServlet(echo));
    add("/inbox", new Inbox());
    add("/auth-test", new AuthTest());
    add("/public/ping", Json.get(request -> "{\"pong\":true}"));
    add("/health", new HealthServlet(watchword));
    ResourceConfig resources = new ResourceConfig().register(new EchoResource(echo));
    resources.register(new JwtRequestFilter(watchword));
    resources.property("jersey.config.server.wadl.disableWadl", true);
    add("/rest/*", new ServletContainer(resources));
  }

  private void addEndpoints() {
    add("/token", new TokenServlet(watchword));
    add("/signatures", new SignaturesServlet(watchword));
    add("/tokens", new SignaturesServlet(watchword));
    add("/users/*", new UserTokensServlet(watchword));
    add("/identify", new IdentifyServlet(watchword));
  }

  /** A context with the filter, and nothing behind it yet. */
  static ServletContextHandler guarded(Watchword watchword) {
    ServletContextHandler context = new ServletContextHandler();
    context.setErrorHandler(new PlainErrors());
    context.addFilter(
        new FilterHolder(new JwtFilter(watchword)), "/*", EnumSet.allOf(DispatcherType.class));
    return context;
  }

  void add(String path, Servlet servlet) {
    add(context, path, servlet);
  }

  /** A part of the application with a guard of its own, behind the one of the whole. */
  private void addTenant(Tenant tenant) {
    addLocal("/tenant", Json.get(request -> Json.text(tenant.describe())));
    addLocal("/tenant/secret", new Action(tenant::roll));
    for (String path : List.of("/tenant/signatures", "/tenant/inbox")) {
      addFilter(path, new LocalOnly());
      addFilter(path, new TenantGate(tenant));
    }
    add("/tenant/signatures", TenantGate.signatures(tenant));
    add("/tenant/inbox", new Inbox());
  }

  static void add(ServletContextHandler context, String path, Servlet servlet) {
    ServletHolder holder = new ServletHolder(servlet);
    holder.setAsyncSupported(true);
    context.addServlet(holder, path);
  }

  /** What mints or tells secrets of the server answers to this machine only. */
  void addLocal(String path, Servlet servlet) {
    addFilter(path, new LocalOnly());
    add(path, servlet);
  }

  private void addFilter(String path, Filter filter) {
    context.addFilter(new FilterHolder(filter), path, EnumSet.of(DispatcherType.REQUEST));
  }

  ServletContextHandler context() {
    return context;
  }
}
