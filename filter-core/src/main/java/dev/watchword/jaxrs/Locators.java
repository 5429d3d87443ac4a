package dev.watchword.jaxrs;

import dev.watchword.guard.Requirements;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.PathSegment;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The sub-resource locators of an application. The runtime tells which resources a request has come
 * by, but not by which of their methods; where several can have led on, all of them are asked.
 */
final class Locators {
  /** By class: as many as the application has. */
  private final Map<Class<?>, List<Locator>> known = new ConcurrentHashMap<>();

  /**
   * One of them.
   *
   * @param leadsTo the type of the resource that it locates; null where its answer cannot be
   *     followed, being a promise of anything, a runtime's own model of a resource, or unknown
   */
  private record Locator(
      PathTemplate path,
      int literalCharacters,
      @Nullable Class<?> leadsTo,
      Requirements requirements) {
    static Locator of(Method method, Class<?> resource) {
      String template = method.getAnnotation(Path.class).value();
      return new Locator(
          PathTemplate.of(template),
          PathTemplate.literalCharacters(template),
          resourceIn(method.getGenericReturnType()),
          ResourceRequirements.of(method, resource));
    }

    /** Whether it can have led to a method that seems to be of its own resource. */
    boolean mayLeadBack(List<String> below, int literal) {
      return leadsTo == null && literalCharacters >= literal && path.mayBeAmong(below);
    }

    /** Whether it can have led to a resource. */
    boolean mayLeadTo(Class<?> next) {
      return leadsTo == null || leadsTo.isAssignableFrom(next);
    }
  }

  /** What is asked by the locators that have led, or can have led, to the matched method. */
  Set<Requirements> requirementsOnTheWay(UriInfo uri, Method matched) {
    List<String> path = segments(uri, true);
    int literal = literalCharacters(uri, matched);
    Set<Requirements> requirements = new LinkedHashSet<>();
    Class<?> next = null;
    for (Object resource : uri.getMatchedResources()) { // the last one first
      for (Locator locator : known.computeIfAbsent(resource.getClass(), Locators::of)) {
        boolean mayHaveRun =
            next == null
                ? locator.mayLeadBack(belowRoot(path, uri), literal)
                : locator.mayLeadTo(next) && locator.path.mayBeAmong(path);
        if (mayHaveRun) {
          requirements.add(locator.requirements);
        }
      }
      next = resource.getClass();
    }
    return requirements;
  }

  /**
   * How many characters the method's own path has where that is literally all of the path below its
   * root resource: runtimes prefer it to every locator that has fewer. Zero for all others.
   */
  private static int literalCharacters(UriInfo uri, Method matched) {
    List<Object> resources = uri.getMatchedResources();
    Path annotated = matched.getAnnotation(Path.class);
    if (annotated == null
        || resources.size() != 1
        || !matched.getDeclaringClass().isInstance(resources.get(0))) {
      return 0;
    }
    String own = annotated.value().replaceAll("^/|/$", "");
    String below = String.join("/", belowRoot(segments(uri, false), uri));
    boolean isAll = below.equals(own) || below.equals(own + "/");
    return isAll && PathTemplate.isLiteral(own) ? own.length() : 0;
  }

  private static List<String> segments(UriInfo uri, boolean decoded) {
    return uri.getPathSegments(decoded).stream().map(PathSegment::getPath).toList();
  }

  /** Where a resource seems to be the last one, a locator of it still needs segments of its own. */
  private static List<String> belowRoot(List<String> path, UriInfo uri) {
    List<String> uris = uri.getMatchedURIs(false); // the root's last
    String root = uris.isEmpty() ? "" : uris.get(uris.size() - 1);
    long taken = Arrays.stream(root.split("/")).filter(segment -> !segment.isEmpty()).count();
    return path.subList((int) Math.min(taken, path.size()), path.size());
  }

  private static List<Locator> of(Class<?> resource) {
    return ResourceRequirements.types(resource).stream()
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .filter(method -> method.isAnnotationPresent(Path.class) && !hasVerb(method))
        .filter(method -> !method.isBridge())
        .map(method -> Locator.of(method, resource))
        .toList();
  }

  private static boolean hasVerb(Method method) {
    return Arrays.stream(method.getAnnotations())
        .anyMatch(each -> each.annotationType().isAnnotationPresent(HttpMethod.class));
  }

  /** The resource that a locator of this type answers with, by itself, as a class or a promise. */
  private static @Nullable Class<?> resourceIn(Type type) {
    if (type instanceof Class<?> named) {
      return isResource(named) ? named : null;
    }
    if (type instanceof WildcardType wildcard) {
      return resourceIn(wildcard.getUpperBounds()[0]);
    }
    if (type instanceof ParameterizedType generic) {
      Class<?> itself = resourceIn(generic.getRawType());
      Type[] arguments = generic.getActualTypeArguments();
      return itself == null && arguments.length == 1 ? resourceIn(arguments[0]) : itself;
    }
    return null;
  }

  /** Whether a runtime would look for methods in it. */
  private static boolean isResource(Class<?> type) {
    return ResourceRequirements.types(type).stream()
        .flatMap(each -> Arrays.stream(each.getDeclaredMethods()))
        .anyMatch(method -> method.isAnnotationPresent(Path.class) || hasVerb(method));
  }
}
