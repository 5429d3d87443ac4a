package dev.watchword.auto;

import java.nio.file.Path;
import java.util.function.Function;
import org.eclipse.jetty.ee10.annotations.AnnotationConfiguration;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Deploys a directory on Jetty, which answers with its port and what ends it. */
public final class JettySite implements Function<Path, Object[]> {
  @Override
  public Object[] apply(Path directory) {
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    WebAppContext context = new WebAppContext(directory.toString(), "/app");
    context.addConfiguration(new AnnotationConfiguration());
    context.setThrowUnavailableOnStartupException(true);
    server.setHandler(context);
    try {
      server.start();
    } catch (Exception refused) {
      throw new IllegalStateException(refused);
    }
    AutoCloseable end = server::stop;
    return new Object[] {connector.getLocalPort(), end};
  }
}
