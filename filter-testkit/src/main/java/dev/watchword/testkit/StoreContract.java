package dev.watchword.testkit;

/**
 * What the filter relies on in a {@link dev.watchword.limit.Store}, as tests to inherit: make a
 * class whose name ends with {@code Test}, and say which stores are tested and how time passes. The
 * tests of used tokens and of the deny list are skipped where a store has none.
 *
 * <p>Proves requirements 61, 62, 70, 71 and 72 for the engine that it is run with.
 */
public abstract class StoreContract
    implements BucketContract, UsedTokensContract, DenyListContract {
  /** For a class that inherits the tests. */
  protected StoreContract() {}
}
