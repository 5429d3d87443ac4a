package dev.watchword.cli;

import dev.watchword.settings.SettingsException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line. {@link #run} does it all, and never ends the process. */
@Command(
    name = "watchword",
    description = "Makes shared secrets and tokens, ends tokens, and says why one is refused.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    footer = {
      "",
      "Examples:",
      "  export WATCHWORD_SECRET=\"$(watchword secret)\"      the same text on both sides",
      "  watchword mint --sub alice | watchword explain     is what one signs good for the other?",
      "  curl -H \"Authorization: Bearer $(watchword mint --sub alice)\" http://localhost:8080/api",
      "  watchword doctor --config app.properties           would a server start? 0 or 1, for CI",
      "  watchword revoke --caller default/alice            ends her tokens, on all nodes with Redis",
      "",
      "Settings are read as a server reads them: system properties first",
      "(JAVA_TOOL_OPTIONS=-Dwatchword.leeway=60s), then the environment (WATCHWORD_SECRET), then",
      "--config FILE, which stands for microprofile-config.properties: its config_ordinal counts,",
      "and so do names of the active profile (%%prod.watchword.leeway).",
      "Exit codes: 0 good, 1 refused, 2 wrong usage, 3 settings that cannot be used, 70 a fault,",
      "74 the output could not be written."
    })
public final class Main {
  private static final int WIDTH = 100;

  private Main() {}

  /** Runs a command and ends the process. */
  public static void main(String[] args) {
    Logger.getLogger("").setLevel(Level.OFF); // what a server would log, doctor prints
    System.exit(run(args, System.in, System.out, System.err, System.getenv()));
  }

  /**
   * Runs a command.
   *
   * @return the exit code
   */
  public static int run(
      String[] args, InputStream in, PrintStream out, PrintStream err, Map<String, String> env) {
    Terminal terminal = new Terminal(in, out, err, env);
    CommandLine line =
        new CommandLine(new Main())
            .addSubcommand(new SecretCommand(terminal))
            .addSubcommand(new MintCommand(terminal))
            .addSubcommand(new ExplainCommand(terminal))
            .addSubcommand(new DoctorCommand(terminal))
            .addSubcommand(new RevokeCommand(terminal))
            .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
            .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
            .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
            .setUsageHelpWidth(WIDTH)
            .setExpandAtFiles(false)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setParameterExceptionHandler((wrong, arguments) -> misused(wrong, err))
            .setExecutionExceptionHandler((fault, command, parsed) -> failed(fault, command, err));
    int exit = line.execute(args);
    if (out.checkError()) { // which flushes
      err.println("watchword: the output could not be written");
      exit = Exit.OUTPUT;
    }
    err.flush();
    return exit;
  }

  /** Says what was wrong, but repeats no value: a secret may have been typed there. */
  private static int misused(ParameterException wrong, PrintStream err) {
    CommandLine command = wrong.getCommandLine();
    String problem = wrong.getMessage();
    if (wrong instanceof UnmatchedArgumentException unmatched) {
      problem = unknown(unmatched.getUnmatched());
    }
    err.println(command.getCommandSpec().qualifiedName() + ": " + problem);
    err.println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
    return Exit.USAGE;
  }

  private static String unknown(List<String> arguments) {
    String first = arguments.isEmpty() ? "" : arguments.get(0);
    if (first.startsWith("--secret")) {
      return "a secret is never an argument, for others on this machine could read it; use"
          + " --secret-file, --secret-stdin or the environment";
    }
    return first.startsWith("-")
        ? "there is no option " + first.replaceFirst("=.*", "")
        : "there is an argument too many, or no such command";
  }

  private static int failed(Exception fault, CommandLine command, PrintStream err) {
    String name = command.getCommandSpec().qualifiedName();
    if (fault instanceof Failure failure) {
      err.println(name + ": " + failure.getMessage());
      return failure.exit();
    }
    if (fault instanceof SettingsException settings) {
      err.println(settings.getMessage());
      return Exit.SETTINGS;
    }
    err.println(name + ": a fault inside, please report it: " + fault.getClass().getName());
    return Exit.FAULT;
  }

  /** The version of the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"watchword " + (version == null ? "(not from a jar)" : version)};
    }
  }
}
