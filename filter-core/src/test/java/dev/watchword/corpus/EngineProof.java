package dev.watchword.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.corpus.Requirement.Proof;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A test method of a store's engine, in a module that is built after this one: it is known by its
 * source alone. Those of the contract are inherited by each engine.
 */
final class EngineProof {
  private static final Map<String, String> MODULES =
      Map.of("redis", "filter-redis", "testkit", "filter-testkit");
  private static final Path CONTRACT =
      Path.of("../filter-testkit/src/main/java/dev/watchword/testkit");
  private static final Pattern CONDITION = Pattern.compile("@(?:Disabled|Enabled)|api\\.condition");

  private EngineProof() {}

  static boolean is(Proof proof) {
    return MODULES.containsKey(room(proof));
  }

  private static String room(Proof proof) {
    return proof.className().split("\\.")[2];
  }

  static Path file(Proof proof) {
    String path = proof.className().replace('.', '/') + ".java";
    return Path.of("..", MODULES.get(room(proof)), "src/test/java", path);
  }

  /** That it is there, once, and nothing keeps it from running. */
  static void assertRuns(Proof proof) throws IOException {
    List<String> sources = new ArrayList<>(List.of(Files.readString(file(proof))));
    if (sources.get(0).contains(" extends StoreContract ")) {
      try (Stream<Path> parts = Files.list(CONTRACT)) {
        for (Path part : parts.filter(one -> one.toString().endsWith("Contract.java")).toList()) {
          sources.add(Files.readString(part));
        }
      }
      String every = "void store_leavesNoPartOut()";
      assertTrue(sources.get(0).contains(every), "some tests might be skipped: no " + every);
    }
    Pattern test = Pattern.compile("@Test[^;{}]* void " + proof.method() + "\\(");
    assertEquals(1, sources.stream().filter(one -> test.matcher(one).find()).count());
    for (String source : sources) {
      assertFalse(CONDITION.matcher(source).find(), () -> proof + " runs on a condition");
    }
  }
}
