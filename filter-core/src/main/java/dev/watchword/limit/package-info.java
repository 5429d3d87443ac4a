/**
 * Counting. Its words are strings and numbers; time is a monotonic clock of its own. Uses no other
 * package.
 */
@org.jspecify.annotations.NullMarked
package dev.watchword.limit;
