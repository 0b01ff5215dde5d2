"""Saved pages of the web: what one says, as an article."""

from warraq.ingest.html.extract import extract_html

__all__ = ["extract_html"]
