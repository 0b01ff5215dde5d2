"""Saved pages of the web: what one says, as an article."""

from warraq.ingest.html.decode import decode_page
from warraq.ingest.html.extract import extract_html, markdown_of

__all__ = ["decode_page", "extract_html", "markdown_of"]
