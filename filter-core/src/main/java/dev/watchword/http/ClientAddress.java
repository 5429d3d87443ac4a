package dev.watchword.http;

import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Where a request came from: the socket's address, unless that is a trusted proxy. Then the header
 * that the proxies write is read from its right end, and the first address that is no trusted proxy
 * is the client. What stands left of it is the client's own words and never read. A header of
 * another name holds the client's address alone.
 */
public final class ClientAddress {
  private static final int MOST_HOPS = 20;

  private final List<Network> proxies;
  private final String header;
  private final boolean forwarded;
  private final boolean isList;
  private final AtomicBoolean warned = new AtomicBoolean();

  /**
   * A reader.
   *
   * @param proxies addresses or networks such as {@code 10.0.0.0/8}; empty: the socket decides
   * @param header the one that the proxies write: {@code X-Forwarded-For} or {@code Forwarded}, of
   *     which each proxy writes its part, or another that holds one address alone, such as {@code
   *     CF-Connecting-IP}. Any other header could be the client's
   */
  public ClientAddress(List<String> proxies, String header) {
    this.proxies = proxies.stream().map(Network::of).toList();
    this.header = header;
    this.forwarded = header.equalsIgnoreCase("Forwarded");
    this.isList = forwarded || header.equalsIgnoreCase("X-Forwarded-For");
  }

  /** The client's address as text without port; the socket's where nothing better is known. */
  public String of(RequestFacts facts) {
    String socket = facts.address();
    if (proxies.isEmpty()) {
      warnOfProxy(facts);
      return socket;
    }
    if (!isProxy(socket)) {
      return socket;
    }
    return isList ? nearest(facts, socket) : single(facts, socket);
  }

  /** The last hop that is no trusted proxy, of all that are known. */
  private String nearest(RequestFacts facts, String socket) {
    String nearest = socket;
    int hops = 0;
    List<String> fields = facts.headers().all(header);
    for (int field = fields.size() - 1; field >= 0; field--) {
      String rest = fields.get(field);
      while (rest != null && hops++ < MOST_HOPS) {
        int comma = forwarded ? ForwardedHeader.lastComma(rest) : rest.lastIndexOf(',');
        String hop = address(rest.substring(comma + 1).strip());
        if (hop == null) {
          return nearest; // "unknown", or a name: the last hop that is known stands for it
        }
        nearest = hop;
        if (!isProxy(hop)) {
          return hop;
        }
        rest = comma < 0 ? null : rest.substring(0, comma);
      }
    }
    return nearest;
  }

  /** Exactly one field with exactly one address, else the socket's. */
  private String single(RequestFacts facts, String socket) {
    String value = facts.header(header);
    String client = value == null ? null : address(value.strip());
    if (client == null && warned.compareAndSet(false, true)) {
      System.getLogger("dev.watchword")
          .log(
              Level.WARNING,
              "A trusted proxy sent a request without one address in {0} (watchword.proxies.header):"
                  + " limits count the proxy''s own address. Said once.",
              header);
    }
    return client == null ? socket : client;
  }

  /** Behind a proxy that is not declared, all clients would share the proxy's limits. */
  private void warnOfProxy(RequestFacts facts) {
    if (!warned.get()
        && (facts.has("X-Forwarded-For") || facts.has("Forwarded"))
        && warned.compareAndSet(false, true)) {
      System.getLogger("dev.watchword")
          .log(
              Level.WARNING,
              "A request came with a forwarding header, but watchword.proxies trusts no proxy:"
                  + " limits count the address of the socket. Said once.");
    }
  }

  private @Nullable String address(String element) {
    String text = forwarded ? ForwardedHeader.client(element) : element;
    if (text == null) {
      return null;
    }
    String literal = withoutPort(text);
    return Network.address(literal) == null ? null : literal;
  }

  private static String withoutPort(String text) {
    if (text.startsWith("[")) {
      int end = text.indexOf(']');
      return end < 0 ? text : text.substring(1, end);
    }
    int colon = text.indexOf(':');
    return colon > 0 && colon == text.lastIndexOf(':') ? text.substring(0, colon) : text;
  }

  /** Whether somebody at this socket address may say where a request came from. */
  public boolean isTrustedProxy(String address) {
    return !proxies.isEmpty() && isProxy(address);
  }

  /** Whether a network of proxies is larger than any private one. */
  public boolean trustsTheInternet() {
    return proxies.stream().anyMatch(Network::isLargerThanPrivate);
  }

  private boolean isProxy(String text) {
    byte[] address = Network.address(text);
    if (address != null) {
      for (Network network : proxies) {
        if (network.contains(address)) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * What is counted together: an IPv4 address, also where it is mapped into IPv6, or the first 64
   * bits of an IPv6 address, within which a client can choose.
   */
  public static String group(String address) {
    byte[] bytes = Network.address(address);
    if (bytes == null) {
      return address.length() > 64 ? "long" : address;
    }
    byte[] counted = bytes.length == 4 ? bytes : Arrays.copyOf(bytes, 8);
    return java.util.HexFormat.of().formatHex(counted);
  }

  public static boolean isLoopback(String address) {
    byte[] bytes = Network.address(address);
    if (bytes == null) {
      return false;
    }
    return bytes.length == 4
        ? bytes[0] == 127
        : Arrays.equals(bytes, new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});
  }
}
