# SPDX-License-Identifier: AGPL-3.0-or-later
"""A page read as a test needs it: its elements in a tree, found by tag and attribute."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr", "path"}


@dataclass(slots=True)
class Element:
    """One element; `text` is that of the whole element."""

    tag: str
    attributes: dict[str, str]
    parent: Element | None = None
    children: list[Element] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        """Give this element and all inside it."""
        yield self
        for child in self.children:
            yield from child.walk()

    def find(self, tag: str = "", **attributes: str) -> list[Element]:
        """Give the elements inside with this tag and these attributes (_ stands for -)."""
        wanted = {name.replace("_", "-"): value for name, value in attributes.items()}
        return [
            item
            for item in self.walk()
            if tag in {"", item.tag}
            and all(item.attributes.get(name) == value for name, value in wanted.items())
        ]

    def links(self) -> list[str]:
        """Give the addresses of all links inside."""
        return [item.attributes["href"] for item in self.find("a") if "href" in item.attributes]

    @property
    def text(self) -> str:
        """The words inside, spaces evened out."""
        return " ".join("".join(piece for item in self.walk() for piece in item.pieces).split())


class Page(HTMLParser):
    """A page; `root` holds everything."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self._open = self.root
        self.unclosed: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, {name: value or "" for name, value in attrs}, self._open)
        self._open.children.append(made)
        if tag not in _VOID:
            self._open = made

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open.children.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if self._open.tag != tag:
            self.unclosed.append(f"</{tag}> closes <{self._open.tag}>")
            return
        self._open = self._open.parent or self.root

    def handle_data(self, data: str) -> None:
        self._open.pieces.append(data)

    def facts(self) -> list[Element]:
        """Give the elements marked as facts."""
        return [item for item in self.root.walk() if "data-fact" in item.attributes]
