/** Two JAX-RS applications, in those WARs alone that are for servers with JAX-RS. */
package dev.watchword.servertests.rest;
