"""The pictures of articles, in the sizes and formats that readers need."""
