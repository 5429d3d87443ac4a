package dev.watchword.jaxrs;

import dev.watchword.guard.Requirements;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the annotations of one resource method ask. The nearest speaks: the method, then those
 * it overrides or implements, then the class that declares it, the resource's class, and what these
 * extend and implement.
 */
final class ResourceRequirements {
  private static final List<Class<? extends Annotation>> ROLE_WORDS =
      List.of(DenyAll.class, RolesAllowed.class, PermitAll.class);

  private ResourceRequirements() {}

  /**
   * Reads the annotations.
   *
   * @throws IllegalStateException where a method says two things about roles at once
   */
  static Requirements of(ResourceInfo resource) {
    Method method = resource.getResourceMethod();
    Class<?> type = resource.getResourceClass();
    boolean speaks =
        places(method, type).stream()
            .anyMatch(
                place -> speaksOfRoles(place) || place.isAnnotationPresent(ScopesAllowed.class));
    return speaks ? of(method, type) : Requirements.UNANNOTATED;
  }

  static Requirements of(Method method, Class<?> resource) {
    List<AnnotatedElement> places = places(method, resource);
    AnnotatedElement roles =
        places.stream().filter(ResourceRequirements::speaksOfRoles).findFirst().orElse(method);
    RolesAllowed allowed = roles.getAnnotation(RolesAllowed.class);
    ScopesAllowed scopes =
        places.stream()
            .map(place -> place.getAnnotation(ScopesAllowed.class))
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
    // No caller has one of no roles.
    boolean noRole = allowed != null && allowed.value().length == 0;
    return Requirements.ofCode(
        roles.isAnnotationPresent(DenyAll.class) || noRole,
        allowed == null ? Set.of() : Set.of(allowed.value()),
        scopes == null ? Set.of() : Set.of(scopes.value()));
  }

  /** Everything that may speak of a method, nearest first. */
  private static List<AnnotatedElement> places(Method method, Class<?> resource) {
    Set<Class<?>> types = types(resource);
    List<Method> methods = types.stream().flatMap(type -> sameIn(type, method).stream()).toList();
    Set<AnnotatedElement> places = new LinkedHashSet<>(methods);
    places.add(method);
    places.add((methods.isEmpty() ? method : methods.get(0)).getDeclaringClass());
    places.addAll(types);
    return List.copyOf(places);
  }

  /** A class, what it extends, and then what they implement. */
  static Set<Class<?>> types(Class<?> resource) {
    Set<Class<?>> types = new LinkedHashSet<>();
    for (Class<?> type = resource; type != null; type = type.getSuperclass()) {
      types.add(type);
    }
    for (Class<?> type : List.copyOf(types)) {
      addInterfaces(type, types);
    }
    return types;
  }

  private static void addInterfaces(Class<?> type, Set<Class<?>> types) {
    for (Class<?> each : type.getInterfaces()) {
      types.add(each);
      addInterfaces(each, types);
    }
  }

  /** The method as a type declares it; a runtime may have named the one of an interface. */
  private static List<Method> sameIn(Class<?> type, Method method) {
    List<Method> candidates =
        Arrays.stream(type.getDeclaredMethods())
            .filter(other -> other.getName().equals(method.getName()))
            .filter(other -> other.getParameterCount() == method.getParameterCount())
            .toList();
    List<Method> exact =
        candidates.stream()
            .filter(other -> Arrays.equals(other.getParameterTypes(), method.getParameterTypes()))
            .toList();
    return exact.isEmpty()
        ? candidates.stream().filter(other -> isErased(other, method)).toList()
        : exact;
  }

  /** Whether one can be the other behind type variables, which are erased to something wider. */
  private static boolean isErased(Method one, Method other) {
    Class<?>[] these = one.getParameterTypes();
    Class<?>[] those = other.getParameterTypes();
    return IntStream.range(0, these.length)
        .allMatch(i -> these[i].isAssignableFrom(those[i]) || those[i].isAssignableFrom(these[i]));
  }

  private static boolean speaksOfRoles(@Nullable AnnotatedElement element) {
    if (element == null) {
      return false;
    }
    long words = ROLE_WORDS.stream().filter(element::isAnnotationPresent).count();
    if (words > 1) {
      throw new IllegalStateException(
          element + " has more than one of @DenyAll, @RolesAllowed and @PermitAll");
    }
    return words == 1;
  }
}
