"""The elements of a page, looked at once: which there are of a kind, and what each is named.

To walk over a whole tree is what the reading of a page costs; who seeks elements of a
page asks here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

from warraq.ingest.html.names import joined_names
from warraq.ingest.html.tree import Element, select


@dataclass(frozen=True, slots=True)
class Index:
    """The elements of a page by their kinds, names and marks (`itemprop`), in its order.

    Some may have left the page since. The `elements` are held for as long as it is read:
    the parser makes an element anew at every look, unless somebody has it.
    """

    root: Element
    elements: tuple[Element, ...]
    kinds: Mapping[str, Sequence[Element]]
    names: Mapping[Element, str]
    marks: Mapping[Element, str]

    def of(self, kind: str) -> Sequence[Element]:
        """Return the elements of a kind."""
        return self.kinds.get(kind, ())

    def still(self, element: Element, kinds: Container[str]) -> bool:
        """Return whether an element is one of these kinds, and still on the page."""
        return element.tag in kinds and any(above is self.root for above in _upwards(element))


def _upwards(element: Element) -> Iterator[Element]:
    yield element
    yield from element.iterancestors()


def index_of(root: Element) -> Index:
    """Return the index of a page."""
    elements = tuple(root.iter())
    kinds: defaultdict[str, list[Element]] = defaultdict(list)
    names: dict[Element, str] = {}
    for element in elements:
        kinds[element.tag].append(element)
        get = element.get
        if found := joined_names(get("class", ""), get("id", ""), get("role", "")):
            names[element] = found
    marks = {element: element.get("itemprop", "") for element in select(root, "//@itemprop/..")}
    return Index(root, elements, kinds, names, marks)
