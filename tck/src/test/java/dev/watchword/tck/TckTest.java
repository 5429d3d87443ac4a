package dev.watchword.tck;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.testng.ITestListener;
import org.testng.ITestResult;
import org.testng.TestNG;

/** The classes of the TCK that README.md lists as run, with as many tests as it says. */
class TckTest {
  private static final String TCK = "org.eclipse.microprofile.jwt.tck.";
  private static final String GROUPS = "arquillian,jwt,jaxrs,cdi,cdi-json,cdi-provider,config";
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([\\w.]+)` \\| (\\d+) \\|");

  private static final class Count implements ITestListener {
    private final Map<String, Integer> passed = new TreeMap<>();
    private final Map<String, Throwable> others = new TreeMap<>();

    @Override
    public void onTestSuccess(ITestResult result) {
      passed.merge(result.getTestClass().getName().substring(TCK.length()), 1, Integer::sum);
    }

    @Override
    public void onTestFailure(ITestResult result) {
      others.put(result.getInstanceName() + "#" + result.getName(), result.getThrowable());
    }

    @Override
    public void onTestSkipped(ITestResult result) {
      onTestFailure(result);
    }
  }

  private static Map<String, Integer> listed() throws Exception {
    Map<String, Integer> rows = new TreeMap<>();
    for (MatchResult row : ROW.matcher(Files.readString(Path.of("README.md"))).results().toList()) {
      rows.put(row.group(1), Integer.valueOf(row.group(2)));
    }
    return rows;
  }

  @Test
  void everyListedClass_passesWithHs256() throws Exception {
    Map<String, Integer> listed = listed();
    List<Class<?>> classes =
        listed.keySet().stream().<Class<?>>map(name -> loaded(TCK + name)).toList();
    Count count = new Count();
    TestNG tests = new TestNG(false);
    tests.setTestClasses(classes.toArray(Class<?>[]::new));
    tests.setGroups(GROUPS);
    tests.addListener(count);
    tests.setVerbose(0);
    tests.run();
    assertEquals(
        "",
        count.others.entrySet().stream()
            .map(each -> each.getKey() + ": " + each.getValue())
            .collect(joining("\n")));
    assertEquals(listed, count.passed);
    assertTrue(count.passed.values().stream().mapToInt(Integer::intValue).sum() >= 120);
  }

  private static Class<?> loaded(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
