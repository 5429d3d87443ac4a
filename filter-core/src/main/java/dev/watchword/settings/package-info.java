/**
 * Where settings come from, and how they are read: the sources in their order, every property with
 * its default, and every mistake at once. Only {@link dev.watchword.settings.Property} spells the
 * name of a property.
 */
@org.jspecify.annotations.NullMarked
package dev.watchword.settings;
