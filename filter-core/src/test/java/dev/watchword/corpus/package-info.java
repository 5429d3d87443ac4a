/** One corpus of hostile requests, and what must come of each; run through everything we have. */
package dev.watchword.corpus;
