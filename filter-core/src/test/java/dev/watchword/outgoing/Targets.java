package dev.watchword.outgoing;

import java.util.stream.Stream;

/** Where a token goes, and the tricks by which it would go elsewhere. */
final class Targets {
  static final String ORDERS = "https://orders.example.com";

  /** As a person may write them. */
  static final String[] LISTED = {
    "https://Orders.example.com:443",
    "https://stock.example.com:8443",
    "http://127.0.0.1:8080",
    "http://localhost",
    "http://[::1]:8080",
  };

  private Targets() {}

  /** Calls of the origins in {@link #LISTED}. */
  static Stream<String> listed() {
    return Stream.of(
        ORDERS,
        ORDERS + "/v1/a?b=c#d",
        ORDERS + ":443/",
        ORDERS + ":/",
        "HTTPS://ORDERS.Example.COM/v1",
        "https://stock.example.com:8443/v1",
        "http://127.0.0.1:8080/v1",
        "http://localhost/v1",
        "http://localhost:80/v1",
        "http://[::1]:8080/v1");
  }

  /**
   * Calls of others than {@link #ORDERS}, {@code http://127.0.0.1} and {@code http://localhost}.
   */
  static Stream<String> others() {
    return Stream.of(
        "http://orders.example.com/",
        "http://orders.example.com:443/",
        "https://orders.example.com:8443/",
        "https://orders.example.com:80/",
        "https://orders.example.com./",
        "https://orders.example.com.evil.example/",
        "https://evil-orders.example.com/",
        "https://a.orders.example.com/",
        "https://example.com/",
        "https://orders.example.com@evil.example/",
        "https://orders.example.com:443@evil.example/",
        "https://user@orders.example.com/",
        "https://user:word@orders.example.com/",
        "https://@orders.example.com/",
        "https://evil.example/#@orders.example.com",
        "https://evil.example/?https://orders.example.com",
        "https://evil.example\u2044.orders.example.com/",
        "https://\u043erders.example.com/",
        "https://xn--rders-uye.example.com/",
        "https://orders.example.com%2eevil.example/",
        "wss://orders.example.com/",
        "ftp://orders.example.com/",
        "https:orders.example.com",
        "//orders.example.com/",
        "/v1",
        "http://127.0.0.2/",
        "http://127.1/",
        "http://2130706433/",
        "http://localhost.evil.example/");
  }

  /** What no token may go to. */
  static Stream<String> notToBeListed() {
    return Stream.of(
        "http://orders.example.com",
        "http://127.0.0.2",
        "http://a.localhost",
        "https://*.example.com",
        "https://orders.example.com.",
        "https://orders.example.com/v1",
        "https://orders.example.com/",
        "https://a@orders.example.com",
        "https://orders.example.com:99999",
        "https://b\u00fccher.example",
        "orders.example.com",
        "wss://orders.example.com",
        "https://",
        "");
  }
}
