package dev.watchword.cli;

import dev.watchword.Watchword;
import dev.watchword.WatchwordBuilder;
import dev.watchword.settings.SettingSource;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The settings of a server: a properties file, if there is one, above what surrounds it. */
final class ConfigFile {
  private ConfigFile() {}

  /** Starts what a server would start; the caller closes it. */
  static Watchword start(@Nullable Path file, Terminal terminal) {
    WatchwordBuilder builder =
        Watchword.builder().surroundings(terminal.env(), System.getProperties());
    return (file == null ? builder : builder.source(source(file))).start();
  }

  private static SettingSource source(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException unreadable) {
      throw new Failure(Exit.USAGE, "the file " + file + " cannot be read as properties in UTF-8");
    }
    Map<String, String> values = new HashMap<>();
    properties.stringPropertyNames().forEach(n -> values.put(n, properties.getProperty(n)));
    return SettingSource.of("file " + file, false, values);
  }
}
