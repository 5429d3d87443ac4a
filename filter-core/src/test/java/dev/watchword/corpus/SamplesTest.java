package dev.watchword.corpus;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.Watchword;
import dev.watchword.settings.SettingsException;
import dev.watchword.testing.TestSecrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Requirement 77: a secret that was copied from our pages or our code is refused. */
class SamplesTest {
  private static final Path ROOT = Path.of("..");

  /** Not ours, or not kept; published secrets and others' test data are meant to be refused. */
  private static final Set<String> LEFT_OUT =
      Set.of(".git", "target", "node_modules", ".cifuzz-corpus", "resources");

  private static final Pattern IN_A_PAGE =
      Pattern.compile("(?i)[\\w.]*secret[\\w.]*\\s*[=:]\\s*[\"']?([^\\s\"'`|<$]{4,})");

  /** A literal on a line about secrets; names of settings are none. */
  private static final Pattern IN_CODE =
      Pattern.compile(
          "(?i)(?:secret|password|api_?key|hmac|signing_?key)[^\\n]{0,60}"
              + "[\"'`](?!watchword[._])([^\\s\"'`$<{%\\\\]{24,})[\"'`]");

  @Test // requirement 77
  void secretInPage_failsStart() throws IOException {
    assertRefused(IN_A_PAGE, files("md", "html", "txt"), 5);
  }

  @Test // requirement 77
  void secretInCode_failsStart() throws IOException {
    String[] code = {
      "java", "js", "mjs", "json", "py", "xml", "properties", "sh", "config", "npmrc"
    };
    assertRefused(IN_CODE, files(code), 300);
    String sample = "secret(\"" + TestSecrets.text("sample") + "\")";
    assertTrue(IN_CODE.matcher(sample).find(), "what is looked for would not be found");
  }

  private static void assertRefused(Pattern sample, List<Path> files, int least)
      throws IOException {
    assertTrue(files.size() >= least, () -> "only " + files.size() + " below " + ROOT);
    for (Path file : files) {
      Matcher found = sample.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
      while (found.find()) {
        String secret = found.group(1);
        assertThrows(
            SettingsException.class,
            () -> Watchword.builder().set("watchword.secret", secret).start().close(),
            () -> file + " shows a secret that would be accepted: " + secret);
      }
    }
  }

  private static List<Path> files(String... endings) throws IOException {
    List<String> wanted = List.of(endings);
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes any) {
            boolean left = LEFT_OUT.contains(folder.getFileName().toString());
            return left ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes any) {
            if (wanted.contains(file.toString().replaceFirst(".*\\.", ""))) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }
}
