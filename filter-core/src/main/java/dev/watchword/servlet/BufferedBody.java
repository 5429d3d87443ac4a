package dev.watchword.servlet;

import dev.watchword.http.FormFields;
import dev.watchword.http.HiddenPlaces;
import dev.watchword.http.RequestBody;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request of which the beginning was read for its token, as the application reads it:
 * from the beginning. One for a request, however often it is dispatched, so that nothing is read
 * twice.
 */
final class BufferedBody extends ServletInputStream {
  private static final String NAME = BufferedBody.class.getName();

  /** What containers take of a form, which comes here only while nothing is enforced. */
  private static final int MOST_OF_FORM = 2_000_000;

  private final byte[] start;
  private final ServletInputStream rest;
  private InputStream all;
  private boolean isCut;
  private long length = -1;
  private @Nullable Map<String, List<String>> fields;

  private BufferedBody(byte[] start, ServletInputStream rest) {
    this.start = start;
    this.rest = rest;
    this.all = new SequenceInputStream(new ByteArrayInputStream(start), rest);
  }

  /** The beginning of a request's body. */
  static byte[] start(HttpServletRequest request) throws IOException {
    BufferedBody known = of(request);
    if (known != null) {
      return known.start;
    }
    ServletInputStream body = request.getInputStream();
    byte[] start = body.readNBytes(RequestBody.MOST + 1);
    request.setAttribute(NAME, new BufferedBody(start, body));
    return start;
  }

  /** That of a request; null where nothing was read of it. */
  static @Nullable BufferedBody of(HttpServletRequest request) {
    return request.getAttribute(NAME) instanceof BufferedBody known ? known : null;
  }

  /** Takes fields out of a form that was read to its end, for all who read it from now on. */
  void hide(HiddenPlaces hidden) {
    if (!isCut && start.length <= RequestBody.MOST) {
      byte[] shown = hidden.formWithout(start);
      isCut = true;
      length = shown.length;
      all = new SequenceInputStream(new ByteArrayInputStream(shown), rest);
    }
  }

  /** How many bytes are left where some were taken out; negative where none were. */
  long length() {
    return length;
  }

  /** The fields of a body that is a form; nothing where it is none. */
  Map<String, List<String>> fields() {
    if (fields == null) {
      try {
        Map<String, List<String>> read = FormFields.read(all.readNBytes(MOST_OF_FORM));
        fields = read == null ? Map.of() : read;
      } catch (IOException broken) {
        throw new UncheckedIOException(broken);
      }
    }
    return fields;
  }

  @Override
  public int read() throws IOException {
    return all.read();
  }

  @Override
  public int read(byte[] into, int from, int most) throws IOException {
    return all.read(into, from, most);
  }

  @Override
  public int available() throws IOException {
    return all.available();
  }

  @Override
  public boolean isFinished() {
    try {
      return all.available() == 0 && rest.isFinished();
    } catch (IOException broken) {
      return true;
    }
  }

  @Override
  public boolean isReady() {
    return true;
  }

  /** All is here, unless nothing is enforced and the body is large; then reading waits. */
  @Override
  public void setReadListener(ReadListener listener) {
    try {
      while (!isFinished()) {
        listener.onDataAvailable();
      }
      listener.onAllDataRead();
    } catch (IOException broken) {
      listener.onError(broken);
    }
  }
}
