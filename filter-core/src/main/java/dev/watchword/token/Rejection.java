package dev.watchword.token;

/**
 * The token is not valid.
 *
 * @param reason the first check that failed
 * @param detail a sentence for the server's log; it holds names from the configuration, never
 *     anything of the token
 */
public record Rejection(Reason reason, String detail) implements Verdict {}
