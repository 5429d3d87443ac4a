package dev.watchword.jaxrs;

import dev.watchword.Watchword;
import dev.watchword.servlet.JwtFilter;
import dev.watchword.servlet.ServletContextWatchword;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.io.Closeable;
import java.io.File;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Starts applications in real containers, on a free port of the loopback address. */
final class ContainerStarter {
  private static final String LOOPBACK = "127.0.0.1";

  /** Kept here: the log manager holds its loggers by weak references. */
  private static final List<Logger> TALKERS =
      Stream.of("org.apache", "org.eclipse.jetty", "org.glassfish", "org.jboss", "dev.watchword")
          .map(Logger::getLogger)
          .toList();

  private static final Logger APPLICATION =
      Logger.getLogger("org.apache.catalina.core.ContainerBase.[Tomcat].[localhost].[/app]");

  static {
    silence();
  }

  private ContainerStarter() {}

  /** Refusals by the hundred are no news. A test that listens all the same does so after this. */
  static void silence() {
    TALKERS.forEach(logger -> logger.setLevel(Level.OFF));
  }

  static JaxrsServer jetty(RuntimeUnderTest stage, JaxrsApp site) throws Exception {
    Deployment deployment = new Deployment(stage, site);
    Server server = new Server();
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendDateHeader(false);
    http.setUriCompliance(site.isLenient() ? UriCompliance.UNSAFE : UriCompliance.DEFAULT);
    ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost(LOOPBACK);
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler("/app");
    context.setClassLoader(deployment.loader);
    site.contextParams().forEach(context::setInitParameter);
    context.getServletHandler().setDecodeAmbiguousURIs(site.isLenient());
    context.addServletContainerInitializer(
        (types, servletContext) -> deployment.to(servletContext));
    server.setHandler(context);
    try {
      server.start();
    } catch (Exception refused) {
      server.stop();
      deployment.close();
      throw refused;
    }
    return new JaxrsServer(
        connector.getLocalPort(),
        () -> {
          server.stop();
          deployment.close();
        });
  }

  static JaxrsServer tomcat(RuntimeUnderTest stage, JaxrsApp site) throws Exception {
    Deployment deployment = new Deployment(stage, site);
    Tomcat tomcat = new Tomcat();
    File nowhere = new File("target/tomcat-jaxrs");
    tomcat.setBaseDir(nowhere.getPath());
    Connector connector = new Connector();
    connector.setPort(0);
    connector.setProperty("address", LOOPBACK);
    if (site.isLenient()) {
      connector.setAllowBackslash(true);
      connector.setEncodedSolidusHandling(EncodedSolidusHandling.DECODE.getValue());
    }
    tomcat.setConnector(connector);
    Context context = tomcat.addContext("/app", null);
    APPLICATION.setLevel(Level.OFF); // Tomcat has just set it
    context.setParentClassLoader(deployment.loader);
    site.contextParams().forEach(context::addParameter);
    context.addServletContainerInitializer(
        (types, servletContext) -> deployment.to(servletContext), Set.of());
    tomcat.start();
    return new JaxrsServer(
        connector.getLocalPort(),
        () -> {
          tomcat.stop();
          tomcat.destroy();
          deployment.close();
        });
  }

  /** A site on its way into a container. */
  private static final class Deployment {
    private final RuntimeUnderTest stage;
    private final JaxrsApp site;
    private final Watchword watchword;
    private final ClassLoader loader;

    Deployment(RuntimeUnderTest stage, JaxrsApp site) {
      this.stage = stage;
      this.site = site;
      this.watchword = site.isShared() ? site.watchword() : null;
      this.loader = site.loader(stage);
    }

    /** Called by the container while the context starts, on the application's class loader. */
    void to(ServletContext context) {
      if (watchword != null) {
        ServletContextWatchword.set(context, watchword);
      }
      EnumSet<DispatcherType> all = EnumSet.allOf(DispatcherType.class);
      if (site.first() != null) {
        FilterRegistration.Dynamic first = context.addFilter("first", site.first());
        first.setAsyncSupported(true);
        first.addMappingForUrlPatterns(all, false, "/*");
      }
      if (site.hasServletFilter()) {
        FilterRegistration.Dynamic filter =
            context.addFilter("watchword", new JwtFilter(watchword));
        filter.setAsyncSupported(true);
        filter.addMappingForUrlPatterns(all, false, "/*");
      }
      if (site.isRuntimeFilter()) {
        FilterRegistration.Dynamic filter =
            context.addFilter("rest", servlet().asSubclass(Filter.class));
        filter.addMappingForUrlPatterns(all, false, "/*");
        filter.setInitParameters(site.initParams());
        return;
      }
      ServletRegistration.Dynamic servlet = context.addServlet("rest", servlet());
      servlet.setAsyncSupported(true);
      servlet.setLoadOnStartup(1);
      servlet.addMapping(site.mount() + "/*");
      servlet.setInitParameters(site.initParams());
      servlet.setInitParameters(Map.of("resteasy.servlet.mapping.prefix", site.mount()));
    }

    private Class<? extends Servlet> servlet() {
      try {
        return loader.loadClass(stage.servlet()).asSubclass(Servlet.class);
      } catch (ClassNotFoundException impossible) {
        throw new IllegalStateException(impossible);
      }
    }

    void close() throws Exception {
      if (watchword != null) {
        watchword.close();
      }
      if (loader instanceof Closeable own) {
        own.close();
      }
    }
  }
}
