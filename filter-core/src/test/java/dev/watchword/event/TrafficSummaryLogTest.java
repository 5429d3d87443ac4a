package dev.watchword.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.testing.Tokens;
import dev.watchword.token.Reason;
import java.lang.System.Logger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The line for those who watch from afar. */
class TrafficSummaryLogTest {
  private final List<String> lines = new ArrayList<>();
  private final TrafficSummaryLog log = new TrafficSummaryLog(new Lines());

  private void decided(int times, Reason reason, String address) {
    GuardEvent event =
        new GuardEvent(Tokens.NOW, reason, true, 0, "GET", "/", address, "", null, "", "");
    for (int i = 0; i < times; i++) {
      log.decided(event);
    }
  }

  private List<String> written() {
    log.write();
    return lines;
  }

  @Test
  void busyMinute_isOneLine() {
    decided(12_044, null, "198.51.100.1");
    decided(48_868, Reason.RATE_LIMITED, "203.0.113.7");
    decided(31_242, Reason.FAILURES_LIMITED, "203.0.113.8");
    decided(3, Reason.EXPIRED, "198.51.100.1");
    decided(9, Reason.SIGNATURE, "198.51.100.1");
    assertEquals(
        List.of(
            "INFO last minute: 12044 in, 80110 limited (top 203.0.113.7: 61%), 12 refused"
                + " (signature 9, expired 3)"),
        written());
  }

  @Test
  void nothingRefused_writesNothing() {
    assertEquals(List.of(), written());
    decided(1000, null, "198.51.100.1");
    assertEquals(List.of(), written());
  }

  @Test
  void nextMinute_beginsAtZero() {
    decided(5, null, "198.51.100.1");
    decided(1, Reason.MISSING, "198.51.100.1");
    decided(4, Reason.RATE_LIMITED, "203.0.113.7");
    written();
    lines.clear();
    assertEquals(List.of(), written());
    decided(1, Reason.MISSING, "198.51.100.1");
    assertEquals(List.of("INFO last minute: 0 in, 0 limited, 1 refused (missing 1)"), written());
  }

  @Test
  void addressLimitedOneMinuteAgo_isForgotten() {
    decided(4, Reason.RATE_LIMITED, "203.0.113.7");
    written();
    lines.clear();
    decided(1, Reason.RATE_LIMITED, "203.0.113.8");
    assertEquals(
        List.of("INFO last minute: 0 in, 1 limited (top 203.0.113.8: 100%), 0 refused"), written());
  }

  @Test
  void dryRun_isNamedInLine() {
    GuardEvent missing =
        new GuardEvent(Tokens.NOW, Reason.MISSING, false, 401, "GET", "/", "::1", "", null, "", "");
    log.decided(missing);
    log.decided(missing);
    decided(1, Reason.EXPIRED, "198.51.100.1");
    assertEquals(
        List.of(
            "INFO last minute: 0 in, 0 limited, 3 refused (missing 2, expired 1);"
                + " 2 of them let through until enforced"),
        written());
    lines.clear();
    decided(1, Reason.EXPIRED, "198.51.100.1");
    assertEquals(List.of("INFO last minute: 0 in, 0 limited, 1 refused (expired 1)"), written());
  }

  @Test
  void quietMinutesBefore_areForgotten() {
    decided(5, null, "198.51.100.1");
    written();
    decided(1, Reason.MISSING, "198.51.100.1");
    assertEquals(List.of("INFO last minute: 0 in, 0 limited, 1 refused (missing 1)"), written());
  }

  @Test
  void onlyLimited_namesNoReasons() {
    decided(2, Reason.RATE_LIMITED, "203.0.113.7");
    decided(1, Reason.RATE_LIMITED, "203.0.113.8");
    assertEquals(
        List.of("INFO last minute: 0 in, 3 limited (top 203.0.113.7: 66%), 0 refused"), written());
  }

  @Test
  void unknownAddress_isNotNamed() {
    decided(2, Reason.RATE_LIMITED, "");
    assertEquals(List.of("INFO last minute: 0 in, 2 limited, 0 refused"), written());
  }

