package dev.watchword.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One row of the table of security requirements.
 *
 * @param proofs the test methods that it names
 */
record Requirement(int number, List<Proof> proofs) {
  private static final Path TABLE = Path.of("../docs/security-requirements.md");
  private static final Pattern ROW = Pattern.compile("\\| (\\d+) \\| [^|]+ \\| ([^|]+) \\|");
  private static final Pattern PROOF = Pattern.compile("`(\\w+(?:\\.\\w+)*)#(\\w+)`");

  /** A test method, by its names. */
  record Proof(String className, String method) {
    @Override
    public String toString() {
      return className + "#" + method;
    }
  }

  static List<Requirement> all() {
    return lines().stream()
        .map(ROW::matcher)
        .filter(Matcher::matches)
        .map(row -> new Requirement(Integer.parseInt(row.group(1)), proofs(row.group(2))))
        .toList();
  }

  /** Every test method that the page names, in the table or below it. */
  static List<Proof> everyProof() {
    return lines().stream().flatMap(line -> proofs(line).stream()).distinct().toList();
  }

  private static List<Proof> proofs(String text) {
    return PROOF
        .matcher(text)
        .results()
        .map(named -> new Proof("dev.watchword." + named.group(1), named.group(2)))
        .toList();
  }

  private static List<String> lines() {
    try {
      return Files.readAllLines(TABLE);
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }
}
