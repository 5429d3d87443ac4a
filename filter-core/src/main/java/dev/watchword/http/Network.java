package dev.watchword.http;

import java.util.Arrays;
import java.util.List;

/** A network of IP addresses. */
record Network(List<Byte> prefix, int bits) {
  /** Such as {@code 10.0.0.0/8}, or one address alone. */
  static Network of(String text) {
    String[] parts = text.split("/", 2);
    byte[] address = ClientAddress.parse(parts[0]);
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
}
