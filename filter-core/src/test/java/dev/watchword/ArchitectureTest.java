package dev.watchword;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rings, and what must stay in one place. */
class ArchitectureTest {
  private static final String BASE = "dev.watchword.";

  /** An import that found nothing would pass every rule. */
  private static final int LEAST_CLASSES = 170;

  static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.watchword");

  @Test
  void theClassesAreReallyScanned() {
    assertTrue(CLASSES.size() >= LEAST_CLASSES, CLASSES.size() + " classes");
  }

  @ParameterizedTest
  @CsvSource({
    "json, ''",
    "limit, ''",
    "token, json",
    "settings, token",
    "http, token",
    "event, token",
    "explain, token json",
    "issue, token http json",
    "identity, token json",
    "tenant, token json http settings event issue identity",
    "guard, token http limit settings event",
    "servlet, root token json http settings guard issue identity",
    "jaxrs, root token http guard servlet",
  })
  void aRingKnowsOnlyThoseInside(String ring, String inside) {
    Set<String> allowed = new TreeSet<>(Set.of(BASE + ring));
    for (String other : inside.split(" ")) {
      if (!other.isEmpty()) {
        allowed.add(other.equals("root") ? "dev.watchword" : BASE + other);
      }
    }
    hold(
        noClasses()
            .that()
            .resideInAPackage(BASE + ring)
            .should()
            .dependOnClassesThat(
                resideInAnyPackage("dev.watchword..")
                    .and(not(resideInAnyPackage(allowed.toArray(String[]::new))))));
  }

  @Test
  void packagesHaveNoCycles() {
    hold(slices().matching("dev.watchword.(*)..").should().beFreeOfCycles());
  }

  @ParameterizedTest
  @CsvSource({
    "com.auth0.., token",
    "com.fasterxml.., json guard",
    "io.github.bucket4j.., limit",
    "com.github.benmanes.., limit tenant",
    "jakarta.servlet.., servlet jaxrs",
    "jakarta.ws.rs.., jaxrs",
    "jakarta.annotation.., jaxrs",
  })
  void aLibraryStaysInItsPlace(String library, String places) {
    String[] packages = places.split(" ");
    for (int i = 0; i < packages.length; i++) {
      packages[i] = BASE + packages[i];
    }
    hold(
        noClasses()
            .that()
            .resideOutsideOfPackages(packages)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(library));
  }

  @Test
  void microProfileConfigIsTouchedByOneClass() {
    hold(
        noClasses()
            .that()
            .haveNameNotMatching(".*\\.MicroProfileSource(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.eclipse.microprofile.."));
  }

  @Test
  void nobodyReadsTheWallClock() {
    hold(noClasses().should().callMethod(Instant.class, "now"));
    hold(noClasses().should().callMethod(LocalDate.class, "now"));
    hold(noClasses().should().callMethod(System.class, "currentTimeMillis"));
    hold(noClasses().should().callMethod(Clock.class, "systemUTC"));
  }

  @Test
  void everyPackageIsNullMarked() {
    Set<String> unmarked = new TreeSet<>();
    for (JavaClass each : CLASSES) {
      if (!each.getPackage().isAnnotatedWith(NullMarked.class)) {
        unmarked.add(each.getPackageName());
      }
    }
    assertTrue(unmarked.isEmpty(), unmarked::toString);
  }

  @Test
  void noPackageIsCalledForWhatItIsNot() {
    hold(
        noClasses()
            .should()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameEndingWith("Util"));
  }

  private static void hold(ArchRule rule) {
    rule.check(CLASSES);
  }
}
