"""The elements of a page, looked at once: which there are of a kind, and what each is named.

To walk over a whole tree is what the reading of a page costs; who seeks elements of a
page asks here.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass

from warraq.ingest.html.names import names_of
from warraq.ingest.html.tree import Element, select


@dataclass(frozen=True, slots=True)
class Index:
    """The elements of a page by their names and marks (`itemprop`), in its order.

    Some may have left the page since. The `elements` are held for as long as it is read:
    the parser makes an element anew at every look, unless somebody has it. Elements share
    names, so that there are fewer `wordings` than names.
    """

    root: Element
    elements: tuple[Element, ...]
    names: Mapping[Element, str]
    wordings: frozenset[str]
    marks: Mapping[Element, str]

    def of(self, kind: str) -> list[Element]:
        """Return the elements of a kind that are on the page."""
        return list(self.root.iter(kind))

    def named(self, says: Callable[[str], bool]) -> list[Element]:
        """Return the elements whose names say something."""
        said = {wording for wording in self.wordings if says(wording)}
        return [one for one, names in self.names.items() if names in said] if said else []

    def still(self, element: Element, kinds: Container[str]) -> bool:
        """Return whether an element is one of these kinds, and still on the page."""
        return element.tag in kinds and any(above is self.root for above in _upwards(element))


def _upwards(element: Element) -> Iterator[Element]:
    yield element
    yield from element.iterancestors()


def index_of(root: Element) -> Index:
    """Return the index of a page."""
    elements = tuple(root.iter())
    named = ((element, names_of(element)) for element in elements)
    names = {element: names for element, names in named if names}
    marks = {element: element.get("itemprop", "") for element in select(root, "//@itemprop/..")}
    return Index(root, elements, names, frozenset(names.values()), marks)
