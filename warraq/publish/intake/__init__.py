"""What is other in `content/`, read into the catalog, and what is stale for it."""
