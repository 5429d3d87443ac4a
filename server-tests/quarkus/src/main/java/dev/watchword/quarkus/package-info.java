/** An application of Quarkus, as a host of the filter. */
package dev.watchword.quarkus;
