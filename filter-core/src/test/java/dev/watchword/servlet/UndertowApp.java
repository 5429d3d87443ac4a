package dev.watchword.servlet;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import io.undertow.websockets.jsr.WebSocketDeploymentInfo;
import jakarta.servlet.ServletContainerInitializer;
import java.net.InetSocketAddress;
import java.util.Set;

/** A site on Undertow, as WildFly has it inside. */
final class UndertowApp {
  /** By default 2 MB: to more than that Undertow itself says 413, in the place of any answer. */
  private static final long LARGEST_BODY = 64L << 20;

  private UndertowApp() {}

  static RunningApp start(ServletApp site) throws Exception {
    DeploymentManager manager = Servlets.newContainer().addDeployment(deployment(site));
    manager.deploy();
    Undertow server;
    try {
      server =
          Undertow.builder()
              .addHttpListener(0, "127.0.0.1", mounted(site, manager.start()))
              .setIoThreads(1)
              .setWorkerThreads(4)
              .setServerOption(UndertowOptions.ENABLE_HTTP2, true)
              .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, LARGEST_BODY)
              .build();
      server.start();
    } catch (Exception failure) {
      manager.undeploy();
      throw failure;
    }
    InetSocketAddress address = (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
    RunningApp.Stop stop =
        () -> {
          server.stop();
          manager.stop();
          manager.undeploy();
        };
    return new RunningApp(address.getPort(), stop);
  }

  private static HttpHandler mounted(ServletApp site, HttpHandler application) {
    HttpHandler mounted =
        site.contextPath().isEmpty()
            ? application
            : Handlers.path().addPrefixPath(site.contextPath(), application);
    return site.isBehindProxy() ? Handlers.proxyPeerAddress(mounted) : mounted;
  }

  private static DeploymentInfo deployment(ServletApp site) {
    ServletContainerInitializer pages = (classes, started) -> site.startUp(started);
    DeploymentInfo deployment =
        Servlets.deployment()
            .setDeploymentName("site")
            .setClassLoader(UndertowApp.class.getClassLoader())
            .addServletContextAttribute(
                WebSocketDeploymentInfo.ATTRIBUTE_NAME, new WebSocketDeploymentInfo())
            .setContextPath(site.contextPath().isEmpty() ? "/" : site.contextPath())
            .addServletContainerInitializer(
                new ServletContainerInitializerInfo(
                    pages.getClass(), new ImmediateInstanceFactory<>(pages), Set.of()));
    site.params().forEach(deployment::addInitParameter);
    if (site.isGuarded()) {
      deployment.addListener(Servlets.listener(WatchwordListener.class));
    }
    if (site.welcomeFile() != null) {
      deployment.addWelcomePage(site.welcomeFile());
    }
    if (site.errorPage() != null) {
      deployment.addErrorPage(Servlets.errorPage(site.errorPage()));
    }
    return deployment;
  }
}
