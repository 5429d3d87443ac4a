/**
 * An application in the words of MicroProfile JWT, in those WARs alone that are for servers with
 * CDI.
 */
package dev.watchword.servertests.claims;
