/** Tests to inherit. */
@org.jspecify.annotations.NullMarked
package dev.watchword.testkit;
