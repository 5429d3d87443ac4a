package dev.watchword;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaAccess;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What no code of ours may call, whatever a request says. */
class ForbiddenCallsTest {
  /** Where headers are read: for the guard or an endpoint, or to tell whether a body is to come. */
  private static final Set<String> READERS_OF_HEADERS =
      Set.of(
          "DispatchState",
          "EntityBody",
          "HidingRequest",
          "IssuingServlet",
          "JaxrsFacts",
          "ReadableRequest",
          "RestGuard",
          "UnreadBody");

  /** They give the application what is left of a request that was looked at. */
  private static final Set<String> READERS_OF_BODIES =
      Set.of("EntityBody", "HidingRequest", "ReadableRequest");

  /** Each member of these was there in Jackson 2.13, the oldest that a server may bring. */
  private static final Set<String> OF_JACKSON_2_13 =
      Set.of(
          "JsonFactory(builder|createGenerator|createParser)",
          "JsonFactory.Feature(CANONICALIZE_FIELD_NAMES|INTERN_FIELD_NAMES)",
          "TSFBuilder(build|disable)",
          "JsonGenerator(close|setHighestNonEscapedChar|write(Boolean|FieldName|Null|Number|String)"
              + "|write(Start|End)(Array|Object))",
          "JsonParser(close|currentToken|getBigIntegerValue|getDoubleValue|getLongValue"
              + "|getNumberType|getText|getTextLength|nextFieldName|nextToken)",
          "JsonParser.NumberType(BIG_INTEGER)",
          "JsonToken(isStructStart|ordinal|values|(START|END)_(ARRAY|OBJECT)"
              + "|VALUE_(STRING|TRUE|FALSE|NULL|NUMBER_INT|NUMBER_FLOAT))",
          "io.JsonStringEncoder(getInstance|quoteAsString)");

  private static final Map<String, Pattern> PATTERNS = new HashMap<>();

  private static final List<JavaAccess<?>> ACCESSES =
      ArchitectureTest.CLASSES.stream()
          .<JavaAccess<?>>flatMap(each -> each.getAccessesFromSelf().stream())
          .toList();

  private static void assertNone(Predicate<JavaAccess<?>> forbidden) {
    assertTrue(ACCESSES.size() > 1000, "an import that found nothing would pass");
    assertEquals(
        Set.of(),
        ACCESSES.stream()
            .filter(forbidden)
            .map(JavaAccess::getDescription)
            .collect(toCollection(TreeSet::new)));
  }

  private static boolean isFrom(JavaAccess<?> access, String... packages) {
    String from = access.getOriginOwner().getPackageName();
    return Stream.of(packages).map("dev.watchword."::concat).anyMatch(from::equals);
  }

  /** The simple name of the class in whose file the call stands. */
  private static String place(JavaAccess<?> access) {
    return access.getOriginOwner().getName().replaceAll("\\$.*|.*\\.(?=\\w+(\\$|$))", "");
  }

  private static boolean isTo(JavaAccess<?> access, String regex) {
    return PATTERNS
        .computeIfAbsent(regex, Pattern::compile)
        .matcher(access.getTarget().getFullName())
        .matches();
  }

  @Test // requirements 14 and 16: nothing in a token can name anything outside of it
  void tokenPackage_reachesNoFileNoNetworkAndNoProcess() {
    Set<String> harmless =
        Set.of(
            IOException.class.getName(),
            UncheckedIOException.class.getName(),
            StringWriter.class.getName());
    String outside =
        "java\\.(io|net|sql|nio\\.file|nio\\.channels|rmi)\\..*"
            + "|javax\\.(naming|sql|script|net|management)\\..*"
            + "|java\\.lang\\.(Process\\w*|Runtime|ClassLoader|System|Module\\w*)"
            + "|java\\.util\\.(ResourceBundle|Scanner|ServiceLoader|zip\\.|jar\\.|prefs\\.).*";
    noClasses()
        .that()
        .resideInAnyPackage("dev.watchword.token", "dev.watchword.json")
        .should()
        .dependOnClassesThat(
            describe(
                "reach outside",
                type -> type.getName().matches(outside) && !harmless.contains(type.getName())))
        .check(ArchitectureTest.CLASSES);
    assertNone(
        access -> // which reads files and addresses, too
        isFrom(access, "json", "token")
                && access.getName().equals("createParser")
                && !isTo(access, ".*\\(java\\.lang\\.String\\)"));
  }

