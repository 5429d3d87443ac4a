/** Our verifier beside its peers: the same tokens, the same checks, one run. */
@org.jspecify.annotations.NullMarked
package dev.watchword.benchmarks;
