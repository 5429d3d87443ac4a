package dev.watchword.servlet;

import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** Tests of one application on one server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SiteTest {
  @Parameter Container container;

  Running site;
  private Log log;

  /** What the tests of this class call. */
  abstract Site application();

  @BeforeParameterizedClassInvocation
  void start() throws Exception {
    log = new Log();
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
