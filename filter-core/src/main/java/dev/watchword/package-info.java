/**
 * Watchword lets a request through only with a valid shared-secret JWT.
 *
 * <p>See docs/architecture.md; start at {@code RequestGuard.check}.
 */
@org.jspecify.annotations.NullMarked
package dev.watchword;
