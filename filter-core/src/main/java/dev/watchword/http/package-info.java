/**
 * What a request says, without a Jakarta type: its facts, where a token may stand, who the client
 * is, how a path can be read, and the answer that an adapter writes.
 */
@org.jspecify.annotations.NullMarked
package dev.watchword.http;
