package dev.watchword.jaxrs;

import dev.watchword.Watchword;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** Puts one guard in each of its places in an application. */
class GuardFeature implements Feature {
  private static final Logger LOG = System.getLogger("dev.watchword");

  private final @Nullable Watchword given;

  /** {@code given} by the application; null for the one that belongs to it. */
  GuardFeature(@Nullable Watchword given) {
    this.given = given;
  }

  @Override
  public final boolean configure(FeatureContext context) {
    ServletClient client = client();
    Watchword watchword = given == null ? own() : given;
    if (client == null) { // one bucket would be everybody's, so bad tokens are not counted at all
      log("no servlet container, so no client address: watchword.limit.failures is off");
    }
    RestGuard guard = new RestGuard(watchword.guard(), client);
    context.register(new StartFilter(guard));
    context.register(new LastFilter(guard));
    context.register(new MatchedFeature(guard, context.getConfiguration(), mistakes()));
    context.register(new AnswerFilter(), Priorities.AUTHENTICATION);
    registerMore(context);
    return true;
  }

  /** The one that belongs to the application. */
  Watchword own() {
    log(
        "no servlet context, so the settings are those of the configuration alone; others reach"
            + " JAX-RS by new JwtRequestFilter(watchword)");
    return Watchword.builder().start();
  }

  /** What tells the mistakes of the application. */
  AnnotationMistakes mistakes() {
    return new AnnotationMistakes();
  }

  /** Registers what only some containers need. */
  void registerMore(FeatureContext context) {}

  /** What knows the client of a request; null where nothing does. */
  @Nullable ServletClient client() {
    return null;
  }

  private static void log(String sentence) {
    LOG.log(Level.INFO, "Watchword: " + sentence);
  }
}
