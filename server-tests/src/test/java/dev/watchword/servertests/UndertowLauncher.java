package dev.watchword.servertests;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.handlers.PathHandler;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentManager;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs web applications on Undertow until its standard input ends. Arguments: a working directory,
 * then a context path and a directory for each application.
 */
final class UndertowLauncher {
  private UndertowLauncher() {}

  public static void main(String[] args) throws Exception {
    PathHandler paths = Handlers.path();
    List<DeploymentManager> managers = new ArrayList<>();
    for (int i = 1; i + 1 < args.length; i += 2) {
      try {
        DeploymentManager manager =
            Servlets.defaultContainer()
                .addDeployment(UndertowWar.in(Path.of(args[i + 1])).at(args[i]));
        manager.deploy();
        paths.addPrefixPath(args[i], manager.start());
        managers.add(manager);
      } catch (Exception refused) {
        refused.printStackTrace();
        System.out.println("failed " + args[i]);
      }
    }
    Undertow server =
        Undertow.builder()
            .addHttpListener(0, "127.0.0.1", paths)
            .setServerOption(UndertowOptions.ENABLE_HTTP2, true)
            .setIoThreads(1)
            .setWorkerThreads(4)
            .build();
    server.start();
    InetSocketAddress address = (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
    System.out.println("ready " + address.getPort());
    while (System.in.read() >= 0) {
      // the process that started this one is still there
    }
    for (DeploymentManager manager : managers) {
      manager.stop();
      manager.undeploy();
    }
    server.stop();
  }
}
