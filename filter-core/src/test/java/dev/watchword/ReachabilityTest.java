package dev.watchword;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import dev.watchword.json.StrictJson;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.websocket.server.ServerEndpointConfig;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EventListener;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the metadata for GraalVM says of reflection and resources, against the classes themselves.
 */
class ReachabilityTest {
  private static final Path RESOURCES = Path.of("src/main/resources");
  private static final Path FILE =
      RESOURCES.resolve(
          "META-INF/native-image/dev.watchword/watchword-filter-core/reachability-metadata.json");

  /** What a container makes by its name. */
  private static final Set<Class<?>> MADE_BY_NAME =
      Set.of(
          ContainerRequestFilter.class,
          EventListener.class,
          Filter.class,
          Servlet.class,
          ServletContainerInitializer.class,
          ServerEndpointConfig.Configurator.class);

  /** Those that look for classes and members by name; what they look for is in the metadata. */
  private static final Set<String> REFLECTING =
      Set.of("JettyFilterOrder", "ServletGuardFeature", "Locators", "ResourceRequirements");

  private final Map<String, Object> metadata;

  ReachabilityTest() throws IOException {
    metadata = StrictJson.read(Files.readAllBytes(FILE));
  }

  @SuppressWarnings("unchecked")
  private List<Map<String, Object>> list(Map<String, Object> from, String name) {
    return (List<Map<String, Object>>) from.getOrDefault(name, List.of());
  }

  private Stream<Map<String, Object>> types(String prefix) {
    return list(metadata, "reflection").stream()
        .filter(each -> each.get("type") instanceof String type && type.startsWith(prefix));
  }

  @Test
  void everyClassThatContainersMake_hasItsConstructor() {
    Set<String> made =
        ArchitectureTest.CLASSES.stream()
            .filter(each -> each.getModifiers().contains(JavaModifier.PUBLIC))
            .filter(each -> !each.getModifiers().contains(JavaModifier.ABSTRACT))
            .filter(each -> MADE_BY_NAME.stream().anyMatch(each::isAssignableTo))
            .filter(ReachabilityTest::hasPublicConstructor)
            .map(JavaClass::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> named =
        types("dev.watchword.")
            .filter(
                each ->
                    list(each, "methods").stream().anyMatch(m -> m.get("name").equals("<init>")))
            .map(each -> (String) each.get("type"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(made, named);
    assertTrue(made.size() > 5, made.toString());
  }

  private static boolean hasPublicConstructor(JavaClass type) {
    return type.getConstructors().stream()
        .anyMatch(
            each ->
                each.getParameters().isEmpty()
                    && each.getModifiers().contains(JavaModifier.PUBLIC));
  }

  @Test
  void everyFieldThatJaxrsSets_isNamed() {
    Set<String> set = new TreeSet<>();
    for (JavaClass each : ArchitectureTest.CLASSES) {
      each.getFields().stream()
          .filter(field -> field.isAnnotatedWith(Context.class))
          .forEach(field -> set.add(field.getFullName()));
    }
    Set<String> named = new TreeSet<>();
    types("dev.watchword.")
        .forEach(
            each ->
                list(each, "fields")
                    .forEach(field -> named.add(each.get("type") + "." + field.get("name"))));
    assertEquals(set, named);
  }

  @Test
  void onlyKnownClasses_reflect() {
    Set<String> reflecting =
        ArchitectureTest.CLASSES.stream()
            .filter(
                each ->
                    each.getMethodCallsFromSelf().stream()
                        .anyMatch(call -> isReflection(call.getTarget().getFullName())))
            .map(each -> each.getSimpleName())
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(new TreeSet<>(REFLECTING), reflecting);
  }

  private static boolean isReflection(String call) {
    return call.startsWith("java.lang.Class.forName(")
        || call.matches("java\\.lang\\.Class\\.get(Declared)?(Method|Field|Constructor)s?\\(.*")
        || call.startsWith("java.lang.reflect.Proxy.");
  }

  @Test
  void everyMemberOfJettyThatIsNamed_isThere() throws Exception {
    List<String> checked = new ArrayList<>();
    for (Map<String, Object> each : types("org.eclipse.jetty.ee10.").toList()) {
      Class<?> type = Class.forName((String) each.get("type"));
      for (Map<String, Object> method : list(each, "methods")) {
        checked.add(type.getMethod((String) method.get("name"), parameters(method)).getName());
      }
    }
    assertEquals(9, checked.size(), checked.toString());
  }

  private static Class<?>[] parameters(Map<String, Object> method) throws Exception {
    List<Class<?>> types = new ArrayList<>();
    for (Object name : (List<?>) method.get("parameterTypes")) {
      String one = ((String) name).replace("[]", "");
      Class<?> type = Class.forName(one);
      types.add(one.equals(name) ? type : type.arrayType());
    }
    return types.toArray(Class[]::new);
  }

  @Test
  void everyResource_isNamed() throws IOException {
    Set<String> globs =
        list(metadata, "resources").stream()
            .map(each -> (String) each.get("glob"))
            .collect(Collectors.toSet());
    assertTrue(globs.contains("META-INF/microprofile-config.properties"), "the application's own");
    try (Stream<Path> files = Files.walk(RESOURCES)) {
      files
          .filter(Files::isRegularFile)
          .map(file -> RESOURCES.relativize(file).toString())
          .filter(file -> !file.startsWith("META-INF/native-image/"))
          .filter(file -> !file.startsWith("META-INF/services/")) // those are found by GraalVM
          .forEach(file -> assertTrue(globs.contains(file), file));
    }
  }
}
