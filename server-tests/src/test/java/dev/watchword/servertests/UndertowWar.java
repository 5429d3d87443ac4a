package dev.watchword.servertests;

import io.undertow.server.handlers.resource.ClassPathResourceManager;
import io.undertow.server.handlers.resource.PathResourceManager;
import io.undertow.server.handlers.resource.Resource;
import io.undertow.server.handlers.resource.ResourceManager;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.FilterInfo;
import io.undertow.servlet.api.MimeMapping;
import io.undertow.servlet.api.ServletInfo;
import io.undertow.websockets.jsr.WebSocketDeploymentInfo;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EventListener;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Reads a WAR for Undertow, which alone knows neither web.xml nor annotations. */
final class UndertowWar {
  private final Path directory;
  private final ClassLoader classes;
  private final DeploymentInfo info = Servlets.deployment();

  private UndertowWar(Path directory, ClassLoader classes) {
    this.directory = directory;
    this.classes = classes;
  }

  static UndertowWar in(Path directory) throws Exception {
    List<URL> urls = new ArrayList<>();
    urls.add(directory.resolve("WEB-INF/classes/").toUri().toURL());
    try (Stream<Path> jars = Files.list(directory.resolve("WEB-INF/lib"))) {
      for (Path jar : jars.toList()) {
        urls.add(jar.toUri().toURL());
      }
    }
    ClassLoader server = UndertowWar.class.getClassLoader();
    return new UndertowWar(directory, new URLClassLoader(urls.toArray(new URL[0]), server));
  }

  DeploymentInfo at(String contextPath) throws Exception {
    info.setDeploymentName(contextPath)
        .setContextPath(contextPath)
        .setClassLoader(classes)
        .setResourceManager(resources());
    readAnnotations();
    readWebXml();
    return info;
  }

  /** The WAR's own files, and then those that its jars have for browsers (Servlet 6.0, 10.5). */
  private ResourceManager resources() {
    ResourceManager jars = new ClassPathResourceManager(classes, "META-INF/resources");
    return new PathResourceManager(directory) {
      @Override
      public Resource getResource(String path) {
        Resource own = super.getResource(path);
        try {
          return own == null ? jars.getResource(path) : own;
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }

  private void readAnnotations() throws Exception {
    WebSocketDeploymentInfo sockets = new WebSocketDeploymentInfo();
    Path root = directory.resolve("WEB-INF/classes");
    Path own = root.resolve("dev/watchword/servertests");
    try (Stream<Path> files = Files.walk(own)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
        String name =
            root.relativize(file).toString().replace('/', '.').replaceFirst("\\.class$", "");
        Class<?> type = classes.loadClass(name);
        WebServlet servlet = type.getAnnotation(WebServlet.class);
        if (servlet != null) {
          info.addServlet(
              new ServletInfo(name, type.asSubclass(HttpServlet.class))
                  .setAsyncSupported(servlet.asyncSupported())
                  .addMappings(servlet.value()));
        }
        if (type.isAnnotationPresent(ServerEndpoint.class)) {
          sockets.addEndpoint(type);
        }
      }
    }
    info.addServletContextAttribute(WebSocketDeploymentInfo.ATTRIBUTE_NAME, sockets);
  }

  private void readWebXml() throws Exception {
    Element root =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(directory.resolve("WEB-INF/web.xml").toFile())
            .getDocumentElement();
    for (Element each : elements(root, "context-param")) {
      info.addInitParameter(text(each, "param-name"), text(each, "param-value"));
    }
    for (Element each : elements(root, "listener")) {
      info.addListener(Servlets.listener(load(each, "listener-class", EventListener.class)));
    }
    for (Element each : elements(root, "servlet")) {
      info.addServlet(
          new ServletInfo(
              text(each, "servlet-name"), load(each, "servlet-class", HttpServlet.class)));
    }
    for (Element each : elements(root, "servlet-mapping")) {
      info.getServlets().get(text(each, "servlet-name")).addMapping(text(each, "url-pattern"));
    }
    for (Element each : elements(root, "mime-mapping")) {
      info.addMimeMapping(new MimeMapping(text(each, "extension"), text(each, "mime-type")));
    }
    for (Element each : elements(root, "filter")) {
      readFilter(each);
    }
  }

  private void readFilter(Element element) throws Exception {
    String name = text(element, "filter-name");
    FilterInfo filter = new FilterInfo(name, load(element, "filter-class", Filter.class));
    filter.setAsyncSupported(true);
    for (Element each : elements(element, "init-param")) {
      filter.addInitParam(text(each, "param-name"), text(each, "param-value"));
    }
    info.addFilter(filter);
    for (DispatcherType dispatch : DispatcherType.values()) {
      info.addFilterUrlMapping(name, "/*", dispatch);
    }
  }

  private <T> Class<? extends T> load(Element parent, String child, Class<T> type)
      throws ClassNotFoundException {
    return classes.loadClass(text(parent, child)).asSubclass(type);
  }

  private static List<Element> elements(Element parent, String name) {
    NodeList found = parent.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }

  private static String text(Element parent, String child) {
    return elements(parent, child).get(0).getTextContent().strip();
  }
}
