package dev.watchword.jaxrs;

import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole test class runs once on each stage. */
@ParameterizedClass(name = "{0}")
@EnumSource(RuntimeUnderTest.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OnEachRuntime {
  @Parameter RuntimeUnderTest stage;

  JaxrsServer server;

  /** What the tests of this class call. */
  abstract JaxrsApp site() throws Exception;

  @BeforeParameterizedClassInvocation
  void start() throws Exception {
    server = site().on(stage);
  }

  @AfterParameterizedClassInvocation
  void stop() throws Exception {
    server.close();
  }
}
