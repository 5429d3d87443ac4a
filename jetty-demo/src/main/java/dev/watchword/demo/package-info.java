/** The demo: everything that Watchword does, on an embedded server and in one command. */
@org.jspecify.annotations.NullMarked
package dev.watchword.demo;
