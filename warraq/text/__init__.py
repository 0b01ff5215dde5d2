"""Language work over strings: no files, no settings."""
