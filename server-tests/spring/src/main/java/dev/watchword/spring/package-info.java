/** An application of Spring Boot, as a host of the filter. */
package dev.watchword.spring;
