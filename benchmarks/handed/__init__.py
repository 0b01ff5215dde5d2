"""What every peer is handed: words, dates and lists as plain data, so that it only renders.

Paths are relative to the language's root; a page adds its own `base` before them.
Nothing here is HTML but the two halves of phrases that a value stands between.
"""
