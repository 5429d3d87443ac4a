package dev.watchword.tck;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jetty.ee10.annotations.AnnotationConfiguration;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.protocol.ProtocolDescription;
import org.jboss.arquillian.container.spi.client.protocol.metadata.HTTPContext;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.container.spi.client.protocol.metadata.Servlet;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.exporter.ExplodedExporter;

/** A Jetty for each WAR of the tests, with Weld and RESTEasy as a WAR brings them to it. */
public final class JettyContainer implements DeployableContainer<NoSettings> {
  private Server server;

  @Override
  public Class<NoSettings> getConfigurationClass() {
    return NoSettings.class;
  }

  @Override
  public ProtocolDescription getDefaultProtocol() {
    return new ProtocolDescription("Local"); // all of the tests that run here are HTTP clients
  }

  @Override
  public ProtocolMetaData deploy(Archive<?> archive) throws DeploymentException {
    try {
      server = new Server();
      ServerConnector connector = new ServerConnector(server);
      connector.setHost("127.0.0.1");
      server.addConnector(connector);
      server.setHandler(application(archive));
      server.start();
      HTTPContext context = new HTTPContext("127.0.0.1", connector.getLocalPort());
      context.add(new Servlet("jaxrs", "/"));
      return new ProtocolMetaData().addContext(context);
    } catch (Exception e) {
      throw new DeploymentException(archive.getName() + " does not start", e);
    }
  }

  private static WebAppContext application(Archive<?> archive) throws Exception {
    Path folder = Files.createDirectories(Path.of("target/wars", String.valueOf(archive.getId())));
    File exploded = archive.as(ExplodedExporter.class).exportExploded(folder.toFile());
    WebAppContext application = new WebAppContext(exploded.getPath(), "/");
    application.setParentLoaderPriority(true); // the libraries are those of the tests
    application.addConfiguration(new AnnotationConfiguration());
    application.setThrowUnavailableOnStartupException(true);
    return application;
  }

  @Override
  public void undeploy(Archive<?> archive) throws DeploymentException {
    try {
      server.stop();
    } catch (Exception e) {
      throw new DeploymentException(archive.getName() + " does not stop", e);
    }
  }
}
