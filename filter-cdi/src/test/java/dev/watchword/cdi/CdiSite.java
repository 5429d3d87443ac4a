package dev.watchword.cdi;

import dev.watchword.servlet.WatchwordListener;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jboss.weld.environment.servlet.Listener;

/** A web application on Jetty with Weld, behind the listener. */
final class CdiSite {
  static final String SECRET = UUID.randomUUID().toString() + UUID.randomUUID();

  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);

  /** An application with the beans whose classes have names that match. */
  CdiSite(Path folder, String beans) throws Exception {
    Path declaration = folder.resolve("WEB-INF/beans.xml");
    Files.createDirectories(declaration.getParent());
    Files.writeString(declaration, "<beans bean-discovery-mode=\"annotated\"/>");
    copyBeans(folder.resolve("WEB-INF/classes/dev/watchword/cdi"), beans);
    WebAppContext application = new WebAppContext(folder.toString(), "/");
    application.setParentLoaderPriority(true);
    application.setThrowUnavailableOnStartupException(true);
    application.setInitParameter("watchword.secret", SECRET);
    application.setInitParameter("watchword.rules", "open");
    application.setInitParameter("watchword.rule.open", "/open optional");
    application.addEventListener(new Listener());
    application.addEventListener(new WatchwordListener());
    application.addServlet(new ServletHolder(new ClaimsServlet()), "/*");
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(application);
  }

  void start() throws Exception {
    server.start();
  }

  void stop() throws Exception {
    server.stop();
  }

  /** Weld looks for the beans of an application among its own classes. */
  private static void copyBeans(Path target, String names) throws Exception {
    Files.createDirectories(target);
    Path classes =
        Path.of(ClaimsServlet.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> files = Files.list(classes.resolve("dev/watchword/cdi"))) {
      for (Path file : files.toList()) {
        if (file.getFileName().toString().matches(names)) {
          Files.copy(file, target.resolve(file.getFileName()));
        }
      }
    }
  }

  String get(String path, String token) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + connector.getLocalPort() + path);
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString()).body();
  }
}
