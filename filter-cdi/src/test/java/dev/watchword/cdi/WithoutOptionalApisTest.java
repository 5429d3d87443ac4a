package dev.watchword.cdi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On a server that lacks an API that not every application needs. */
class WithoutOptionalApisTest {
  private final List<String> calls = new ArrayList<>();

  private static URLClassLoader world(String hidden) throws Exception {
    List<URL> jars = new ArrayList<>();
    for (String path : System.getProperty("java.class.path").split(":")) {
      if (!path.contains(hidden)) {
        jars.add(Path.of(path).toUri().toURL());
      }
    }
    return new URLClassLoader(jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }

  private Object recording(Class<?> type) {
    InvocationHandler recorder =
        (proxy, method, arguments) -> {
          calls.add(method.getName());
          Class<?> answer = method.getReturnType();
          return answer.isInterface() ? recording(answer) : null;
        };
    return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, recorder);
  }

  private void callAll(Class<?> type) throws Exception {
    Object one = type.getConstructor().newInstance();
    for (Method method : type.getDeclaredMethods()) {
      if (method.getParameterCount() == 1
          && List.of("add", "define", "configure").contains(method.getName())) {
        method.setAccessible(true);
        method.invoke(one, recording(method.getParameterTypes()[0]));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"microprofile-jwt", "security.enterprise", "jakarta.json-api"})
  void extension_needsNoneOfThem(String hidden) throws Exception {
    try (URLClassLoader world = world(hidden)) {
      callAll(world.loadClass(WatchwordExtension.class.getName()));
      List<String> beans = calls.stream().filter("addAnnotatedType"::equals).toList();
      assertEquals(2, beans.size(), "injects the caller: " + calls);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"microprofile-jwt", "security.enterprise"})
  void jaxrsFeature_needsNoneOfThem(String hidden) throws Exception {
    try (URLClassLoader world = world(hidden)) {
      callAll(world.loadClass(TokenFeature.class.getName()));
      assertEquals(hidden.startsWith("micro") ? 0 : 1, calls.size(), "registers: " + calls);
    }
  }
}
