package dev.watchword.servertests;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.frames.GoAwayFrame;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.util.Callback;

/** HTTP/2 without TLS, to a server that is known to speak it. Says again what it is told. */
final class Http2Wire implements CorpusRun.Wire, AutoCloseable {
  private static final int TEN_SECONDS = 10;

  /** Grizzly, in Payara and GlassFish, answers 431 to a connection that has had many. */
  private static final int REQUESTS_EACH = 25;

  private final HTTP2Client client = new HTTP2Client();
  private final InetSocketAddress address;
  private Session session;
  private int sent;

  Http2Wire(int port) throws IOException {
    this.address = new InetSocketAddress("127.0.0.1", port);
    try {
      client.start();
    } catch (Exception failure) {
      throw new IOException(failure);
    }
  }

  /** The answer to one request, until it ends. */
  private static final class Exchange implements Stream.Listener {
    private final CompletableFuture<RawReply> reply = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private int status;

    @Override
    public void onHeaders(Stream stream, HeadersFrame frame) {
      if (frame.getMetaData() instanceof MetaData.Response response) {
        status = response.getStatus();
        for (HttpField field : response.getHttpFields()) {
          text.append("\r\n").append(field.getName()).append(": ").append(field.getValue());
        }
        text.append("\r\n\r\n");
      }
      proceed(stream, frame.isEndStream());
    }

    @Override
    public void onDataAvailable(Stream stream) {
      Stream.Data data = stream.readData();
      if (data == null) {
        stream.demand();
        return;
      }
      ByteBuffer bytes = data.frame().getByteBuffer();
      text.append(StandardCharsets.UTF_8.decode(bytes));
      data.release();
      proceed(stream, data.frame().isEndStream());
    }

    private void proceed(Stream stream, boolean ended) {
      if (ended) {
        reply.complete(new RawReply(status, text.toString()));
      } else {
        stream.demand();
      }
    }

    @Override
    public void onReset(Stream stream, ResetFrame frame, Callback done) {
      reply.complete(new RawReply(status, text.toString()));
      done.succeeded();
    }

    @Override
    public void onFailure(
        Stream stream, int error, String reason, Throwable failure, Callback done) {
      reply.complete(new RawReply(status, text.toString()));
      done.succeeded();
    }
  }

  @Override
  public RawReply send(String method, String target, List<String> headers) {
    HttpFields.Mutable fields = HttpFields.build();
    for (String line : headers) {
      int colon = line.indexOf(':');
      fields.add(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    MetaData.Request request =
        new MetaData.Request(method, uri(target), HttpVersion.HTTP_2, fields);
    sent++;
    if (sent % REQUESTS_EACH == 0) {
      session = null;
    }
    RawReply reply = attempt(request);
    return reply.status() == 0 ? attempt(request) : reply; // the one before may have ended it
  }

  private RawReply attempt(MetaData.Request request) {
    RawReply reply;
    try {
      reply = send(request);
    } catch (Exception closed) {
      reply = new RawReply(0, "");
    }
    if (reply.status() == 0) {
      session = null;
    }
    return reply;
  }

  private RawReply send(MetaData.Request request) throws Exception {
    Exchange exchange = new Exchange();
    session()
        .newStream(new HeadersFrame(request, null, true), exchange)
        .get(TEN_SECONDS, TimeUnit.SECONDS);
    return exchange.reply.get(TEN_SECONDS, TimeUnit.SECONDS);
  }

  /** That of the client itself would look into the target. */
  private HttpURI uri(String target) {
    HttpURI root = HttpURI.from("http://127.0.0.1:" + address.getPort() + "/");
    return (HttpURI)
        Proxy.newProxyInstance(
            HttpURI.class.getClassLoader(),
            new Class<?>[] {HttpURI.class},
            (proxy, method, arguments) ->
                method.getName().equals("getPathQuery") ? target : method.invoke(root, arguments));
  }

  /** A new one where the server has ended the last. */
  private Session session() throws Exception {
    if (session == null) {
      Session.Listener listener =
          new Session.Listener() {
            @Override
            public void onGoAway(Session ended, GoAwayFrame frame) {
              session = null;
            }
          };
      session = client.connect(address, listener).get(TEN_SECONDS, TimeUnit.SECONDS);
    }
    return session;
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
