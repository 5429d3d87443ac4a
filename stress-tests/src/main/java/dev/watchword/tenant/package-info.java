/** What threads may see of each other while keys are swapped. */
@org.jspecify.annotations.NullMarked
package dev.watchword.tenant;
