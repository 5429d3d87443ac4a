package dev.watchword.cdi;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessBean;
import jakarta.enterprise.inject.spi.ProcessInjectionPoint;
import jakarta.interceptor.Interceptor;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * Adds the beans of this artifact to an application; those of MicroProfile JWT only where its API
 * is there and no {@code JsonWebToken} was discovered. One that another extension adds in code
 * comes too late to be seen.
 */
public final class WatchwordExtension implements Extension {
  private final @Nullable ClaimBeans claims =
      MicroProfileJwt.isAvailable() ? new ClaimBeans() : null;
  private boolean isTheirs;

  void add(@Observes BeforeBeanDiscovery discovery) {
    discovery.addAnnotatedType(CurrentDecision.class, CurrentDecision.class.getName());
    discovery.addAnnotatedType(CallerProducers.class, CallerProducers.class.getName());
  }

  void collect(@Observes ProcessInjectionPoint<?, ?> event) {
    if (claims != null) {
      claims.collect(event.getInjectionPoint());
    }
  }

  void look(@Observes ProcessBean<?> event) {
    isTheirs |=
        event.getBean().getTypes().stream()
            .map(Type::getTypeName)
            .anyMatch(MicroProfileJwt.TOKEN::equals);
  }

  void define(
      @Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) AfterBeanDiscovery discovery) {
    if (claims != null && !isTheirs) {
      claims.define(discovery);
    }
  }
}
