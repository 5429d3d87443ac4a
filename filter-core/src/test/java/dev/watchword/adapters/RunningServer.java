package dev.watchword.adapters;

/**
 * A running server.
 *
 * @param stop ends it, and the guard too
 */
public record RunningServer(int port, AutoCloseable stop) {}