  @Test // requirement 19: what ends at the first difference tells where that is
  void secretsAndMacs_areComparedInConstantTime() {
    String early =
        "java\\.util\\.(Arrays|Objects)\\.(equals|deepEquals|compare|mismatch)\\(.*\\[.*"
            + "|java\\.util\\.Objects\\.deepEquals.*"
            + "|java\\.nio\\.\\w*Buffer\\.(equals|compareTo|mismatch).*";
    assertNone(
        access -> isFrom(access, "token", "identity", "issue", "explain") && isTo(access, early));
    Set<String> comparing =
        ACCESSES.stream()
            .filter(access -> isTo(access, "java\\.security\\.MessageDigest\\.isEqual.*"))
            .map(ForbiddenCallsTest::place)
            .collect(toCollection(TreeSet::new));
    Set<String> all = Set.of("TokenVerifier", "SharedSecret", "PooledHmac", "IdentityHashVerifier");
    assertTrue(comparing.containsAll(all), () -> "only " + comparing);
  }

  @Test // requirements 42 and 43: what an adapter does not read cannot open anything
  void headers_areReadInNamedPlacesAlone() {
    String readers =
        "jakarta\\.servlet\\.(http\\.)?(Http)?ServletRequest(Wrapper)?"
            + "\\.(get(Int|Date)?Header\\w*|getCookies|getTrailer\\w*|getLocales?)\\(.*"
            + "|jakarta\\.ws\\.rs\\.core\\.(HttpHeaders|Request)\\.(get|select|evaluate)\\w+\\(.*"
            + "|jakarta\\.ws\\.rs\\.container\\.ContainerRequestContext\\."
            + "(getHeader\\w*|getCookies|getAcceptable\\w*|getMediaType|getLanguage|getDate)\\(.*";
    assertNone(access -> isTo(access, readers) && !READERS_OF_HEADERS.contains(place(access)));
    Set<String> reading =
        ACCESSES.stream()
            .filter(access -> isTo(access, readers))
            .map(ForbiddenCallsTest::place)
            .collect(toCollection(TreeSet::new));
    assertEquals(new TreeSet<>(READERS_OF_HEADERS), reading);
  }

  @Test // requirements 38 and 49: bodies are the application's, and so are sessions
  void bodyParametersAndSessions_areLeftToApplication() {
    String any = "jakarta\\.(servlet|ws\\.rs)\\..*\\.";
    assertNone(
        access ->
            isTo(
                    access,
                    any
                        + "(getSession|changeSessionId|addCookie|sendError|sendRedirect|login|logout"
                        + "|authenticate|getParameter(Map|Names|Values)?|getParts?|getReader"
                        + "|getEntityStream|setEntityStream|getQueryParameters|getMatrixParameters)"
                        + "\\(.*")
                && !READERS_OF_BODIES.contains(place(access)));
    assertNone(
        access ->
            isTo(access, any + "getInputStream\\(.*")
                && !Set.of("BufferedBody", "EndpointServlet", "StreamUpdates", "UnreadBody")
                    .contains(place(access)));
  }

  /** But for {@code Handshake}, which takes itself off the thread when the filter ends. */
  @Test // requirement 57: what hangs on a thread outlives the request, or misses it
  void threadLocals_areNotUsed() {
    assertNone(
        access ->
            isTo(access, "java\\.lang\\.(Inheritable)?ThreadLocal\\..*")
                && !place(access).equals("Handshake"));
  }

  @Test // requirement 25: what is no bean cannot be looked into from outside
  void jmxAndSerialization_areNotUsed() {
    assertNone(
        access ->
            isTo(access, "(javax|java\\.lang)\\.management\\..*|java\\.io\\.Object\\w+Stream.*"));
  }

  @Test // requirement 78
  void jacksonMembers_areThoseOf213() {
    String allowed =
        OF_JACKSON_2_13.stream()
            .map(each -> each.replace(".", "[.$]").replaceFirst("\\(", "\\\\.("))
            .reduce((one, other) -> one + "|" + other)
            .orElseThrow();
    String member = "com\\.fasterxml\\.jackson\\.core\\.(" + allowed + ")(\\(.*)?";
    assertNone(access -> isTo(access, "com\\.fasterxml\\..*") && !isTo(access, member));
  }
}
