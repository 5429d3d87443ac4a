package dev.watchword.auto;

import java.nio.file.Path;
import java.util.function.Function;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.webresources.TomcatURLStreamHandlerFactory;
import org.apache.tomcat.util.scan.StandardJarScanner;

/** Deploys a directory on Tomcat, which answers with its port and what ends it. */
public final class TomcatSite implements Function<Path, Object[]> {
  @Override
  public Object[] apply(Path directory) {
    TomcatURLStreamHandlerFactory.disable(); // the JVM takes one, and there are many Tomcats
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(directory.resolveSibling("tomcat").toString());
    Connector connector = new Connector();
    connector.setPort(0);
    connector.setProperty("address", "127.0.0.1");
    tomcat.setConnector(connector);
    Context context = tomcat.addWebapp("/app", directory.toString());
    context.setParentClassLoader(TomcatSite.class.getClassLoader());
    if (context.getJarScanner() instanceof StandardJarScanner scanner) {
      scanner.setScanClassPath(false); // the jars of the tests are no part of the application
    }
    try {
      tomcat.start();
    } catch (LifecycleException refused) {
      throw new IllegalStateException(refused);
    }
    if (!context.getState().isAvailable()) {
      throw new IllegalStateException("not deployed");
    }
    AutoCloseable end =
        () -> {
          tomcat.stop();
          tomcat.destroy();
        };
    return new Object[] {connector.getLocalPort(), end};
  }
}
