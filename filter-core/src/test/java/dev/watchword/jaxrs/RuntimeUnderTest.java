package dev.watchword.jaxrs;

/** Which JAX-RS runtime plays in which servlet container. */
enum RuntimeUnderTest {
  JERSEY_ON_JETTY(Loaders.JERSEY, "org.glassfish.jersey.servlet.ServletContainer"),
  JERSEY_ON_TOMCAT(Loaders.JERSEY, "org.glassfish.jersey.servlet.ServletContainer"),
  RESTEASY_ON_JETTY(
      Loaders.RESTEASY, "org.jboss.resteasy.plugins.server.servlet.HttpServlet30Dispatcher");

  private final RuntimeLoader runtime;
  private final String servlet;

  RuntimeUnderTest(RuntimeLoader runtime, String servlet) {
    this.runtime = runtime;
    this.servlet = servlet;
  }

  /** Loaded once: a runtime has a thousand classes. */
  private static final class Loaders {
    static final RuntimeLoader JERSEY = new RuntimeLoader("resteasy-", "org.jboss.resteasy.");
    static final RuntimeLoader RESTEASY = new RuntimeLoader("jersey-", "org.glassfish.jersey.");
  }

  RuntimeLoader runtime() {
    return runtime;
  }

  /** The name of the runtime's servlet. */
  String servlet() {
    return servlet;
  }

  boolean isJersey() {
    return runtime == Loaders.JERSEY;
  }

  boolean isOnJetty() {
    return this != JERSEY_ON_TOMCAT;
  }

  JaxrsServer play(JaxrsApp site) throws Exception {
    return isOnJetty() ? ContainerStarter.jetty(this, site) : ContainerStarter.tomcat(this, site);
  }
}
