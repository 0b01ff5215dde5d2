"""Which sections the menu of a language shows, and where they stand in it."""

from __future__ import annotations

from warraq.catalog import Section
from warraq.catalog.tree import Tree

# What the portal family showed; more would not fit in a line.
MENU_ITEMS = 8


def menu_of(tree: Tree) -> tuple[tuple[Section, tuple[Section, ...]], ...]:
    """Return the outermost sections in their order, each with those that lie in it."""
    sections = tree.sections.values()
    top = [section for section in sections if not section.parent]
    return tuple(
        (one, tuple(inner for inner in sections if inner.parent == one.slug))
        for one in top[:MENU_ITEMS]
    )
