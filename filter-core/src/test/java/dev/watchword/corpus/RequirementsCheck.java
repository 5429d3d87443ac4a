package dev.watchword.corpus;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.watchword.corpus.Requirement.Proof;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * Whatever the page of security requirements names in this module has run in this build, and
 * passed. Surefire starts it once the tests are done (see pom.xml), to read its reports: a test
 * that was left out, skipped or aborted is no proof.
 */
class RequirementsCheck {
  private static final Path REPORTS = Path.of("target/surefire-reports");
  private static final List<String> FLAWS = List.of("failure", "error", "skipped");

  @TestFactory
  Stream<DynamicTest> everyNamedTest_hasPassedInThisBuild() {
    Instant start = Instant.parse(System.getProperty("build.started"));
    return Requirement.everyProof().stream()
        .filter(proof -> !EngineProof.is(proof))
        .map(proof -> dynamicTest(proof.toString(), () -> assertPassed(proof, start)));
  }

  private static void assertPassed(Proof proof, Instant start) throws Exception {
    Path report = REPORTS.resolve("TEST-" + proof.className() + ".xml");
    Instant written = Files.getLastModifiedTime(report).toInstant();
    assertFalse(written.isBefore(start), () -> report + " is of an earlier build");
    List<Element> runs = runs(report, proof);
    assertTrue(!runs.isEmpty(), "it has not run");
    for (Element run : runs) {
      for (Node child = run.getFirstChild(); child != null; child = child.getNextSibling()) {
        String flaw = FLAWS.contains(child.getNodeName()) ? child.getNodeName() : null;
        assertNull(flaw, () -> run.getAttribute("name") + " has not passed");
      }
    }
  }

  /** With every argument; behind the method's name there is nothing, or a bracket. */
  private static List<Element> runs(Path report, Proof proof) throws Exception {
    NodeList cases =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(report.toFile())
            .getElementsByTagName("testcase");
    List<Element> runs = new ArrayList<>();
    for (int i = 0; i < cases.getLength(); i++) {
      Element run = (Element) cases.item(i);
      if (run.getAttribute("name").matches(proof.method() + "([(\\[{].*)?")) {
        runs.add(run);
      }
    }
    return runs;
  }
}
