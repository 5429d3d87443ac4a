package dev.watchword.jaxrs;

import dev.watchword.Watchword;
import jakarta.ws.rs.core.SecurityContext;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ContainerResponse;
import org.glassfish.jersey.server.ResourceConfig;

/**
 * Jersey without any container, called as its containers call it. A request is a method, a path,
 * and the value of Authorization or null; an answer is a status and the body.
 */
final class BareJersey {
  private static final String BASE = "http://127.0.0.1/rest/";

  private BareJersey() {}

  /** With the filter by its class, which has to find its settings; what is given is not used. */
  public static final class ByClass implements Function<Watchword, Function<String[], String>> {
    @Override
    public Function<String[], String> apply(Watchword none) {
      return jersey(new ResourceConfig(CallerResource.class, JwtRequestFilter.class));
    }
  }

  /** With an instance of the filter. */
  public static final class ByInstance implements Function<Watchword, Function<String[], String>> {
    @Override
    public Function<String[], String> apply(Watchword watchword) {
      return jersey(
          new ResourceConfig(CallerResource.class).register(new JwtRequestFilter(watchword)));
    }
  }

  private static Function<String[], String> jersey(ResourceConfig application) {
    ApplicationHandler handler = new ApplicationHandler(application);
    return asked -> {
      ContainerRequest request =
          new ContainerRequest(
              URI.create(BASE),
              URI.create(BASE + asked[1]),
              asked[0],
              new ContainerUser(),
              new MapPropertiesDelegate(),
              null);
      if (asked[2] != null) {
        request.header("Authorization", asked[2]);
      }
      try {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        ContainerResponse response = handler.apply(request, body).get();
        return response.getStatus() + " " + body.toString(StandardCharsets.UTF_8);
      } catch (InterruptedException | ExecutionException fault) {
        throw new IllegalStateException(fault);
      }
    };
  }

  /** Whom a container knows before we do. */
  private static final class ContainerUser implements SecurityContext {
    @Override
    public Principal getUserPrincipal() {
      return () -> "the container's own";
    }

    @Override
    public boolean isUserInRole(String role) {
      return true;
    }

    @Override
    public boolean isSecure() {
      return false;
    }

    @Override
    public String getAuthenticationScheme() {
      return BASIC_AUTH;
    }
  }
}
