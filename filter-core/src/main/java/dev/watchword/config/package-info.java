/**
 * From names to records: the only package that knows a property name. Every mistake is reported at
 * once, with what to do about it. {@link dev.watchword.config.Watchword} owns what was built.
 */
@org.jspecify.annotations.NullMarked
package dev.watchword.config;
