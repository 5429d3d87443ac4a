// Open streams, and how long they live.
