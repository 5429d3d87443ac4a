package dev.watchword.jaxrs;

import dev.watchword.http.RequestBody;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

/** The body of a request, of which the beginning is read, and put back for the resource. */
final class EntityBody {
  private static final String START = EntityBody.class.getName();

  private EntityBody() {}

  static byte[] start(ContainerRequestContext request) throws IOException {
    if (request.getProperty(START) instanceof byte[] known) {
      return known;
    }
    InputStream body = request.getEntityStream();
    byte[] start = body.readNBytes(RequestBody.MOST + 1);
    request.setProperty(START, start);
    request.setEntityStream(new SequenceInputStream(new ByteArrayInputStream(start), body));
    return start;
  }
}
