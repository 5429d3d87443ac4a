package dev.watchword.servlet;

import dev.watchword.http.FormFields;
import dev.watchword.http.HiddenPlaces;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request whose body was read for its token, and can be read by the application. */
final class ReadableRequest extends HttpServletRequestWrapper {
  private final BufferedBody body;
  private @Nullable BufferedReader reader;
  private boolean isStreamTaken;

  private ReadableRequest(HttpServletRequest request, BufferedBody body) {
    super(request);
    this.body = body;
  }

  /** The same request, whose body the application can read but for what is hidden of a form. */
  static HttpServletRequest of(HttpServletRequest request, HiddenPlaces hidden) {
    BufferedBody body = BufferedBody.of(request);
    if (body != null && !hidden.fields().isEmpty() && isForm(request)) {
      body.hide(hidden);
    }
    boolean isReadable =
        request instanceof ServletRequestWrapper wrapper
            && wrapper.isWrapperFor(ReadableRequest.class);
    return body == null || isReadable ? request : new ReadableRequest(request, body);
  }

  private boolean isCut(String header) {
    return body.length() >= 0 && header.equalsIgnoreCase("Content-Length");
  }

  @Override
  public int getContentLength() {
    return body.length() < 0 ? super.getContentLength() : (int) body.length();
  }

  @Override
  public long getContentLengthLong() {
    return body.length() < 0 ? super.getContentLengthLong() : body.length();
  }

  @Override
  public int getIntHeader(String name) {
    return isCut(name) ? getContentLength() : super.getIntHeader(name);
  }

  @Override
  public @Nullable String getHeader(String name) {
    String sent = super.getHeader(name);
    return sent != null && isCut(name) ? Long.toString(body.length()) : sent;
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    String sent = isCut(name) ? getHeader(name) : null;
    return sent == null ? super.getHeaders(name) : Collections.enumeration(List.of(sent));
  }

  @Override
  public ServletInputStream getInputStream() {
    if (reader != null) {
      throw new IllegalStateException("getReader was called");
    }
    isStreamTaken = true;
    return body;
  }

  @Override
  public BufferedReader getReader() throws IOException {
    if (reader == null) {
      if (isStreamTaken) {
        throw new IllegalStateException("getInputStream was called");
      }
      String name = getCharacterEncoding();
      Charset charset = name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
      reader = new BufferedReader(new InputStreamReader(body, charset));
    }
    return reader;
  }

  /** Those of the query, which the container knows, and then those of the body. */
  @Override
  public Map<String, String[]> getParameterMap() {
    Map<String, String[]> all = new LinkedHashMap<>(super.getParameterMap());
    if (isForm(this) && !isStreamTaken && reader == null) {
      body.fields()
          .forEach((name, values) -> all.merge(name, array(values), ReadableRequest::joined));
    }
    return Collections.unmodifiableMap(all);
  }

  private static boolean isForm(HttpServletRequest request) {
    return FormFields.isForm(request.getContentType());
  }

  private static String[] array(List<String> values) {
    return values.toArray(String[]::new);
  }

  private static String[] joined(String[] first, String[] second) {
    String[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  @Override
  public @Nullable String getParameter(String name) {
    String[] values = getParameterValues(name);
    return values == null ? null : values[0];
  }

  @Override
  public String @Nullable [] getParameterValues(String name) {
    return getParameterMap().get(name);
  }

  @Override
  public Enumeration<String> getParameterNames() {
    return Collections.enumeration(getParameterMap().keySet());
  }
}
