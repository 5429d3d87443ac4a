/**
 * The JAX-RS adapter: translates requests into facts and decisions into responses, and decides
 * nothing.
 */
@org.jspecify.annotations.NullMarked
package dev.watchword.jaxrs;
