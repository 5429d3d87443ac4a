/**
 * An application that leaves roles to the server, in those WARs alone that are for servers with
 * Jakarta Security.
 */
package dev.watchword.servertests.secured;
