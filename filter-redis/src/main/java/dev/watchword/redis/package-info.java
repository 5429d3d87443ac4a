/** What is counted and remembered, in Redis, for many nodes together. */
@org.jspecify.annotations.NullMarked
package dev.watchword.redis;
