// Limits as buckets that fill again.
