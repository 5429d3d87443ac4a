package dev.watchword.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A network of IP addresses. */
record Network(List<Byte> prefix, int bits) {
  /** No more than 255: what the JDK does not take for a literal it looks up as a name. */
  private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";

  private static final Pattern IPV4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:][0-9A-Fa-f:.]+");

  /** Such as {@code 10.0.0.0/8}, or one address alone. */
  static Network of(String text) {
    String[] parts = text.split("/", 2);
    byte[] address = address(parts[0]);
    int most = address == null ? 0 : address.length * 8;
    String length = parts.length == 1 ? Integer.toString(most) : parts[1];
    if (address == null || !length.matches("\\d{1,3}") || Integer.parseInt(length) > most) {
      throw new IllegalArgumentException(
          "'" + text + "' is no address or network such as 10.0.0.7 or 10.0.0.0/8");
    }
    Byte[] boxed = new Byte[address.length];
    Arrays.setAll(boxed, i -> address[i]);
    return new Network(List.of(boxed), Integer.parseInt(length));
  }

  /** The largest private networks are 10.0.0.0/8 and fc00::/7. */
  boolean isLargerThanPrivate() {
    return bits < (prefix.size() == 4 ? 8 : 7);
  }

  boolean contains(byte[] address) {
    if (address.length != prefix.size()) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % 8);
      if (((address[bit / 8] ^ prefix.get(bit / 8)) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * The bytes of a literal, IPv4-mapped IPv6 as IPv4; null for anything else. Asks no name server.
   */
  static byte @Nullable [] address(String literal) {
    byte[] plain = plain(literal);
    return plain == null ? unusual(literal) : plain;
  }

  /** As nearly every socket's address is; without a pattern and its objects. */
  private static byte @Nullable [] plain(String text) {
    byte[] address = new byte[4];
    int part = 0;
    int start = 0;
    int value = 0;
    for (int i = 0; i <= text.length(); i++) {
      char c = i == text.length() ? '.' : text.charAt(i);
      if (c == '.') {
        boolean isOctet =
            i > start && value <= 255 && (i == start + 1 || text.charAt(start) != '0');
        if (!isOctet || part == 4) {
          return null;
        }
        address[part++] = (byte) value;
        start = i + 1;
        value = 0;
      } else if (c < '0' || c > '9' || i - start == 3) {
        return null;
      } else {
        value = value * 10 + c - '0';
      }
    }
    return part == 4 ? address : null;
  }

  private static byte @Nullable [] unusual(String literal) {
    boolean bracketed = literal.startsWith("[") && literal.endsWith("]"); // as Jetty has it
    String bare = bracketed ? literal.substring(1, literal.length() - 1) : literal;
    String text = bare.split("%", 2)[0]; // without a zone
    Pattern form = text.indexOf(':') < 0 ? IPV4 : IPV6;
    if (text.length() > 45 || !form.matcher(text).matches()) {
      return null;
    }
    try {
      return InetAddress.getByName(text).getAddress(); // which unmaps IPv4-mapped IPv6
    } catch (UnknownHostException noLiteral) {
      return null;
    }
  }
}
