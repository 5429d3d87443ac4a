package dev.watchword.tck;

import org.jboss.arquillian.container.spi.client.container.ContainerConfiguration;

/** Arquillian wants to set something; there is nothing to set. */
public final class NoSettings implements ContainerConfiguration {
  @Override
  public void validate() {}
}
