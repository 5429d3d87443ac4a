/** Applications that know nothing of a guard. */
package dev.watchword.auto.app;
