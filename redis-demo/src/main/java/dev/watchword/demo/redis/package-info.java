/** The demo on several nodes that share a Redis. */
@org.jspecify.annotations.NullMarked
package dev.watchword.demo.redis;
