package dev.watchword.token;

/** What servers take of the header fields of a request, before any filter sees it. */
public final class HeaderSize {
  /** What to do about it, as the end of a sentence. */
  public static final String ADVICE =
      "servers by themselves take about 8 KB of header fields, and answer more by 431 or 400 without"
          + " a line in our log; raise requestHeaderSize (Jetty), maxHttpHeaderSize (Tomcat),"
          + " server.max-http-request-header-size (Spring Boot), large_client_header_buffers (nginx)";

  /** With a token of this length there is room for a kilobyte of other fields. */
  private static final int FITTING = 7168;

  private HeaderSize() {}

  /** Whether a token of so many characters may be more than a server takes by itself. */
  public static boolean isMuch(int length) {
    return length > FITTING;
  }
}
