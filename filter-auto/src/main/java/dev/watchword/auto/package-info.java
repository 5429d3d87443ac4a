/** Guards an application that declares nothing, by being in it. */
@org.jspecify.annotations.NullMarked
package dev.watchword.auto;
