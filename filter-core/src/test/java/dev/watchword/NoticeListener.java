package dev.watchword;

import dev.watchword.event.GuardEvent;
import dev.watchword.event.GuardListener;
import dev.watchword.event.Notice;
import java.util.function.Consumer;

/** Hears of notices alone. */
record NoticeListener(Consumer<Notice> ear) implements GuardListener {
  @Override
  public void decided(GuardEvent event) {}

  @Override
  public void noticed(Notice notice) {
    ear.accept(notice);
  }
}
