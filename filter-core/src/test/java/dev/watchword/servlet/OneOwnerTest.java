package dev.watchword.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.testing.Background;
import dev.watchword.testing.LogCapture;
import jakarta.servlet.DispatcherType;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Level;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An application has one {@code Watchword}, whatever asks for it first, and nothing of it is left
 * when the application has ended. The server is one that does not look for {@link ContextEnd}.
 */
class OneOwnerTest {
  private static final int ROUNDS = 30;

  /** Each application that starts logs this line once. */
  private static final String STARTED = "Watchword: rule else:";

  /** What an application declares, by class names alone, and where it answers. */
  enum Declared {
    FILTER {
      @Override
      List<String> in(ServletContextHandler context) {
        return filtered(context);
      }
    },
    ENDPOINTS {
      @Override
      List<String> in(ServletContextHandler context) {
        return endpoints(context);
      }
    },
    FILTER_AND_ENDPOINTS {
      @Override
      List<String> in(ServletContextHandler context) {
        filtered(context);
        return endpoints(context);
      }
    };

    abstract List<String> in(ServletContextHandler context);

    private static List<String> filtered(ServletContextHandler context) {
      FilterHolder filter = new FilterHolder();
      filter.setClassName(JwtFilter.class.getName());
      context.addFilter(filter, "/*", EnumSet.allOf(DispatcherType.class));
      return List.of("/");
    }

    private static List<String> endpoints(ServletContextHandler context) {
      List<String> paths = new ArrayList<>();
      for (Class<?> endpoint :
          List.of(
              TokenServlet.class,
              SignaturesServlet.class,
              UserTokensServlet.class,
              IdentifyServlet.class,
              SsoServlet.class)) {
        ServletHolder servlet = new ServletHolder();
        servlet.setClassName(endpoint.getName());
        servlet.setInitOrder(-1); // not before its first request
        context.addServlet(servlet, "/" + endpoint.getSimpleName());
        paths.add("/" + endpoint.getSimpleName());
      }
      return paths;
    }
  }

  @ParameterizedTest
  @EnumSource
  void firstCallsAtOnce_makeOneThatEndsWithApplication(Declared declared) throws Exception {
    Background background = new Background();
    ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();
    Set<WeakReference<ClassLoader>> ended = new HashSet<>();
    for (int round = 0; round < ROUNDS; round++) {
      ended.add(live(declared, background, collected));
      background.assertEnded();
    }
    live(declared, background, collected); // JDK 17 itself keeps the last one that compared records
    Background.awaitCollected(collected, ended);
  }

  /** One life of an application; all that is left of it is here. */
  private static WeakReference<ClassLoader> live(
      Declared declared, Background background, ReferenceQueue<ClassLoader> collected)
      throws Exception {
    WebAppLoader loader = new WebAppLoader();
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler();
    context.setClassLoader(loader);
    context.setInitParameter("watchword.secret", LiveTokens.secret());
    final List<String> paths = declared.in(context);
    server.setHandler(context);
    try (LogCapture log = new LogCapture()) {
      server.start();
      callAtOnce(new RunningApp(connector.getLocalPort(), server::stop), paths);
      assertEquals(2, background.started().size()); // those of one owner
      server.stop();
      List<String> started =
          log.at(Level.INFO).stream().filter(line -> line.startsWith(STARTED)).toList();
      assertEquals(1, started.size(), log::text);
    } finally {
      server.stop();
      loader.close();
    }
    return new WeakReference<>(loader, collected);
  }

  private static void callAtOnce(RunningApp site, List<String> paths) throws Exception {
    int callers = 2 * Math.max(2, paths.size());
    CyclicBarrier together = new CyclicBarrier(callers);
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    try {
      List<Future<Integer>> answers = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        String path = paths.get(i % paths.size());
        answers.add(
            threads.submit(
                () -> {
                  together.await();
                  return site.get(path).status();
                }));
      }
      for (Future<Integer> answer : answers) {
        int status = answer.get();
        assertTrue(status == 401 || status == 405, () -> "status " + status);
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
