"""`output/` and its files: who each belongs to, where the next ones wait, and how all are switched."""
