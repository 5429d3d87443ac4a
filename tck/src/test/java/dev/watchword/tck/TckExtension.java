package dev.watchword.tck;

import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.test.spi.client.deployment.ApplicationArchiveProcessor;
import org.jboss.arquillian.core.spi.LoadableExtension;

/** Tells Arquillian about our server and about what each WAR needs besides. */
public final class TckExtension implements LoadableExtension {
  @Override
  public void register(ExtensionBuilder builder) {
    builder
        .service(DeployableContainer.class, JettyContainer.class)
        .service(ApplicationArchiveProcessor.class, SharedSecret.class);
  }
}
