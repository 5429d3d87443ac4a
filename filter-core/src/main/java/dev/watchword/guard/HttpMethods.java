package dev.watchword.guard;

import dev.watchword.settings.Settings;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the methods of a path rule. A misspelt method would make a rule that restricts nothing, so
 * only methods of the IANA HTTP Method Registry are taken by their name alone.
 */
final class HttpMethods {
  private static final String OTHER = "method:";
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern CAPITALS = Pattern.compile("[A-Z][A-Z-]*");

  /** Without {@code PRI} and {@code *}, which are reserved so that no request can have them. */
  private static final Set<String> REGISTERED =
      Set.copyOf(
          Settings.words(
              "ACL BASELINE-CONTROL BIND CHECKIN CHECKOUT CONNECT COPY DELETE GET HEAD LABEL LINK LOCK"
                  + " MERGE MKACTIVITY MKCALENDAR MKCOL MKREDIRECTREF MKWORKSPACE MOVE OPTIONS"
                  + " ORDERPATCH PATCH POST PROPFIND PROPPATCH PUT QUERY REBIND REPORT SEARCH TRACE"
                  + " UNBIND UNCHECKOUT UNLINK UNLOCK UPDATE UPDATEREDIRECTREF VERSION-CONTROL",
              " "));

  private HttpMethods() {}

  /**
   * The methods that a word lists; {@code HEAD} is {@code GET}, as which it is judged.
   *
   * @param form the form of a rule, for a word that is no list of methods
   */
  static Set<String> read(String word, String form) {
    List<String> listed = Settings.words(word, ",");
    if (listed.isEmpty()) {
      throw new IllegalArgumentException("'" + word + "' is neither methods nor a path; " + form);
    }
    Set<String> methods = new HashSet<>();
    for (String one : listed) {
      String method = one.startsWith(OTHER) ? other(one.substring(OTHER.length())) : one;
      if (!one.startsWith(OTHER) && !REGISTERED.contains(one)) {
        throw new IllegalArgumentException(
            CAPITALS.matcher(one).matches()
                ? "'"
                    + one
                    + "' is no method of HTTP; write method:"
                    + one
                    + " if requests really have it, and no method at all for every method"
                : "'" + word + "' is neither methods nor a path; " + form);
      }
      methods.add(method.equals("HEAD") ? "GET" : method);
    }
    return methods;
  }

  private static String other(String name) {
    boolean isOtherwiseSpelled =
        REGISTERED.stream()
            .anyMatch(method -> method.equalsIgnoreCase(name) && !method.equals(name));
    if (!TOKEN.matcher(name).matches() || isOtherwiseSpelled) {
      throw new IllegalArgumentException(
          "'" + OTHER + name + "' names no method; capitals count, and GET is not get");
    }
    return name;
  }
}
