package dev.watchword.settings;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles what a page shows: a class, or statements, without their imports. */
final class SnippetCompiler {
  private static final Path CLASSES = Path.of("target/classes");
  private static final Pattern CLASS = Pattern.compile("(?m)^public (?:final )?class (\\w+)");

  private static final String IMPORTS =
      """
      import static java.nio.charset.StandardCharsets.UTF_8;
      import com.sun.net.httpserver.HttpExchange;
      import com.sun.net.httpserver.HttpHandler;
      import io.micrometer.core.instrument.MeterRegistry;
      import jakarta.servlet.*;
      import jakarta.servlet.annotation.WebServlet;
      import jakarta.servlet.http.*;
      import jakarta.websocket.OnMessage;
      import jakarta.websocket.OnOpen;
      import jakarta.websocket.Session;
      import jakarta.websocket.server.ServerEndpoint;
      import jakarta.ws.rs.client.Client;
      import jakarta.ws.rs.core.*;
      import jakarta.ws.rs.ext.*;
      import java.io.IOException;
      import java.net.URI;
      import java.net.http.HttpClient;
      import java.time.*;
      import java.util.*;
      import java.util.concurrent.ConcurrentHashMap;
      import java.util.function.*;
      import org.eclipse.jetty.ee10.servlet.*;
      """;

  /** What the text around a snippet has introduced. */
  private static final String STATEMENTS =
      """
      final class Snippet {
        Watchword watchword;
        ServletContextHandler context;
        HttpServletRequest request;
        Client client;
        MeterRegistry registry;
        String secret;
        Map<String, String> secrets;
        Set<String> active;
        String token;
        String jti;
        Instant stolen;
        Issuer acme;

        void run() throws Exception {
      %s
        }
      }
      """;

  private SnippetCompiler() {}

  static List<String> complaints(String text, Path directory) throws IOException {
    Matcher declared = CLASS.matcher(text);
    boolean isClass = declared.find();
    String name = isClass ? declared.group(1) : "Snippet";
    String code = IMPORTS + ours() + (isClass ? text : STATEMENTS.formatted(text));
    JavaFileObject source =
        new SimpleJavaFileObject(
            URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return code;
          }
        };
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
    List<String> options =
        List.of(
            "-proc:none", "-cp", System.getProperty("java.class.path"), "-d", directory.toString());
    boolean good = compiler.getTask(null, null, said, options, null, List.of(source)).call();
    return good
        ? List.of()
        : said.getDiagnostics().stream().map(each -> each.getMessage(Locale.ROOT)).toList();
  }

  /** Every package of ours, so that a page need not say where a type is. */
  private static String ours() throws IOException {
    try (Stream<Path> files = Files.walk(CLASSES)) {
      return files
          .filter(file -> file.toString().endsWith(".class"))
          .filter(file -> !file.endsWith("package-info.class"))
          .map(file -> CLASSES.relativize(file.getParent()))
          .distinct()
          .map(parent -> "import " + parent.toString().replaceAll("[/\\\\]", ".") + ".*;\n")
          .collect(Collectors.joining());
    }
  }
}
