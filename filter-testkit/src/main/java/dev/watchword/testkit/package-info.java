/** Tests to inherit, and what helps to write tests of an application. */
@org.jspecify.annotations.NullMarked
package dev.watchword.testkit;
