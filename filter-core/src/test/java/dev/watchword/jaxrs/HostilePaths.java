package dev.watchword.jaxrs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Other ways to write a path: what the incidents of the last ten years were made of. */
final class HostilePaths {
  /** Between an open path and the name of a guarded one. */
  private static final String TRICKS =
      """
      /.. /../ //../ /%2e%2e/ /%2E%2E/ /.%2e/ /%2e./ /..;/ /..;x=y/ ;x/../ ;/../ ;x=y/..;/ /;/../
      /;x/..;/ /./../ /%2e/%2e%2e/ %2f..%2f %2F..%2F /..%2f %2f../ /%252e%252e/ /%252e%252e%252f
      %5c..%5c /..%5c \\..\\ /..\\ /%u002e%u002e/ /%c0%ae%c0%ae/ /%e0%80%ae%e0%80%ae/ /%00/../ /..%00/
      /..%0a/ /%0d%0a/../ /%09/../ /..%20/ /%20/../ /%3b/../ %3b/../ /..%3b/ /%3bx=y/%2e%2e/ /%23/../
      /%3f/../ /x/../../ /..// //..// /%7f/../ /%zz/../ /%/../ /x%2f..%2f..%2f /{x}/../ /|/../ /"/../
      /<>/../ /[/../ /^/../ /`/../ /\u00e9/../ /%ff/../
      """;

  /** Around that name, which is the {@code *}. */
  private static final String SPELLINGS =
      """
      * */ *// /* //* *; *;x *;x=y *;x/ ;x/* *%20 *%00 *%2f *%3b *%3bx *. */. */./ ./* x/../* */x/..
      *%2e *.json *? *?x *%3fx *%23 *%0a *%09 *\\ *%5c */%2e %2e/* *;/ */; */;x ;* *%c0%af *% *%z *|
      *{ *%7b *%u002f
      """;

  private HostilePaths() {}

  static List<String> tricks(String target) {
    return Stream.of(TRICKS.split("\\s+"))
        .flatMap(each -> Stream.of("/open" + each + target, "/open/x" + each + "../" + target))
        .toList();
  }

  static List<String> spellings(String target) {
    List<String> paths = new ArrayList<>();
    String encoded =
        String.format(Locale.ROOT, "%%%02x", (int) target.charAt(0)) + target.substring(1);
    for (String spelling : SPELLINGS.split("\\s+")) {
      paths.add("/" + spelling.replace("*", target));
      paths.add("/" + spelling.replace("*", encoded));
    }
    return paths;
  }
}
