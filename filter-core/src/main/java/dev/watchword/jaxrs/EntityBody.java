package dev.watchword.jaxrs;

import dev.watchword.http.FormFields;
import dev.watchword.http.HiddenPlaces;
import dev.watchword.http.RequestBody;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

/** The body of a request, of which the beginning is read, and put back for the resource. */
final class EntityBody {
  private static final String START = EntityBody.class.getName();

  private static final String CUT = START + ".cut";

  private EntityBody() {}

  /** Takes fields out of a form whose body was looked at for its token. */
  static void hide(ContainerRequestContext request, HiddenPlaces hidden) {
    if (hidden.fields().isEmpty()
        || !FormFields.isForm(request.getHeaderString(HttpHeaders.CONTENT_TYPE))
        || !(request.getProperty(START) instanceof byte[] start)
        || start.length > RequestBody.MOST
        || request.getProperty(CUT) != null) {
      return;
    }
    byte[] shown = hidden.formWithout(start);
    request.setProperty(CUT, true);
    request.setEntityStream(new ByteArrayInputStream(shown));
    request.getHeaders().putSingle(HttpHeaders.CONTENT_LENGTH, Integer.toString(shown.length));
  }

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
