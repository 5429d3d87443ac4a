package dev.watchword.cdi;

import dev.watchword.guard.Decision.Pass;
import dev.watchword.token.Caller;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.enterprise.inject.spi.ProcessInjectionPoint;
import jakarta.inject.Provider;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.jwt.Claim;
import org.eclipse.microprofile.jwt.ClaimValue;
import org.eclipse.microprofile.jwt.Claims;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** A bean for each type that the application wants a claim as. */
final class ClaimBeans {
  private static final Set<Class<?>> LATER = Set.of(Provider.class, Instance.class);

  private final Set<Type> wanted = new LinkedHashSet<>();

  static boolean isAvailable() {
    try {
      return Claims.values().length > 0;
    } catch (LinkageError noMicroProfileJwt) {
      return false;
    }
  }

  void collect(ProcessInjectionPoint<?, ?> event) {
    InjectionPoint point = event.getInjectionPoint();
    Claim claim = claim(point);
    if (claim == null) {
      return;
    }
    if (nameOf(claim).isEmpty()) {
      event.addDefinitionError(
          new IllegalArgumentException(point + ": @Claim names no claim, or two different ones"));
    }
    Type type = point.getType();
    boolean isLater =
        type instanceof ParameterizedType generic && LATER.contains(generic.getRawType());
    if (!isLater && !isLive(type) && outlivesRequest(point)) {
      event.addDefinitionError(
          new IllegalArgumentException(
              point + ": a bean that outlives the request needs a ClaimValue or a Provider"));
    }
    Type found = isLater ? ((ParameterizedType) type).getActualTypeArguments()[0] : type;
    wanted.add(found instanceof Class<?> one ? ClaimValues.boxed(one) : found);
  }

  void define(AfterBeanDiscovery discovery) {
    discovery
        .addBean()
        .addType(JsonWebToken.class)
        .scope(RequestScoped.class)
        .beanClass(ClaimBeans.class)
        .id(JsonWebToken.class.getName())
        .produceWith(beans -> token(beans.select(CurrentDecision.class).get()));
    for (Type type : wanted) {
      discovery
          .addBean()
          .addType(type)
          .addQualifier(AnyClaim.INSTANCE)
          .scope(Dependent.class)
          .beanClass(ClaimBeans.class)
          .id(ClaimBeans.class.getName() + " " + type.getTypeName())
          .produceWith(beans -> value(beans, type));
    }
  }

  /** Without a caller, it has no name and no claim. */
  private static JsonWebToken token(CurrentDecision decision) {
    Pass pass = decision.pass();
    Caller caller = pass == null ? null : pass.caller();
    return pass == null || caller == null ? NoToken.NONE : new CallerToken(caller, pass.token());
  }

  private static @Nullable Object value(Instance<Object> beans, Type type) {
    InjectionPoint point = beans.select(InjectionPoint.class).get();
    String name = nameOf(Objects.requireNonNull(claim(point)));
    JsonWebToken token = beans.select(JsonWebToken.class).get();
    return isLive(type)
        ? new LiveClaim(name, ((ParameterizedType) type).getActualTypeArguments()[0], token)
        : ClaimValues.as(type, token, name);
  }

  private static boolean isLive(Type type) {
    return type instanceof ParameterizedType generic && generic.getRawType() == ClaimValue.class;
  }

  private static boolean outlivesRequest(InjectionPoint point) {
    return point.getBean() != null
        && point.getBean().getScope() != RequestScoped.class
        && point.getBean().getScope() != Dependent.class;
  }

  private static @Nullable Claim claim(InjectionPoint point) {
    return point.getQualifiers().stream()
        .filter(Claim.class::isInstance)
        .map(Claim.class::cast)
        .findFirst()
        .orElse(null);
  }

  /** Empty where it has none, or two that differ. */
  private static String nameOf(Claim claim) {
    String standard = claim.standard() == Claims.UNKNOWN ? "" : claim.standard().name();
    if (standard.isEmpty() || claim.value().isEmpty()) {
      return standard + claim.value();
    }
    return standard.equals(claim.value()) ? standard : "";
  }
}
