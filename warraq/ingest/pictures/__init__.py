"""The pictures of captures: found, looked at, and kept beside the articles that show them."""
