package dev.watchword.http;

import java.util.List;

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
    /** A field that takes the place of one of that name. */
    public Header(String name, String value) {
      this(name, value, false);
    }

    /** Whether its value is a list, to which others may have added. */
    public boolean isList() {
      return name.equals("Vary");
    }
  }

  public HttpAnswer {
    headers = List.copyOf(headers);
  }
}
