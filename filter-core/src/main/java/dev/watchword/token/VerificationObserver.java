package dev.watchword.token;

import org.jspecify.annotations.Nullable;

/**
 * Is told each step of a verification, by the very code that decides about requests ({@link
 * TokenVerifier#walk}). The methods are called in the order in which they stand here, and after a
 * step that refuses the token no other is called.
 */
public interface VerificationObserver {
  /** The length was compared; {@code refused} is null where it is right, here and below. */
  void size(@Nullable Rejection refused);

  /** The outer form was read. */
  void form(@Nullable Rejection refused);

  /** The header was read; {@link JoseHeader#refused} says whether the token is refused for it. */
  void header(TokenText text, JoseHeader header);

  /** The length of the MAC was compared with that of the algorithm. */
  void macSize(TokenText text, JoseHeader header, @Nullable Rejection refused);

  /** The issuer was picked, and its keys; {@link CandidateKeys.None} refuses the token. */
  void candidates(JoseHeader header, CandidateKeys candidates);

  /** The MAC was compared, and is of none of the keys: the token is refused. */
  void mismatch(JoseHeader header, CandidateKeys.Found candidates, Rejection refused);

  /** The MAC was compared, and this is the key that made it. */
  void match(JoseHeader header, CandidateKeys.Found candidates, SharedKey key);

  /** The payload was read. */
  void payload(TokenText text, @Nullable Rejection refused);

  /** The claims are looked at, by the {@link ClaimRules} of the issuer. */
  void claims(Issuer issuer, Claims claims);
}
