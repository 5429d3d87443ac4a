/**
 * Issuers with their keys and credentials: read from settings, from a folder or from an {@link
 * dev.watchword.token.IssuerSource}, and read again while the application runs.
 */
@org.jspecify.annotations.NullMarked
package dev.watchword.tenant;
