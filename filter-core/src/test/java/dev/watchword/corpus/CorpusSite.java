package dev.watchword.corpus;

import dev.watchword.UncheckedIssuers;
import dev.watchword.Watchword;
import dev.watchword.WatchwordBuilder;
import dev.watchword.servlet.JwtFilter;
import dev.watchword.testing.TestSecrets;
import dev.watchword.testing.Tokens;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Properties;

/**
 * Guards a WAR as the corpus expects it: by {@link CorpusIssuers}, at the time of its tokens, with
 * {@code /foo/*} open. Its answers tell the reason. The module server-tests puts it into WARs.
 */
public final class CorpusSite implements ServletContextListener {
  private Watchword watchword;

  @Override
  public void contextInitialized(ServletContextEvent event) {
    agreeOnSecret();
    WatchwordBuilder builder =
        Watchword.builder()
            .surroundings(Map.of(), new Properties())
            .set("watchword.choose", "header " + CorpusIssuers.HEADER)
            .set("watchword.answers", "full")
            .set("watchword.limit.failures", "off")
            .publicPaths("/foo/*")
            .clock(() -> Tokens.NOW);
    watchword = UncheckedIssuers.issuerSource(builder, CorpusIssuers::find).start();
    FilterRegistration.Dynamic filter =
        event.getServletContext().addFilter("corpus", new JwtFilter(watchword));
    filter.setAsyncSupported(true);
    filter.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
  }

  /** The tokens were signed in another JVM. */
  private static void agreeOnSecret() {
    String file = System.getenv("CORPUS_SECRET"); // where nothing can be put into the archive
    try (InputStream secret =
        file == null
            ? CorpusSite.class.getResourceAsStream("/corpus-secret")
            : Files.newInputStream(Path.of(file))) {
      TestSecrets.agree("main", secret.readAllBytes());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    watchword.close();
  }
}
