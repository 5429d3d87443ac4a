package dev.watchword.quarkus;

import dev.watchword.servlet.WatchwordListener;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;

/**
 * Guards the application as {@link WatchwordListener} does; or, where a secret of the corpus is
 * named, as that wants it. Quarkus needs all classes when it builds an application, so this one is
 * both.
 */
public class QuarkusSite implements ServletContextListener {
  private final boolean hasCorpus = System.getenv("CORPUS_SECRET") != null;
  private final ServletContextListener guard = hasCorpus ? corpus() : new WatchwordListener();

  private static ServletContextListener corpus() {
    try {
      ClassLoader loader = Thread.currentThread().getContextClassLoader();
      Class<?> type = Class.forName("dev.watchword.corpus.CorpusSite", true, loader);
      return (ServletContextListener) type.getConstructor().newInstance();
    } catch (ReflectiveOperationException refused) {
      throw new IllegalStateException(refused);
    }
  }

  @Override
  public void contextInitialized(ServletContextEvent event) {
    guard.contextInitialized(event);
    if (hasCorpus) {
      event
          .getServletContext()
          .addServlet("reached", "dev.watchword.servertests.ReachedServlet")
          .addMapping("/*");
    }
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    guard.contextDestroyed(event);
  }
}
