package dev.watchword.servlet;

import dev.watchword.testing.LogCapture;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** Tests of one application on one server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ServletAppTest {
  @Parameter Container container;

  RunningApp site;
  private LogCapture log;

  /** What the tests of this class call. */
  abstract ServletApp application();

  @BeforeParameterizedClassInvocation
  void start() throws Exception {
    log = LogCapture.atInfo();
    try {
      site = application().on(container);
    } catch (Exception failure) {
      System.err.print(log.text());
      log.close();
      throw failure;
    }
  }

  @AfterParameterizedClassInvocation
  void stop() throws Exception {
    site.close();
    log.close();
  }
}
