package dev.watchword.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that the guard may know of a request. An adapter fills it in and decides nothing.
 *
 * @param method as sent; case matters (RFC 9110 section 9.1)
 * @param contextPath where the application is mounted, decoded, without a slash at its end
 * @param path what the container made of the path below the context, decoded; null where it refused
 *     to say
 * @param rawPath the path as sent, context included, without the query
 * @param query the raw query string, merged with those of the requests that were sent on to this
 *     path ({@link QueryParameters#merged}); null for none
 * @param connection how it came to the server
 * @param via how it came to this path
 * @param headers every value of a header, by its name in any case
 * @param body read only where a rule looks for a token in it
 */
public record RequestFacts(
    String method,
    String contextPath,
    @Nullable String path,
    String rawPath,
    @Nullable String query,
    Connection connection,
    Via via,
    Headers headers,
    RequestBody body) {
  /** Of a request that its container could not read. */
  public static final RequestFacts UNREADABLE =
      new RequestFacts("-", "", null, "-", null, "", name -> List.of());

  private static final String INTERNAL = "/WEB-INF/";

  /**
   * What the container knows of a connection. It is asked only for what is needed, for containers
   * make each of these texts anew.
   */
  public interface Connection {
    /** The client's socket address; empty where it is not known. */
    String address();

    /** The server's end of the socket; empty where it is not known. */
    String localAddress();

    /**
     * What the container tells the application, in the form of {@link RequestHost}; empty where it
     * is not known.
     */
    String host();

    /** Such as {@code HTTP/1.1} or {@code HTTP/2.0}; empty where it is not known. */
    String protocol();

    /** One that is known already. */
    static Connection of(String address, String localAddress, String host, String protocol) {
      record Known(String address, String localAddress, String host, String protocol)
          implements Connection {}
      return new Known(address, localAddress, host, protocol);
    }
  }

  /** How a request came to its path. */
  public enum Via {
    /** The client asked for it. */
    CLIENT,
    /** The application sent it on to a path. */
    DISPATCH,
    /** The application sent it on to a servlet by its name. */
    NAMED_DISPATCH
  }

  /** Facts of a request that comes from its client, without what is known of the server. */
  public RequestFacts(
      String method,
      String contextPath,
      @Nullable String path,
      String rawPath,
      @Nullable String query,
      String address,
      Headers headers) {
    this(method, contextPath, path, rawPath, query, address, "", "", "", headers);
  }

  /** Facts of a request whose body is not looked at. */
  public RequestFacts(
      String method,
      String contextPath,
      @Nullable String path,
      String rawPath,
      @Nullable String query,
      String address,
      String localAddress,
      String host,
      String protocol,
      Via via,
      Headers headers) {
    this(
        method,
        contextPath,
        path,
        rawPath,
        query,
        Connection.of(address, localAddress, host, protocol),
        via,
        headers,
        RequestBody.NONE);
  }

  /** Facts of a request that comes from its client. */
  public RequestFacts(
      String method,
      String contextPath,
      @Nullable String path,
      String rawPath,
      @Nullable String query,
      String address,
      String localAddress,
      String host,
      String protocol,
      Headers headers) {
    this(
        method,
        contextPath,
        path,
        rawPath,
        query,
        address,
        localAddress,
        host,
        protocol,
        Via.CLIENT,
        headers);
  }

  /**
   * Whether the request is at a place that no client can ask for: at a servlet by its name, or
   * below {@code /WEB-INF} in every reading of the path.
   */
  public boolean isInternal() {
    return switch (via) {
      case CLIENT -> false;
      case NAMED_DISPATCH -> true;
      case DISPATCH ->
          path != null
              && path.startsWith(INTERNAL)
              && PathReadings.of(path, "").worstCase().startsWith(INTERNAL)
              && PathReadings.of(rawPath, contextPath).worstCase().startsWith(INTERNAL);
    };
  }

  /** The client's socket address; empty where it is not known. */
  public String address() {
    return connection.address();
  }

  /** The server's end of the socket; empty where it is not known. */
  public String localAddress() {
    return connection.localAddress();
  }

  /** What the container tells the application; empty where it is not known. */
  public String host() {
    return connection.host();
  }

  /** Such as {@code HTTP/1.1} or {@code HTTP/2.0}; empty where it is not known. */
  public String protocol() {
    return connection.protocol();
  }

  /** Looks up every field of one name. */
  @FunctionalInterface
  public interface Headers {
    List<String> all(String name);
  }

  /** The only field of that name; null where there is none, or more than one. */
  public @Nullable String header(String name) {
    List<String> values = headers.all(name);
    return values.size() == 1 ? values.get(0) : null;
  }

  public boolean has(String name) {
    return !headers.all(name).isEmpty();
  }

  /** The path for logs and events: never the query, which may hold a token. */
  public String shownPath() {
    return path == null ? rawPath : path;
  }

  /** Method and path; never a header or the query. */
  @Override
  public String toString() {
    return "RequestFacts[" + method + " " + shownPath() + "]";
  }
}
