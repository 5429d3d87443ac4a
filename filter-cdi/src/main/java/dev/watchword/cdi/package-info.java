/**
 * The caller, the guard and the claims of a token as CDI beans, and the caller of a JAX-RS request
 * as the {@code JsonWebToken} of MicroProfile JWT where an application asks for it.
 */
@org.jspecify.annotations.NullMarked
package dev.watchword.cdi;
