package dev.watchword.cdi;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.inject.Provider;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
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

  private final Set<Type> wanted = new LinkedHashSet<>(ClaimTypes.all());
  private final List<String> mistakes = new ArrayList<>();

  void collect(InjectionPoint point) {
    Claim claim = claim(point);
    if (claim == null) {
      return;
    }
    if (nameOf(claim).isEmpty()) {
      mistakes.add(point + ": @Claim names no claim, or two different ones");
    }
    Type type = point.getType();
    boolean isLater =
        type instanceof ParameterizedType generic && LATER.contains(generic.getRawType());
    if (!isLater && !isLive(type) && outlivesRequest(point)) {
      mistakes.add(point + ": a bean that outlives the request needs a ClaimValue or a Provider");
    }
    Type found = isLater ? ((ParameterizedType) type).getActualTypeArguments()[0] : type;
    wanted.add(found instanceof Class<?> one ? ClaimValues.boxed(one) : found);
  }

  /** Only now is it certain that these beans are ours to judge. */
  void define(AfterBeanDiscovery discovery) {
    for (String mistake : mistakes) {
      discovery.addDefinitionError(new IllegalArgumentException(mistake));
    }
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
    CallerToken token = CallerToken.of(decision.pass());
    return token == null ? NoToken.NONE : token;
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
