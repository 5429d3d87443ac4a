package dev.watchword.cdi;

import java.util.List;

/**
 * Whether the API of MicroProfile JWT is there. A class of its own: one that has its types may not
 * even load without it.
 */
final class MicroProfileJwt {
  static final String TOKEN = "org.eclipse.microprofile.jwt.JsonWebToken";

  private MicroProfileJwt() {}

  static boolean isAvailable() {
    try {
      for (String name : List.of(TOKEN, "jakarta.json.JsonValue")) { // of which claims are made
        Class.forName(name, false, MicroProfileJwt.class.getClassLoader());
      }
      return true;
    } catch (ClassNotFoundException | LinkageError noMicroProfileJwt) {
      return false;
    }
  }
}
