/** What a guard does, as numbers, for those who watch many services. */
@org.jspecify.annotations.NullMarked
package dev.watchword.metrics;
