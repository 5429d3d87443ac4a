package dev.watchword.guard;

import dev.watchword.http.HttpAnswer;
import dev.watchword.http.HttpAnswer.Header;
import dev.watchword.limit.Bucket;
import dev.watchword.token.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** What the checks say of a request. */
sealed interface Outcome {
  /**
   * It may go on.
   *
   * @param rule the one that lets it through
   * @param charged the buckets that it was charged to so far
   * @param used the tokens that it uses up, of those that are good for one request
   * @param headers for the application's answer
   * @param overridden the reason for which it was denied, where it goes on all the same
   */
  record Granted(
      PathRule rule,
      Requester requester,
      List<Bucket> charged,
      List<TokenUse> used,
      List<Header> headers,
      @Nullable Reason overridden)
      implements Outcome {
    public Granted {
      charged = List.copyOf(charged);
      used = List.copyOf(used);
      headers = List.copyOf(headers);
    }

    /** The same, which uses up that token, too. */
    Granted using(TokenUse use) {
      if (used.stream().anyMatch(use::isOfSameToken)) {
        return this;
      }
      List<TokenUse> all = new ArrayList<>(used);
      all.add(use);
      return new Granted(rule, requester, charged, all, headers, overridden);
    }
  }

  /**
   * It may not.
   *
   * @param rule null where none could be chosen
   * @param detail a sentence for the operator; nothing of the request stands in it
   * @param note what the application or the request adds to it, escaped, for the log and the
   *     listeners alone; may be empty
   * @param headers for the answer, beside those that the reason brings
   * @param id random, so that a client can name the log line without knowing its text
   */
  record Denied(
      @Nullable PathRule rule,
      Reason reason,
      String detail,
      String note,
      List<Header> headers,
      String id)
      implements Outcome {
    static Denied of(@Nullable PathRule rule, Reason reason, String detail) {
      return of(rule, reason, detail, List.of());
    }

    static Denied of(@Nullable PathRule rule, Reason reason, String detail, List<Header> headers) {
      String id = Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 32);
      return new Denied(rule, reason, detail, "", headers, id);
    }

    /** The same with more to say. */
    Denied withNote(String words) {
      String all = note.isEmpty() ? words : note + "; " + words;
      return new Denied(rule, reason, detail, all, headers, id);
    }

    /** Detail and note. */
    String inFull() {
      return note.isEmpty() ? detail : detail + ": " + note;
    }
  }

  /** The guard itself has answered it: a preflight. */
  record Answered(HttpAnswer answer) implements Outcome {}
}
