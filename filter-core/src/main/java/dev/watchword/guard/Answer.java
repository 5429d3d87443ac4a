package dev.watchword.guard;

import java.util.List;

/**
 * An HTTP answer that an adapter writes as it stands.
 *
 * @param headers in their order; a name may come twice
 * @param body ASCII text; empty for none
 */
public record Answer(int status, List<Header> headers, String body) {

  /** One header field. */
  public record Header(String name, String value) {}

  public Answer {
    headers = List.copyOf(headers);
  }
}
