/**
 * The order of the checks: {@link dev.watchword.http.RequestFacts} in, {@link
 * dev.watchword.guard.Decision} out. Path rules, limits, and the one mapping from a reason to an
 * HTTP answer. Reads the clock once a request. Uses no Jakarta type.
 */
@org.jspecify.annotations.NullMarked
package dev.watchword.guard;
