/**
 * Why a token is refused, told to a person: each check, what was expected, what came, and what may
 * have gone wrong. For tools; no request is decided here.
 */
@org.jspecify.annotations.NullMarked
package dev.watchword.explain;
