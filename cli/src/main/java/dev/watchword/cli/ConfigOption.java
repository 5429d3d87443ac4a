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
import picocli.CommandLine.Option;

/** The option {@code --config}, for commands that read the settings of a server. */
final class ConfigOption {
  static final String DESCRIPTION = "A properties file, above environment and system properties.";

  @Option(names = "--config", paramLabel = "FILE", description = DESCRIPTION)
  private @Nullable Path file;

  /** Starts what a server would start; the caller closes it. */
  Watchword start(Terminal terminal) {
    return start(file, terminal);
  }

  /** The same, from a file above what surrounds this process, or from that alone. */
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
