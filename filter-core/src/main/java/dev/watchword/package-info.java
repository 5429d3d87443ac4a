/**
 * Watchword lets a request through only with a valid shared-secret JWT.
 *
 * <p>The journey of a request:
 *
 * <ol>
 *   <li>an adapter ({@code servlet}, {@code jaxrs}) reads the request into {@code RequestFacts};
 *   <li>{@code RequestGuard.check} reads the clock once and asks, in this order:
 *   <li>which path rule holds, and where the token is;
 *   <li>{@code TokenVerifier.verify}: text and now in, verdict out;
 *   <li>whether the caller has the kind, role and scope that the rule names;
 *   <li>the listener is told, and the application runs with a {@code Caller}, or the answer is
 *       written.
 * </ol>
 *
 * <p>Beside it, {@code issue} signs tokens for others, and {@code identity} tells who the user of a
 * widget is.
 *
 * <p>The rings: {@code json} and {@code limit} know no other package; {@code token} knows {@code
 * json}; {@code settings}, {@code http} and {@code event} know {@code token}; {@code explain},
 * {@code issue} and {@code identity} tell, sign and identify with it; {@code tenant} reads all of
 * that from settings, {@code guard} decides, this package builds both and owns them; {@code
 * servlet} and {@code jaxrs} sit outside and hold the only Jakarta types. {@code ArchitectureTest}
 * keeps it so.
 */
@org.jspecify.annotations.NullMarked
package dev.watchword;
