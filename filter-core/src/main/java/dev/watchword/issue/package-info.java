/**
 * Signing tokens for users and clients: the issuer itself, and the vendors' shapes of asking it
 * over HTTP, as plain functions from a request to a reply.
 */
@NullMarked
package dev.watchword.issue;

import org.jspecify.annotations.NullMarked;
