package dev.watchword.tenant;

import java.time.Instant;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is at hand while the settings of tenants are read, besides their sections.
 *
 * @param now when they are read: what has ended by then need not be there any more
 * @param tokenSize the greatest length of a token in characters
 * @param notes takes lines for the start-up summary
 * @param single takes the mistakes that hold back one secret, and not its tenant
 * @param files the text of a key's secret by the location of its file, as {@link SecretFile} reads
 *     it
 * @param inForce the tenants that are in force now, by their names; none at start
 */
record ReadingContext(
    Instant now,
    int tokenSize,
    TenantNotes notes,
    SingleMistakes single,
    UnaryOperator<String> files,
    Map<String, Tenant> inForce) {
  ReadingContext(Instant now, int tokenSize, Map<String, Tenant> inForce) {
    this(now, tokenSize, new TenantNotes(), new SingleMistakes(), SecretFile::text, inForce);
  }

  /** The same, with notes, mistakes and files of its own. */
  ReadingContext apart(UnaryOperator<String> ownFiles) {
    return new ReadingContext(
        now, tokenSize, new TenantNotes(), new SingleMistakes(), ownFiles, inForce);
  }

  @Nullable Tenant inForce(String name) {
    return inForce.get(name);
  }

  /** Whether what is good until then is no longer good. */
  boolean isOver(@Nullable Instant until) {
    return until != null && !now.isBefore(until);
  }

  /** Notes that something has ended at that instant, and its secret was taken away since. */
  void noteGone(String what, @Nullable Instant until) {
    notes.ofKey(what + " has ended at " + until + ", and its secret is not there any more");
  }
}
