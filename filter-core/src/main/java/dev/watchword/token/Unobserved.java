package dev.watchword.token;

import org.jspecify.annotations.Nullable;

/** Observes nothing: what stands by while a request waits. The compiler leaves it out. */
final class Unobserved implements VerificationObserver {
  static final Unobserved INSTANCE = new Unobserved();

  private Unobserved() {}

  @Override
  public void size(@Nullable Rejection refused) {}

  @Override
  public void form(@Nullable Rejection refused) {}

  @Override
  public void header(TokenText text, JoseHeader header) {}

  @Override
  public void macSize(TokenText text, JoseHeader header, @Nullable Rejection refused) {}

  @Override
  public void candidates(JoseHeader header, CandidateKeys candidates) {}

  @Override
  public void mismatch(JoseHeader header, CandidateKeys.Found candidates, Rejection refused) {}

  @Override
  public void match(JoseHeader header, CandidateKeys.Found candidates, SharedKey key) {}

  @Override
  public void payload(TokenText text, @Nullable Rejection refused) {}

  @Override
  public void claims(Issuer issuer, Claims claims) {}
}
