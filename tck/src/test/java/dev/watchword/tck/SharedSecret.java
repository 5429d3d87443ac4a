package dev.watchword.tck;

import dev.watchword.jaxrs.JwtRequestFilter;
import dev.watchword.servlet.WatchwordListener;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.jboss.arquillian.container.test.spi.client.deployment.ApplicationArchiveProcessor;
import org.jboss.arquillian.test.spi.TestClass;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.ArchivePath;
import org.jboss.shrinkwrap.api.ArchivePaths;
import org.jboss.shrinkwrap.api.Node;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * Puts our listener and the settings into a WAR; the WAR's own settings stay, and are read as they
 * are.
 */
public final class SharedSecret implements ApplicationArchiveProcessor {
  public static final String SECRET = UUID.randomUUID().toString() + UUID.randomUUID();

  private static final ArchivePath THEIRS =
      ArchivePaths.create("META-INF/microprofile-config.properties");
  private static final Map<String, String> OURS =
      Map.of(
          "watchword.secret", SECRET,
          "watchword.profile", "mp",
          "watchword.leeway", "0s",
          "watchword.public", "/ping/*,/endp/heartbeat",
          "watchword.rules", "empty",
          "watchword.rule.empty", "/endp/verifyEmptyToken optional");

  @Override
  public void process(Archive<?> archive, TestClass test) {
    if (!(archive instanceof WebArchive war)) {
      return;
    }
    Properties settings = settings(war.delete(THEIRS));
    settings.putAll(OURS);
    StringWriter text = new StringWriter();
    try {
      settings.store(text, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    war.addAsResource(new StringAsset(text.toString()), THEIRS)
        .setWebXML(new StringAsset(webXml()));
  }

  private static Properties settings(Node theirs) {
    Properties settings = new Properties();
    if (theirs != null) {
      try (InputStream in = theirs.getAsset().openStream()) {
        settings.load(in);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return settings;
  }

  private static String webXml() {
    return """
        <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
          <context-param>
            <param-name>resteasy.injector.factory</param-name>
            <param-value>org.jboss.resteasy.cdi.CdiInjectorFactory</param-value>
          </context-param>
          <context-param>
            <param-name>resteasy.providers</param-name>
            <param-value>%s</param-value>
          </context-param>
          <listener><listener-class>%s</listener-class></listener>
        </web-app>
        """
        .formatted(JwtRequestFilter.class.getName(), WatchwordListener.class.getName());
  }
}
