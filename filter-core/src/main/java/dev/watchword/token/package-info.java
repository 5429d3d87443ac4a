/**
 * JWT text and an instant in, {@link dev.watchword.token.Verdict} out. No clock, no input or
 * output, no Jakarta type. The only package that imports java-jwt, which gives the HMAC and signs.
 *
 * <p>Every public type here is safe for use by several threads at once.
 */
@org.jspecify.annotations.NullMarked
package dev.watchword.token;
