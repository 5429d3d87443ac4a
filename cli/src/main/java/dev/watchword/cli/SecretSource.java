package dev.watchword.cli;

import dev.watchword.Watchword;
import dev.watchword.WatchwordBuilder;
import dev.watchword.token.MacAlgorithm;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the secret of a new token comes from: a configuration, or a secret alone. */
final class SecretSource {
  @Option(names = "--config", paramLabel = "FILE", description = ConfigOption.DESCRIPTION)
  private @Nullable Path config;

  @Option(
      names = "--secret-file",
      paramLabel = "FILE",
      description = "The secret alone, and no configuration.")
  private @Nullable Path secretFile;

  @Option(
      names = "--secret-stdin",
      description = "The secret alone, from the standard input, and no configuration.")
  private boolean secretStdin;

  /**
   * Starts what has the secret; the caller closes it.
   *
   * @param kid of a secret alone
   * @param alg for which a secret alone is
   */
  Watchword start(Terminal terminal, @Nullable String kid, @Nullable MacAlgorithm alg) {
    if (secretFile == null && !secretStdin) {
      return ConfigOption.start(config, terminal);
    }
    WatchwordBuilder builder = Watchword.builder().surroundings(Map.of(), new Properties());
    if (secretFile != null) {
      builder.set("watchword.secret.location", secretFile.toAbsolutePath().toString());
    } else {
      builder.set("watchword.secret", terminal.read());
    }
    if (kid != null) {
      builder.set("watchword.kid", kid);
    }
    if (alg != null) {
      builder.set("watchword.algorithms", alg.name());
    }
    return builder.set("watchword.relax", "noexp").start();
  }
}
