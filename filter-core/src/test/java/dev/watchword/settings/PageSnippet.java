package dev.watchword.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.Watchword;
import dev.watchword.testing.TestSecrets;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A Java block of a page, compiled and ready to run. */
final class PageSnippet {
  private static final Pattern JAVA = Pattern.compile("(?ms)^```java\n(.*?)^```$");
  private static final Pattern CLASS = Pattern.compile("class (\\w+)");

  /** What a page begins with, of a process without settings of its own. */
  private static final String BUILDER =
      "Watchword.builder().surroundings(Map.of(), new Properties())"
          + ".clock(() -> dev.watchword.testing.Tokens.NOW).secret(\"%s\")";

  private final Class<?> compiled;
  private final Map<String, Object> given = new HashMap<>();

  private PageSnippet(Class<?> compiled) {
    this.compiled = compiled;
  }

  /** The only Java block of a page with that text in it. */
  static PageSnippet of(String page, String part, Path directory) throws Exception {
    Path file =
        DocsTest.pages().stream().filter(each -> each.endsWith(page)).findFirst().orElseThrow();
    List<String> blocks =
        JAVA.matcher(Files.readString(file))
            .results()
            .map(block -> block.group(1))
            .filter(block -> block.contains(part))
            .toList();
    assertEquals(1, blocks.size(), part);
    return new PageSnippet(
        compiled(blocks.get(0), Files.createTempDirectory(directory, "snippet")));
  }

  private static Class<?> compiled(String block, Path directory) throws Exception {
    boolean isHidden = block.contains(".surroundings(");
    String builder = BUILDER.formatted(TestSecrets.text("extending"));
    String text = isHidden ? block : block.replace("Watchword.builder()", builder);
    boolean isClass = text.startsWith("public ") || text.startsWith("/**");
    String name = "Snippet";
    if (isClass) {
      MatchResult declared = CLASS.matcher(text).results().findFirst().orElseThrow();
      name = declared.group(1);
    } else {
      text = text.replaceAll("(?m)^(?:Watchword|String|Issuer) (watchword|token|acme) =", "$1 =");
    }
    assertEquals(List.of(), SnippetCompiler.complaints(text, directory));
    URLClassLoader loader = new URLClassLoader(new URL[] {directory.toUri().toURL()});
    return loader.loadClass(name);
  }

  /** An instance of the class that the page shows. */
  @SuppressWarnings("unchecked")
  <T> T make(Object... arguments) throws Exception {
    Constructor<?> constructor = compiled.getConstructors()[0];
    return (T) constructor.newInstance(arguments);
  }

  /** What the text around a snippet has introduced. */
  PageSnippet with(String name, Object value) {
    given.put(name, value);
    return this;
  }

  /** The statements, after they have run. */
  Run run() throws Exception {
    Constructor<?> constructor = compiled.getDeclaredConstructor();
    constructor.setAccessible(true);
    Object snippet = constructor.newInstance();
    for (Map.Entry<String, Object> one : given.entrySet()) {
      field(one.getKey()).set(snippet, one.getValue());
    }
    Method run = compiled.getDeclaredMethod("run");
    run.setAccessible(true);
    run.invoke(snippet);
    return new Run(this, snippet);
  }

  private Field field(String name) throws NoSuchFieldException {
    Field field = compiled.getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }

  /** Statements that have run. */
  record Run(PageSnippet snippet, Object instance) {
    Watchword watchword() throws Exception {
      return value("watchword");
    }

    @SuppressWarnings("unchecked")
    <T> T value(String name) throws Exception {
      return (T) snippet.field(name).get(instance);
    }
  }
}
