package dev.watchword.adapters;

import dev.watchword.Watchword;
import dev.watchword.jaxrs.JaxrsAdapter;
import dev.watchword.servlet.ServletAdapter;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** Each way in which a guard stands before an application, on a real server. */
enum Adapter {
  SERVLET {
    @Override
    RawClient serve(Watchword watchword) throws Exception {
      return new RawClient(ServletAdapter.serve(watchword));
    }
  },
  JERSEY {
    @Override
    RawClient serve(Watchword watchword) throws Exception {
      return new RawClient(JaxrsAdapter.onJersey(watchword));
    }
  },
  RESTEASY {
    @Override
    RawClient serve(Watchword watchword) throws Exception {
      return new RawClient(JaxrsAdapter.onResteasy(watchword));
    }
  };

  /** Kept here: the log manager holds its loggers by weak references. */
  private static final List<Logger> TALKERS =
      Stream.of("org.eclipse.jetty", "org.glassfish", "org.jboss", "dev.watchword")
          .map(Logger::getLogger)
          .toList();

  static {
    TALKERS.forEach(logger -> logger.setLevel(Level.OFF)); // refusals by the hundred are no news
  }

  /**
   * An application at {@code /app/rest} whose every page tells the caller's id, or {@code nobody}.
   */
  abstract RawClient serve(Watchword watchword) throws Exception;
}
