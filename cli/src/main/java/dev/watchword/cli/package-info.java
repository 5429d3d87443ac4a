/**
 * The command line: {@code watchword secret}, {@code mint}, {@code explain} and {@code doctor}. It
 * reads the settings, signs and judges with the very code of the server.
 */
@org.jspecify.annotations.NullMarked
package dev.watchword.cli;
