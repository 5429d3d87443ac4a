package dev.watchword.cli;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes a secret. */
@Command(
    name = "secret",
    description = "Prints a new secret, and nothing else: text that both sides use as it stands.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  watchword secret > /run/secrets/app                watchword.secret.location=/run/secrets/app",
      "  watchword secret --bits 384                        long enough for HS384 and HS512 too",
      "",
      "The text is base64, but it is not to be decoded: its characters are the secret.",
      "Exit codes: 0 printed, 2 wrong usage."
    })
final class SecretCommand implements Callable<Integer> {
  private static final int LEAST = 256;
  private static final int MOST = 4096;

  private final Terminal terminal;

  @Option(
      names = "--bits",
      paramLabel = "N",
      description = "How many random bits it holds: 256 (the default) to 4096, in steps of 8.")
  private int bits = LEAST;

  @Option(names = "--json", description = "Prints {\"secret\":...,\"bits\":...} instead.")
  private boolean json;

  SecretCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (bits < LEAST || bits > MOST || bits % 8 != 0) {
      throw new Failure(Exit.USAGE, "--bits takes 256 to 4096, in steps of 8");
    }
    byte[] random = new byte[bits / 8];
    new SecureRandom().nextBytes(random);
    String secret = Base64.getEncoder().encodeToString(random);
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("secret", secret);
    result.put("bits", bits);
    terminal.out().println(json ? Json.line(result) : secret);
    return Exit.GOOD;
  }
}
