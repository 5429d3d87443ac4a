package dev.watchword.demo;

import dev.watchword.WatchwordBuilder;
import dev.watchword.servlet.EventStream;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * What open pages of the console are told, at most ten times a second however much happens, and
 * nothing while nobody looks. One thread does it, which ends with the last page.
 */
final class Feed implements AutoCloseable {
  private static final long TOGETHER_MILLIS = 100;

  /** For what changes without a request, such as a stream that ends. */
  private static final long TICK_MILLIS = 1000;

  private final Decisions decisions = new Decisions(this);
  private final CountedLimits limits = new CountedLimits(this);
  private final OpenStreams streams;
  private final List<Topic> topics;
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, Feed::daemon, new ThreadPoolExecutor.DiscardPolicy());
  private final AtomicBoolean isDue = new AtomicBoolean();
  private volatile boolean watched;

  /** Of the timer's thread alone, as is what follows. */
  private final Set<EventStream> watchers = new HashSet<>();

  private @Nullable Future<?> ticking;

  Feed(InstantSource clock) {
    streams = new OpenStreams(this, clock);
    topics = List.of(decisions, limits, streams);
    timer.setKeepAliveTime(10, TimeUnit.SECONDS);
    timer.allowCoreThreadTimeOut(true);
    timer.setRemoveOnCancelPolicy(true);
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "console");
    thread.setDaemon(true);
    return thread;
  }

  /** Lets it hear of decisions and of limits. */
  void addTo(WatchwordBuilder builder, Config config, Map<String, String> ofDemo) {
    builder.listener(decisions);
    limits.addTo(builder, config, ofDemo);
  }

  OpenStreams streams() {
    return streams;
  }

  /** Whether anybody looks. */
  boolean isWatched() {
    return watched;
  }

  /** Says that there is news. */
  void stir() {
    if (watched && isDue.compareAndSet(false, true)) {
      Future<?> unused = timer.schedule(this::tellAtLast, TOGETHER_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /** Adds a page, which is told first what there is. */
  void add(EventStream page) {
    watched = true;
    timer.execute(
        () -> {
          tell();
          Map<String, Object> all = new LinkedHashMap<>();
          topics.forEach(topic -> all.put(topic.name(), topic.all()));
          page.send("all", Json.text(all));
          watchers.add(page);
          watched = true;
          if (ticking == null) {
            ticking =
                timer.scheduleWithFixedDelay(
                    this::tell, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
          }
        });
  }

  /** This alone says that none is due any more, or more and more would be. */
  private void tellAtLast() {
    isDue.set(false);
    tell();
  }

  private void tell() {
    Map<String, Object> news = new LinkedHashMap<>();
    for (Topic topic : topics) {
      Object some = topic.news();
      if (some != null) {
        news.put(topic.name(), some);
      }
    }
    String text = news.isEmpty() ? "" : Json.text(news);
    watchers.removeIf(page -> !(text.isEmpty() ? page.isOpen() : page.send("news", text)));
    if (watchers.isEmpty() && ticking != null) {
      watched = false;
      ticking.cancel(false);
      ticking = null;
    }
  }

  /** Ends the streams of all pages, which open others then. */
  void closePages() {
    timer.execute(() -> watchers.forEach(EventStream::close));
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
