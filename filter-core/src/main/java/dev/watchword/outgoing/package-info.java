/** Tokens for calls that an application makes itself: to which hosts they go, and to no others. */
@NullMarked
package dev.watchword.outgoing;

import org.jspecify.annotations.NullMarked;
