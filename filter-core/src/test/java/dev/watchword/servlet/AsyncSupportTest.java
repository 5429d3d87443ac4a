package dev.watchword.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.testing.LogCapture;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.logging.Level;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A filter that web.xml declares without {@code async-supported} is warned of at the start. */
class AsyncSupportTest {
  /** Of both servers' initializers, all are on this class path; none of them has a part here. */
  private static final String ALL = ".*";

  @TempDir private Path directory;

  /** A server that reads web.xml. */
  enum WebServer {
    JETTY {
      @Override
      void startAndStop(Path application) throws Exception {
        Server server = new Server();
        WebAppContext context = new WebAppContext(application.toString(), "/");
        context.setParentLoaderPriority(true);
        context.setThrowUnavailableOnStartupException(true);
        context.setAttribute("org.eclipse.jetty.containerInitializerExclusionPattern", ALL);
        server.setHandler(context);
        server.start();
        server.stop();
      }
    },
    TOMCAT {
      @Override
      void startAndStop(Path application) throws Exception {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(application.resolve("work").toString());
        tomcat.setAddDefaultWebXmlToWebapp(false);
        StandardContext context = (StandardContext) tomcat.addWebapp("", application.toString());
        context.setParentClassLoader(AsyncSupportTest.class.getClassLoader());
        context.setContainerSciFilter(ALL);
        tomcat.start();
        assertEquals(LifecycleState.STARTED, context.getState());
        tomcat.stop();
        tomcat.destroy();
      }
    };

    abstract void startAndStop(Path application) throws Exception;
  }

  private static String filter(String name, String more) {
    return """
           <filter>
             <filter-name>%s</filter-name>
             <filter-class>dev.watchword.servlet.JwtFilter</filter-class>%s
           </filter>
           <filter-mapping><filter-name>%s</filter-name><url-pattern>/*</url-pattern></filter-mapping>
           """
        .formatted(name, more, name);
  }

  private Path application(String filters) throws IOException {
    Files.createDirectories(directory.resolve("work"));
    Path webXml = Files.createDirectories(directory.resolve("WEB-INF")).resolve("web.xml");
    String secret = LiveTokens.secret();
    Files.writeString(
        webXml,
        """
        <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0" metadata-complete="true">
          <context-param>
            <param-name>watchword.secret</param-name><param-value>%s</param-value>
          </context-param>
          %s
        </web-app>
        """
            .formatted(secret, filters));
    return directory;
  }

  private static void refusedWithBody(RunningApp running, long length) throws Exception {
    try (RawHttp connection = running.connect()) {
      String head = "POST /x HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: " + length;
      String body = length > 10 ? "" : "x".repeat((int) length);
      assertEquals(401, connection.send(head + "\r\n\r\n" + body).status());
    }
  }

  private static ServletApp filterInCode(boolean async) {
    return ServletApp.with(LiveTokens.secret())
        .unguarded()
        .page("/*", TestPage.WHO)
        .adding(
            context -> {
              var filter = context.addFilter("guard", JwtFilter.class);
              filter.setAsyncSupported(async);
              filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
            });
  }

  /** No question of the servlet API tells it of a filter that is declared in code. */
  @ParameterizedTest
  @EnumSource(Container.class)
  void filterInCodeWithoutIt_isWarnedOfOnceWhenItIsMissed(Container container) throws Exception {
    try (LogCapture log = new LogCapture();
        RunningApp running = filterInCode(false).on(container)) {
      refusedWithBody(running, 10);
      assertEquals(0, warnings(log), log::text);
      refusedWithBody(running, 20 << 20);
      refusedWithBody(running, 20 << 20);
      assertEquals(1, warnings(log), log::text);
    }
    try (LogCapture log = new LogCapture();
        RunningApp running = filterInCode(true).on(container)) {
      refusedWithBody(running, 20 << 20);
      assertEquals(0, warnings(log), log::text);
    }
  }

  private static long warnings(LogCapture log) {
    return log.at(Level.WARNING).stream().filter(l -> l.contains("async support")).count();
  }

  @ParameterizedTest
  @EnumSource
  void filterWithoutIt_isWarnedOf(WebServer server) throws Exception {
    Path application =
        application(
            filter("right", "<async-supported> true </async-supported>")
                + filter("silent", "")
                + filter("no", "<async-supported>false</async-supported>"));
    try (LogCapture log = new LogCapture()) {
      server.startAndStop(application);
      List<String> warned =
          log.at(Level.WARNING).stream().filter(line -> line.contains("async-supported")).toList();
      assertEquals(2, warned.size(), log::text);
      assertTrue(warned.stream().anyMatch(line -> line.contains("filter 'silent'")), log::text);
      assertTrue(warned.stream().anyMatch(line -> line.contains("filter 'no'")), log::text);
      assertTrue(
          warned.get(0).endsWith("add <async-supported>true</async-supported> to it in web.xml"));
    }
  }
}
