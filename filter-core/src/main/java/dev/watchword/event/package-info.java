/**
 * What listeners hear of decisions and of the state of things, and the two that write it to the
 * log.
 */
@org.jspecify.annotations.NullMarked
package dev.watchword.event;
