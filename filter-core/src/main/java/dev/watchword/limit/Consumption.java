package dev.watchword.limit;

import java.time.Duration;

/**
 * What became of one attempt to take a permit.
 *
 * @param allowed whether there was one
 * @param remaining permits left
 * @param retryAfter how long until there is one again; zero where there was one
 * @param reset how long until all are back
 */
public record Consumption(boolean allowed, long remaining, Duration retryAfter, Duration reset) {}
