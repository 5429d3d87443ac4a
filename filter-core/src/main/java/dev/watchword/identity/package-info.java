/**
 * Who the user of an embedded widget is, and how sure that is: by a signed token, by an identity
 * hash of the old kind, or not at all. What was proved and what a page merely says stay apart.
 */
@NullMarked
package dev.watchword.identity;

import org.jspecify.annotations.NullMarked;
