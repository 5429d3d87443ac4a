package dev.watchword.servlet;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.frames.ResetFrame;

/** One connection that speaks HTTP/2 without TLS, and says of the host whatever it is told. */
final class RawHttp2 implements AutoCloseable {
  private static final int TEN_SECONDS = 10;

  private final HTTP2Client client = new HTTP2Client();
  private final Session session;

  RawHttp2(int port) throws Exception {
    client.start();
    InetSocketAddress address = new InetSocketAddress("127.0.0.1", port);
    session = client.connect(address, new Session.Listener() {}).get(TEN_SECONDS, TimeUnit.SECONDS);
  }

  /**
   * The status of the answer to a request without a body; 0 where the server ends the stream.
   *
   * @param authority null for none
   * @param headers whole lines
   */
  int status(String method, String path, String authority, String... headers) throws Exception {
    HttpFields.Mutable fields = HttpFields.build();
    for (String line : headers) {
      int colon = line.indexOf(':');
      fields.add(line.substring(0, colon), line.substring(colon + 1).strip());
    }
    HttpURI.Mutable uri = HttpURI.build().scheme("http").pathQuery(path);
    MetaData.Request request =
        new MetaData.Request(
            method, authority == null ? uri : uri.authority(authority), HttpVersion.HTTP_2, fields);
    CompletableFuture<Integer> status = new CompletableFuture<>();
    Stream.Listener listener =
        new Stream.Listener() {
          @Override
          public void onHeaders(Stream stream, HeadersFrame frame) {
            status.complete(((MetaData.Response) frame.getMetaData()).getStatus());
          }

          @Override
          public void onReset(
              Stream stream, ResetFrame frame, org.eclipse.jetty.util.Callback done) {
            status.complete(0);
            done.succeeded();
          }
        };
    session.newStream(new HeadersFrame(request, null, true), listener);
    return status.get(TEN_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws IOException {
    try {
      client.stop();
    } catch (Exception failure) {
      throw new IOException(failure);
    }
  }
}
