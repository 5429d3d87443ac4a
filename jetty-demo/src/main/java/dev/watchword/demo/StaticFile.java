package dev.watchword.demo;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A file of the class path, as a browser gets it.
 *
 * @param name where it is
 * @param type its media type
 */
record StaticFile(String name, String type) {
  static final StaticFile STYLE = css("/console/style.css");
  static final StaticFile WATCHWORD = js("/META-INF/resources/watchword.js");
  static final StaticFile IDENTIFY = js("/META-INF/resources/watchword-identify.js");

  static StaticFile html(String name) {
    return new StaticFile(name, "text/html");
  }

  static StaticFile css(String name) {
    return new StaticFile(name, "text/css");
  }

  static StaticFile js(String name) {
    return new StaticFile(name, "text/javascript");
  }

  /** Sends it with a content policy, beside what the guard has set of one. */
  void send(HttpServletResponse response, String policy) throws IOException {
    send(response, policy, Map.of());
  }

  /** The same with what stands in braces filled in; values need no escaping. */
  void send(HttpServletResponse response, String policy, Map<String, String> places)
      throws IOException {
    response.setContentType(type);
    response.setCharacterEncoding("UTF-8");
    response.addHeader("Content-Security-Policy", policy);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("Cache-Control", "no-cache");
    String text = text();
    for (Map.Entry<String, String> place : places.entrySet()) {
      text = text.replace("{" + place.getKey() + "}", place.getValue());
    }
    response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  private String text() throws IOException {
    try (InputStream file = StaticFile.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IOException(name + " is not on the class path");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
