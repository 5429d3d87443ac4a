package dev.watchword.demo;

import dev.watchword.Watchword;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;

/**
 * {@code /widget}: a page that signs Alice in, and the inbox that it embeds. The inbox comes from
 * the other port, so it is of another origin, as a vendor's is.
 */
final class Widget {
  private static final Pattern LOOPBACK = Pattern.compile("localhost|127\\.0\\.0\\.1|\\[::1]");
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
          + " img-src data:; base-uri 'none'; form-action 'none'; ";

  private final DemoSettings settings;
  private final int framePort;
  private final Watchword watchword;
  private final Duration life;

  Widget(DemoSettings settings, int framePort, Watchword watchword, Duration life) {
    this.settings = settings;
    this.framePort = framePort;
    this.watchword = watchword;
    this.life = life;
  }

  /** The page, and what stands for its own backend. */
  void addTo(Routes routes, String publishable) {
    Map<String, StaticFile> files =
        Map.of(
            "/widget", StaticFile.html("/widget/host.html"),
            "/widget/host.js", StaticFile.js("/widget/host.js"),
            "/widget/widget.css", StaticFile.css("/widget/widget.css"));
    routes.add(
        "/widget/*",
        new Pages(
            files,
            request -> POLICY + "frame-src " + frame(request) + "; frame-ancestors 'none'",
            request ->
                Map.of(
                    "inbox", frame(request),
                    "publishable", publishable,
                    "life", Long.toString(life.toSeconds()))));
    routes.addLocal("/widget/token", new WidgetTokens(watchword, life));
    routes.addLocal("/widget/revoke", new WidgetRevocation(watchword));
  }

  /** What the frames show, at a port of its own. */
  ServletContextHandler frames(OpenStreams shown) {
    Map<String, StaticFile> files =
        Map.of(
            "/widget/inbox", StaticFile.html("/widget/inbox.html"),
            "/widget/preview", StaticFile.html("/widget/inbox.html"),
            "/widget/inbox.js", StaticFile.js("/widget/inbox.js"),
            "/widget/events.js", StaticFile.js("/widget/events.js"),
            "/widget/widget.css", StaticFile.css("/widget/widget.css"),
            "/style.css", StaticFile.STYLE,
            "/watchword.js", StaticFile.WATCHWORD);
    ServletContextHandler context = Routes.guarded(watchword);
    Letters letters = new Letters();
    Routes.add(
        context, "/widget/events", new LetterStreams(letters, shown, watchword.streams().policy()));
    Routes.add(context, "/widget/letters", new LetterBox(letters));
    Routes.add(
        context,
        "/",
        new Pages(
            files,
            request -> POLICY + "frame-ancestors " + page(request),
            request -> Map.of("page", page(request))));
    return context;
  }

  private String page(HttpServletRequest request) {
    return origin(request, settings.port());
  }

  private String frame(HttpServletRequest request) {
    return origin(request, framePort);
  }

  /** By the name that the browser uses, if it is one of this machine. */
  private String origin(HttpServletRequest request, int port) {
    String name = request.getServerName();
    return LOOPBACK.matcher(name).matches() ? "http://" + name + ":" + port : settings.url(port);
  }
}
