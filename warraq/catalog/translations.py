"""One story in several languages: named once, known everywhere."""

from __future__ import annotations

from collections.abc import Mapping

from warraq.catalog import Catalog, Entry


def translation_groups(catalog: Catalog) -> Mapping[str, tuple[Entry, ...]]:
    """Return article id → the whole group it belongs to, itself included.

    What one article names, the other names, too: groups are the connected parts of
    the «is a translation of» graph. Removed articles are in none.
    """
    groups: dict[str, set[str]] = {}
    for entry in catalog.by_id.values():
        named = [other for other in entry.article.translations if other in catalog.by_id]
        if not named or not entry.listed:
            continue
        merged = {entry.article.id, *named}
        merged |= {member for one in list(merged) for member in groups.get(one, ())}
        groups |= dict.fromkeys(merged, merged)
    return {one: _members(catalog, members) for one, members in groups.items()}


def _members(catalog: Catalog, ids: set[str]) -> tuple[Entry, ...]:
    order = [tree.tag for tree in catalog.trees]
    entries = (catalog.by_id[one] for one in ids if catalog.by_id[one].listed)
    return tuple(sorted(entries, key=lambda entry: (order.index(entry.tree), entry.order)))
