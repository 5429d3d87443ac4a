package dev.watchword.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * An HTTP answer that an adapter writes as it stands.
 *
 * @param headers in their order; a name may come twice
 * @param body ASCII text; empty for none
 */
public record HttpAnswer(int status, List<Header> headers, String body) {

  /**
   * One header field.
   *
   * @param yields whether it gives way to a field of that name that the application has set
   */
  public record Header(String name, String value, boolean yields) {
    private static final Set<String> ADDED =
        Set.of("Vary", "Content-Security-Policy", "Set-Cookie");

    /** A field that takes the place of one of that name. */
    public Header(String name, String value) {
      this(name, value, false);
    }

    /**
     * Whether fields of that name add up, so that the application's stand beside it: a list,
     * policies that all hold, or cookies.
     */
    public boolean isList() {
      return ADDED.contains(name);
    }
  }

  public HttpAnswer {
    headers = List.copyOf(headers);
  }

  /** An answer in JSON; {@code more} are its other headers. */
  public static HttpAnswer json(int status, List<Header> more, String body) {
    List<Header> headers = new ArrayList<>(more);
    headers.add(new Header("Content-Type", "application/json"));
    return new HttpAnswer(status, headers, body);
  }

  /** Status and headers: the body may hold a token. */
  @Override
  public String toString() {
    return "HttpAnswer[" + status + ", " + headers + "]";
  }
}
