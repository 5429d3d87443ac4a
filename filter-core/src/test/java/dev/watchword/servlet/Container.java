package dev.watchword.servlet;

import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletException;
import java.io.File;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.RemoteIpValve;
import org.apache.coyote.http2.Http2Protocol;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.ForwardedRequestCustomizer;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The servers that every test runs on. The lenient ones take paths that the others refuse. */
enum Container {
  JETTY {
    @Override
    RunningApp start(ServletApp site) throws Exception {
      return jetty(site, UriCompliance.DEFAULT, false);
    }
  },
  TOMCAT {
    @Override
    RunningApp start(ServletApp site) throws Exception {
      return tomcat(site, false);
    }
  },
  UNDERTOW {
    @Override
    RunningApp start(ServletApp site) throws Exception {
      return UndertowApp.start(site);
    }
  },
  /** Throws from the path getters where a path is ambiguous. */
  LENIENT_JETTY {
    @Override
    RunningApp start(ServletApp site) throws Exception {
      return jetty(site, UriCompliance.UNSAFE, false);
    }
  },
  DECODING_JETTY {
    @Override
    RunningApp start(ServletApp site) throws Exception {
      return jetty(site, UriCompliance.UNSAFE, true);
    }
  },
  LENIENT_TOMCAT {
    @Override
    RunningApp start(ServletApp site) throws Exception {
      return tomcat(site, true);
    }
  };

  abstract RunningApp start(ServletApp site) throws Exception;

  private static RunningApp jetty(ServletApp site, UriCompliance compliance, boolean decoding)
      throws Exception {
    Server server = new Server();
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setUriCompliance(compliance);
    if (site.isBehindProxy()) {
      configuration.addCustomizer(new ForwardedRequestCustomizer());
    }
    ServerConnector connector =
        new ServerConnector(
            server,
            1,
            1,
            new HttpConnectionFactory(configuration),
            new HTTP2CServerConnectionFactory(configuration));
    connector.setHost("127.0.0.1");
    server.addConnector(connector);

    ServletContextHandler context = new ServletContextHandler(ServletContextHandler.SESSIONS);
    context.setContextPath(site.contextPath().isEmpty() ? "/" : site.contextPath());
    context.getServletHandler().setDecodeAmbiguousURIs(decoding);
    site.params().forEach(context::setInitParameter);
    context.addServletContainerInitializer((classes, started) -> site.startUp(started));
    if (site.isGuarded()) {
      context.addEventListener(new WatchwordListener());
    }
    context.addEventListener(new Finish(site));
    if (site.welcomeFile() != null) {
      context.setWelcomeFiles(new String[] {site.welcomeFile()});
    }
    if (site.errorPage() != null) {
      ErrorPageErrorHandler errors = new ErrorPageErrorHandler();
      errors.addErrorPage(ErrorPageErrorHandler.GLOBAL_ERROR_PAGE, site.errorPage());
      context.setErrorHandler(errors);
    }
    server.setHandler(context);
    try {
      server.start();
    } catch (Exception failure) {
      server.stop();
      throw failure;
    }
    return new RunningApp(connector.getLocalPort(), server::stop);
  }

  private record Finish(ServletApp site) implements ServletContextListener {
    @Override
    public void contextInitialized(ServletContextEvent event) {
      try {
        site.finish(event.getServletContext());
      } catch (ServletException failure) {
        throw new IllegalStateException(failure);
      }
    }
  }

  private static RunningApp tomcat(ServletApp site, boolean lenient) throws Exception {
    Tomcat tomcat = new Tomcat();
    File base = new File("target/tomcat").getAbsoluteFile();
    tomcat.setBaseDir(base.getPath());
    Connector connector = new Connector();
    connector.setProperty("address", "127.0.0.1");
    connector.setPort(0);
    connector.addUpgradeProtocol(new Http2Protocol());
    if (lenient) {
      connector.setProperty("relaxedPathChars", "\"<>[\\]^`{|}");
      connector.setProperty("allowBackslash", "true");
      connector.setEncodedSolidusHandling(EncodedSolidusHandling.DECODE.getValue());
    }
    tomcat.setConnector(connector);

    Context context = tomcat.addContext(site.contextPath(), base.getPath());
    site.params().forEach(context::addParameter);
    if (site.isBehindProxy()) {
      RemoteIpValve proxied = new RemoteIpValve();
      proxied.setHostHeader("X-Forwarded-Host");
      proxied.setPortHeader("X-Forwarded-Port");
      context.getPipeline().addValve(proxied);
    }
    ServletContainerInitializer pages = (classes, started) -> site.startUp(started);
    context.addServletContainerInitializer(pages, null);
    if (site.isGuarded()) {
      context.addApplicationListener(WatchwordListener.class.getName());
    }
    if (site.welcomeFile() != null) {
      context.addWelcomeFile(site.welcomeFile());
    }
    if (site.errorPage() != null) {
      ErrorPage errors = new ErrorPage();
      errors.setLocation(site.errorPage());
      context.addErrorPage(errors);
    }
    tomcat.start();
    RunningApp.Stop stop =
        () -> {
          tomcat.stop();
          tomcat.destroy();
        };
    if (context.getState() != LifecycleState.STARTED) {
      stop.now();
      throw new LifecycleException("the context is " + context.getStateName());
    }
    return new RunningApp(connector.getLocalPort(), stop);
  }
}
