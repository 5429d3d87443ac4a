package dev.watchword.jaxrs;

import dev.watchword.Watchword;
import dev.watchword.adapters.RunningServer;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;

/** An application behind the JAX-RS filter. */
public final class JaxrsAdapter {
  private JaxrsAdapter() {}

  /** The application. */
  public static final class App extends ListedApplication {
    public App() {
      super(Who.class, Bound.class, Annotated.class, JwtRequestFilter.class);
    }
  }

  /** Tells the caller on every path. */
  @Path("/{any: .*}")
  public static final class Who {
    @GET
    public String get(@Context SecurityContext security) {
      Principal principal = security.getUserPrincipal();
      return principal == null ? "nobody" : principal.toString();
    }
  }

  /** Tells the caller of a token that is bound to its request. */
  @Path("bound/{any}")
  public static final class Bound {
    @GET
    public String get(@Context SecurityContext security) {
      return new Who().get(security);
    }

    @POST
    public String post(@Context SecurityContext security) {
      return get(security);
    }
  }

  /** Asks for more than the rules do. */
  @Path("annotated")
  @RolesAllowed("admin")
  public static final class Annotated {
    @GET
    public String get(@Context SecurityContext security) {
      return new Who().get(security);
    }

    @GET
    @Path("closed")
    @DenyAll
    public String closed(@Context SecurityContext security) {
      return get(security);
    }
  }

  public static RunningServer onJersey(Watchword watchword) throws Exception {
    return serve(watchword, RuntimeUnderTest.JERSEY_ON_JETTY);
  }

  public static RunningServer onJerseyAndTomcat(Watchword watchword) throws Exception {
    return serve(watchword, RuntimeUnderTest.JERSEY_ON_TOMCAT);
  }

  public static RunningServer onResteasy(Watchword watchword) throws Exception {
    return serve(watchword, RuntimeUnderTest.RESTEASY_ON_JETTY);
  }

  private static RunningServer serve(Watchword watchword, RuntimeUnderTest stage) throws Exception {
    JaxrsServer server = JaxrsApp.of(App.class).guardedBy(watchword).on(stage);
    return new RunningServer(server.port(), server);
  }
}
