/**
 * Streams that outlive their request: how long the token lets one live, and who may have how many.
 * Pure: no Jakarta type.
 */
@org.jspecify.annotations.NullMarked
package dev.watchword.stream;
