/** The application that is run on every server; it knows nothing of tokens. */
package dev.watchword.servertests;
