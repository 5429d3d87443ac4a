package dev.watchword.cli;

import dev.watchword.Watchword;
import dev.watchword.settings.FileText;
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
import picocli.CommandLine.Option;

/**
 * The option {@code --config}, for commands that read the settings of a server: its environment,
 * system properties and a properties file, in the order in which it reads them.
 */
final class ConfigOption {
  static final String DESCRIPTION =
      "The server's microprofile-config.properties, or what it has instead.";

  private static final SettingSource NO_FILE = SettingSource.of("no file", false, Map.of());

  @Option(names = "--config", paramLabel = "FILE", description = DESCRIPTION)
  private @Nullable Path file;

  /** Starts what a server would start; the caller closes it. */
  Watchword start(Terminal terminal) {
    return start(file, terminal);
  }

  /** The same, with that file; null for none. */
  static Watchword start(@Nullable Path file, Terminal terminal) {
    SettingSource settings = file == null ? NO_FILE : source(file);
    return Watchword.builder()
        .surroundings(terminal.env(), System.getProperties(), settings)
        .start();
  }

  private static SettingSource source(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(FileText.withoutMark(reader));
    } catch (IOException | IllegalArgumentException unreadable) {
      throw new Failure(Exit.USAGE, "the file " + file + " cannot be read as properties in UTF-8");
    }
    Map<String, String> values = new HashMap<>();
    properties.stringPropertyNames().forEach(n -> values.put(n, properties.getProperty(n)));
    return SettingSource.of("file " + file, false, values);
  }
}
