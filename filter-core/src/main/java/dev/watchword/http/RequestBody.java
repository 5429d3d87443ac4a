package dev.watchword.http;

import java.io.IOException;

/** The body of a request, which is read only where a rule looks for a token in it. */
@FunctionalInterface
public interface RequestBody {
  /** The most bytes that are read of a body. */
  int MOST = 65_536;

  /** Stands for a body that cannot be read, or is not there any more. */
  RequestBody NONE = () -> new byte[0];

  /**
   * The bytes; one more than {@link #MOST} where there are more than that. They are read once and
   * kept, and the application reads them again from the beginning.
   *
   * @throws IOException where the client does not send what it has announced
   */
  byte[] start() throws IOException;
}
