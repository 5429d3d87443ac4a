package dev.watchword.jaxrs;

import dev.watchword.Watchword;
import java.io.UnsupportedEncodingException;
import java.net.URI;
import java.util.function.Function;
import org.jboss.resteasy.mock.MockDispatcherFactory;
import org.jboss.resteasy.mock.MockHttpRequest;
import org.jboss.resteasy.mock.MockHttpResponse;
import org.jboss.resteasy.spi.Dispatcher;

/**
 * RESTEasy without any container, called as its containers call it. A request is a method, a path,
 * and the value of Authorization or null; an answer is a status and the body.
 */
final class BareResteasy {
  private static final String BASE = "http://127.0.0.1/rest/";

  private BareResteasy() {}

  /** With the filter by its class, which has to find its settings; what is given is not used. */
  public static final class ByClass implements Function<Watchword, Function<String[], String>> {
    @Override
    public Function<String[], String> apply(Watchword none) {
      Dispatcher dispatcher = MockDispatcherFactory.createDispatcher();
      dispatcher.getProviderFactory().registerProvider(JwtRequestFilter.class);
      return resteasy(dispatcher);
    }
  }

  /** With an instance of the filter. */
  public static final class ByInstance implements Function<Watchword, Function<String[], String>> {
    @Override
    public Function<String[], String> apply(Watchword watchword) {
      Dispatcher dispatcher = MockDispatcherFactory.createDispatcher();
      dispatcher.getProviderFactory().registerProviderInstance(new JwtRequestFilter(watchword));
      return resteasy(dispatcher);
    }
  }

  private static Function<String[], String> resteasy(Dispatcher dispatcher) {
    dispatcher.getRegistry().addPerRequestResource(CallerResource.class);
    return asked -> {
      try {
        MockHttpRequest request =
            MockHttpRequest.create(asked[0], URI.create(BASE + asked[1]), URI.create(BASE));
        if (asked[2] != null) {
          request.header("Authorization", asked[2]);
        }
        MockHttpResponse response = new MockHttpResponse();
        dispatcher.invoke(request, response);
        return response.getStatus() + " " + response.getContentAsString();
      } catch (UnsupportedEncodingException fault) {
        throw new IllegalStateException(fault);
      }
    };
  }
}
