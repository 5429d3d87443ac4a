package dev.watchword.stream;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.testing.SettingsFixture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator may write, and what is said of anything else. */
class StreamSettingsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "watchword.streams=drop | watchword.streams",
        "watchword.streams=Keep | watchword.streams",
        "watchword.streams.maxage=0s | watchword.streams.maxage",
        "watchword.streams.maxage=soon | watchword.streams.maxage",
        "watchword.streams.percaller=0 | watchword.streams.percaller",
        "watchword.streams.percaller=-1 | watchword.streams.percaller",
        "watchword.streams.percaller=1000000 | watchword.streams.percaller",
        "watchword.streams.percaller=many | watchword.streams.percaller",
      })
  void wrongValue_isTold(String line, String property) {
    String mistake = SettingsFixture.aSecret().and(line).mistake();
    assertTrue(mistake.contains(property), mistake);
  }
}
