/**
 * WebSockets that are admitted by a token and live by it. The only package that needs the Jakarta
 * WebSocket API, which the server brings: where that is not there, nothing here is loaded.
 */
@org.jspecify.annotations.NullMarked
package dev.watchword.websocket;
