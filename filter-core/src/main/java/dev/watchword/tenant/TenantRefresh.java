package dev.watchword.tenant;

import dev.watchword.event.Notice;
import dev.watchword.settings.SettingsException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the tenants again from time to time, and says which are to come into force. */
final class TenantRefresh {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private final TenantsReader reader;
  private final InstantSource clock;
  private final ReadingStatus status;
  private final ReentrantLock oneAtATime = new ReentrantLock();
  private TenantsReading inForce;

  /** What did not change since need not be understood again. */
  private TenantsReading lastRead;

  private volatile List<String> lastMistakes = List.of();

  TenantRefresh(
      TenantsReader reader, TenantsReading first, InstantSource clock, ReadingStatus status) {
    this.reader = reader;
    this.clock = clock;
    this.status = status;
    this.inForce = first;
    this.lastRead = first;
  }

  @Nullable String complaint() {
    return status.complaint();
  }

  @Nullable Duration overdue() {
    return status.overdue();
  }

  /**
   * Reads the tenants again. Where another thread is at it, it is waited for, but not for ever.
   *
   * @param atOnce whether a change counts at once; else it counts when two readings have it, for a
   *     file may be half written
   * @param putInForce called where something has changed
   * @return what an operator should hear
   */
  List<Notice> refresh(boolean atOnce, Consumer<TenantsReading> putInForce) {
    List<Notice> notices = new ArrayList<>();
    try {
      if (oneAtATime.tryLock(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          reread(atOnce, putInForce, notices);
        } finally {
          oneAtATime.unlock();
        }
      } else {
        failed(List.of("another reading has not come to its end"), true, notices);
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
    return notices;
  }

  private void reread(boolean atOnce, Consumer<TenantsReading> putInForce, List<Notice> notices) {
    try {
      TenantsReading seen = lastRead;
      TenantsReading read = reader.readAgain(seen, inForce, clock.instant());
      lastRead = read;
      TenantMerge.Result merged =
          new TenantMerge(inForce, reader::conflicts).with(read, atOnce ? null : seen);
      if (!merged.reading().hasSameTenantsAs(inForce)) {
        putInForce.accept(merged.reading());
        inForce = merged.reading();
        String text = "keys were read anew: " + String.join("; ", merged.notes());
        notices.add(new Notice(clock.instant(), Notice.Kind.KEYS_CHANGED, text));
      }
      failed(merged.mistakes(), atOnce, notices);
    } catch (SettingsException mistakes) {
      failed(mistakes.mistakes(), atOnce, notices);
    } catch (Throwable whatever) { // also no memory, or what a source of others throws
      failed(List.of("reading failed: " + whatever.getClass().getName()), true, notices);
    }
  }

  /**
   * What is bad may be half written, too: where it does not count at once, it is looked at twice.
   */
  private void failed(List<String> mistakes, boolean atOnce, List<Notice> notices) {
    List<String> before = lastMistakes;
    lastMistakes = mistakes;
    if (mistakes.isEmpty()) {
      status.succeeded();
    } else if (atOnce || mistakes.equals(before)) {
      String why = String.join("; ", mistakes);
      if (status.failed(why)) {
        String text = "keys could not be read anew, those before stay in force: " + why;
        notices.add(new Notice(clock.instant(), Notice.Kind.KEYS_UNREADABLE, text));
      }
    }
  }
}
