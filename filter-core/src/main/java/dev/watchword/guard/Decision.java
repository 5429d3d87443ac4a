package dev.watchword.guard;

import dev.watchword.guard.Outcome.Granted;
import dev.watchword.http.HiddenPlaces;
import dev.watchword.http.HttpAnswer;
import dev.watchword.http.HttpAnswer.Header;
import dev.watchword.limit.Bucket;
import dev.watchword.token.Caller;
import dev.watchword.token.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What becomes of a request. Test for {@link Pass} and stop at everything else. */
public sealed interface Decision {

  /** The request goes on to the application. Only a guard makes one. */
  final class Pass implements Decision {
    private final Object owner;
    private final Granted granted;
    private final List<Header> headers;

    Pass(Object owner, Granted granted, List<Header> headers) {
      this.owner = owner;
      this.granted = granted;
      this.headers = headers;
    }

    /** The name of the rule that let the request through. */
    public String ruleName() {
      return granted.rule().name();
    }

    /** Whose valid token came with the request; null where an open path was called without one. */
    public @Nullable Caller caller() {
      return granted.requester().caller();
    }

    /** Who showed a publishable token, about whom nothing is proved; null for all others. */
    public @Nullable Visitor visitor() {
      return granted.requester().visitor();
    }

    /**
     * The text of the token that says who it is, as it came; null where none came. It is a secret:
     * it may go on to a server that is named for it, and into no log.
     */
    public @Nullable String token() {
      Requester.Credential credential = requester().credential();
      return credential == null ? null : credential.token();
    }

    /** What the application shall not see of the request. */
    public HiddenPlaces hidden() {
      boolean hasToken = caller() != null || visitor() != null;
      return hasToken ? granted.rule().hidden() : HiddenPlaces.NONE;
    }

    /** For the application's answer. */
    public List<Header> headers() {
      return headers;
    }

    /** Another guard's decision counts for nothing. */
    boolean isBy(Object guard) {
      return owner == guard;
    }

    Granted granted() {
      return granted;
    }

    Requester requester() {
      return granted.requester();
    }

    List<Bucket> charged() {
      return granted.charged();
    }

    List<TokenUse> used() {
      return granted.used();
    }

    /** Why the request should not have passed; null where nothing was against it. */
    @Nullable Reason overridden() {
      return granted.overridden();
    }

    @Override
    public String toString() {
      return "Pass[" + ruleName() + ", " + requester() + "]";
    }
  }

  /** The request ends here: refused, or a preflight that the guard itself answers. */
  record Stop(HttpAnswer answer) implements Decision {}
}
