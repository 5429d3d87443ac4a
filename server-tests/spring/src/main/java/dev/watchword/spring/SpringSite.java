package dev.watchword.spring;

import dev.watchword.servlet.WatchwordListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.http.HttpServlet;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import java.util.function.ToIntFunction;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.web.servlet.error.ErrorMvcAutoConfiguration;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.boot.web.servlet.ServletComponentScan;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.util.ClassUtils;

/**
 * A Spring Boot application with the classes of server-tests, guarded as docs/servers.md has it; or
 * with those of the corpus, if they are there, guarded as that wants it. Made with a context path,
 * it tells the port.
 */
@SpringBootApplication
@ServletComponentScan("dev.watchword.servertests")
public class SpringSite implements ToIntFunction<String> {
  private static final String CORPUS = "dev.watchword.corpus.CorpusSite";
  private static final String ERROR_PAGE = ErrorMvcAutoConfiguration.class.getName();
  private static final String SERVLETS = "dev.watchword.servertests.";

  @Override
  public int applyAsInt(String contextPath) {
    SpringApplication application = new SpringApplication(SpringSite.class);
    var running =
        (WebServerApplicationContext)
            application.run(
                // The corpus has one servlet for every path, which is not to be its error page
                "--spring.autoconfigure.exclude=" + (hasCorpus() ? ERROR_PAGE : ""),
                "--server.address=127.0.0.1",
                "--server.port=0",
                "--server.http2.enabled=true",
                "--server.servlet.context-path=" + contextPath,
                "--server.servlet.context-parameters.watchword.public=/open/*",
                "--server.servlet.context-parameters.watchword.rules=admin",
                "--server.servlet.context-parameters.watchword.rule.admin=/admin/* role admin");
    return running.getWebServer().getPort();
  }

  @Bean
  ServletContextInitializer watchword() {
    return hasCorpus() ? SpringSite::corpus : WatchwordListener::guard;
  }

  private static boolean hasCorpus() {
    return ClassUtils.isPresent(CORPUS, null);
  }

  private static void corpus(ServletContext context) {
    ServletContextListener site = made(CORPUS, ServletContextListener.class);
    site.contextInitialized(new ServletContextEvent(context));
    context
        .addServlet("reached", made(SERVLETS + "ReachedServlet", HttpServlet.class))
        .addMapping("/*");
  }

  /** Spring looks for no endpoints. */
  @Bean
  ServletContextInitializer socket() {
    return context ->
        context.addListener(
            new ServletContextListener() {
              @Override
              public void contextInitialized(ServletContextEvent event) {
                addSocket(event.getServletContext());
              }
            });
  }

  private static void addSocket(ServletContext context) {
    var sockets = (ServerContainer) context.getAttribute(ServerContainer.class.getName());
    try {
      sockets.addEndpoint(ClassUtils.resolveClassName(SERVLETS + "EchoSocket", null));
    } catch (DeploymentException refused) {
      throw new IllegalStateException(refused);
    }
  }

  private static <T> T made(String name, Class<T> type) {
    try {
      return type.cast(ClassUtils.forName(name, null).getConstructor().newInstance());
    } catch (ReflectiveOperationException refused) {
      throw new IllegalStateException(refused);
    }
  }
}
