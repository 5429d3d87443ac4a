/** JSON, read strictly and written plainly: each name once, no depth or size without a limit. */
@org.jspecify.annotations.NullMarked
package dev.watchword.json;
