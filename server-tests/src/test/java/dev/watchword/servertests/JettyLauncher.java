package dev.watchword.servertests;

import java.nio.file.Path;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;

/**
 * Runs web applications on Jetty until its standard input ends. Arguments: a working directory,
 * then a context path and a directory for each application.
 */
final class JettyLauncher {
  private JettyLauncher() {}

  public static void main(String[] args) throws Exception {
    Server server = new Server();
    HttpConfiguration http = new HttpConfiguration();
    ServerConnector connector =
        new ServerConnector(
            server, new HttpConnectionFactory(http), new HTTP2CServerConnectionFactory(http));
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    ContextHandler[] contexts = new ContextHandler[(args.length - 1) / 2];
    for (int i = 0; i < contexts.length; i++) {
      contexts[i] = webApp(args[2 * i + 2], args[2 * i + 1]);
      contexts[i].setTempDirectory(Path.of(args[0]).resolve("work" + i).toFile());
    }
    server.setHandler(new ContextHandlerCollection(contexts));
    server.start();
    for (ContextHandler context : contexts) {
      if (!context.isAvailable()) {
        System.out.println("failed " + context.getContextPath());
      }
    }
    System.out.println("ready " + connector.getLocalPort());
    while (System.in.read() >= 0) {
      // the process that started this one is still there
    }
    server.stop();
  }

  /** Of the Jakarta EE that the class path has. */
  private static ContextHandler webApp(String directory, String path) throws Exception {
    Class<?> type;
    try {
      type = Class.forName("org.eclipse.jetty.ee11.webapp.WebAppContext");
    } catch (ClassNotFoundException older) {
      type = Class.forName("org.eclipse.jetty.ee10.webapp.WebAppContext");
    }
    return (ContextHandler)
        type.getConstructor(String.class, String.class).newInstance(directory, path);
  }
}