  @Test
  void address_cannotForgeLine() {
    decided(1, Reason.RATE_LIMITED, "x\nINFO all is well\u202e");
    assertEquals(
        List.of(
            "INFO last minute: 0 in, 1 limited (top x\\u000aINFO\\u0020all\\u0020is\\u0020well"
                + "\\u202e: 100%), 0 refused"),
        written());
  }

  @Test
  void rotatingAddresses_areNotAllRemembered() {
    decided(2, Reason.RATE_LIMITED, "203.0.113.7");
    for (int i = 0; i < 100_000; i++) {
      decided(1, Reason.RATE_LIMITED, "2001:db8::" + Integer.toHexString(i));
    }
    decided(1, Reason.RATE_LIMITED, "203.0.113.7");
    assertEquals(
        List.of("INFO last minute: 0 in, 100003 limited (top 203.0.113.7: 0%), 0 refused"),
        written());
  }

  @ParameterizedTest
  @CsvSource({"999, true", "1000, false"})
  void addressAfterThousandOthers_isNotRemembered(int others, boolean remembered) {
    for (int i = 0; i < others; i++) {
      decided(1, Reason.RATE_LIMITED, "2001:db8::" + Integer.toHexString(i));
    }
    decided(5000, Reason.RATE_LIMITED, "203.0.113.7");
    assertEquals(remembered, written().get(0).contains("(top 203.0.113.7: 83%)"), lines::toString);
  }

  @Test // requirement 79
  void digits_areSameInEveryLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      decided(3, Reason.RATE_LIMITED, "203.0.113.7");
      decided(1, Reason.SIGNATURE, "203.0.113.7");
      assertEquals(
          List.of(
              "INFO last minute: 0 in, 3 limited (top 203.0.113.7: 100%), 1 refused"
                  + " (signature 1)"),
          written());
    } finally {
      Locale.setDefault(before);
    }
  }

  /** Keeps level and text of what is logged. */
  private final class Lines implements Logger {
    @Override
    public String getName() {
      return "test";
    }

    @Override
    public boolean isLoggable(Level level) {
      return true;
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String text, Throwable thrown) {
      lines.add(level + " " + text);
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String format, Object... values) {
      assertTrue(values == null || values.length == 0, "nothing of the request is a format");
      lines.add(level + " " + format);
    }
  }

  @Test
  void refusalInDryRun_isCountedAsAdmitted() {
    GuardEvent event =
        new GuardEvent(
            Tokens.NOW, Reason.EXPIRED, false, 0, "GET", "/", "203.0.113.7", "", null, "", "");
    log.decided(event);
    log.decided(event);
    decided(1, Reason.EXPIRED, "203.0.113.7");
    assertEquals(
        List.of(
            "INFO last minute: 0 in, 0 limited, 3 refused (expired 3); 2 of them let through until"
                + " enforced"),
        written());
    lines.clear();
    decided(1, Reason.EXPIRED, "203.0.113.7");
    assertEquals(List.of("INFO last minute: 0 in, 0 limited, 1 refused (expired 1)"), written());
  }

  @Test
  void addressOfPreviousMinute_isForgotten() {
    decided(9, Reason.RATE_LIMITED, "203.0.113.7");
    written();
    lines.clear();
    decided(2, Reason.RATE_LIMITED, "203.0.113.8");
    assertEquals(
        List.of("INFO last minute: 0 in, 2 limited (top 203.0.113.8: 100%), 0 refused"), written());
  }

  @Test
  void addresses_areRememberedUpToOneThousand() {
    for (int others : new int[] {999, 1000}) {
      for (int i = 0; i < others; i++) {
        decided(1, Reason.RATE_LIMITED, "2001:db8::" + Integer.toHexString(i));
      }
      decided(1001, Reason.RATE_LIMITED, "203.0.113.7");
      String top = others == 999 ? "203.0.113.7: 50%" : ": 0%";
      assertTrue(written().get(0).contains(top), lines::toString);
      lines.clear();
    }
  }
}
