package dev.watchword;

import dev.watchword.settings.ProcessSources;
import dev.watchword.settings.SettingsException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiFunction;

/** One start: reads the settings, and says in the log what they are. */
final class Startup {
  private static final Logger LOG = System.getLogger("dev.watchword");

  private final SettingsReader reader;
  private final ProcessSources surroundings;
  private final InstantSource clock;
  private final boolean logsMistakes;
  private final List<String> unknown;

  Startup(
      SettingsReader reader,
      ProcessSources surroundings,
      InstantSource clock,
      boolean logsMistakes) {
    this.reader = reader;
    this.surroundings = surroundings;
    this.clock = clock;
    this.logsMistakes = logsMistakes;
    this.unknown =
        surroundings.unknownNames().stream()
            .map(name -> name + " looks like a setting and is none")
            .toList();
  }

  /** What {@code build} makes of the settings, and of sentences about unknown names. */
  Watchword start(BiFunction<SettingsReader.Result, List<String>, Watchword> build) {
    SettingsReader.Result settings = read();
    Watchword watchword = build.apply(settings, unknown);
    for (String line : settings.summary()) {
      boolean warning = line.startsWith("WARNING: ");
      LOG.log(warning ? Level.WARNING : Level.INFO, "Watchword: " + line);
    }
    for (String line : watchword.warnings()) {
      LOG.log(Level.WARNING, "Watchword: " + line);
    }
    return watchword;
  }

  private SettingsReader.Result read() {
    try {
      return reader.read(surroundings.ambiguousVariables(), clock.instant());
    } catch (SettingsException refused) {
      SettingsException all = refused.besides(unknown);
      if (logsMistakes) {
        LOG.log(Level.ERROR, String.valueOf(all.getMessage()));
      }
      throw all;
    }
  }
}
