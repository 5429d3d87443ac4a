// Decisions over time, by reason.
