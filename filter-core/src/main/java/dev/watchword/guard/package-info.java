/**
 * The order of the checks: {@link dev.watchword.http.RequestFacts} in, {@link
 * dev.watchword.guard.Decision} out. Path rules, token sources, and the one mapping from a reason
 * to an HTTP answer. It owns the clock and knows no Jakarta type.
 */
@org.jspecify.annotations.NullMarked
package dev.watchword.guard;
