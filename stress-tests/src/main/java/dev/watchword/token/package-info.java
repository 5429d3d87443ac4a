/** What threads may see of each other in the memory of verified tokens. */
@org.jspecify.annotations.NullMarked
package dev.watchword.token;
