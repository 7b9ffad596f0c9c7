# SPDX-License-Identifier: AGPL-3.0-or-later
"""Fields of the files of a chamber and of demands, read one by one while faults are gathered."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypeVar

from amparo.core.dates import PartialDate
from amparo.core.languages import INTERFACE_LANGUAGES
from amparo.core.sources import Knowledge
from amparo.demands.records import Words

if TYPE_CHECKING:
    from collections.abc import Collection
    from enum import Enum

    from amparo.core.yaml_files import Marked

E = TypeVar("E", bound="Enum")

_CODES = tuple(language.value for language in INTERFACE_LANGUAGES)

# Stand in for what is at fault; never seen outside, because the faults are raised.
_NO_DATE = PartialDate.day(date.min)
_NO_KNOWLEDGE = Knowledge.NOT_FOUND


class References:
    """The keys an entry may name, and those it names, which are checked when all are known."""

    def __init__(self, sources: Collection[str] | None) -> None:
        self._named: list[tuple[Marked, str]] = []
        self._sources = sources

    def name(self, kind: str, node: Marked) -> str:
        """Note that a key of this kind is named here; give the key."""
        self._named.append((node, kind))
        return node.text()

    def check(self, kind: str, known: Collection[str] | None) -> None:
        """Note a fault for each key of the kind that is not known (None: any is)."""
        for node, named in self._named:
            if named == kind and known is not None and node.text() not in known:
                node.fault(f"{node.text()!r} is not a known {kind}; name a key that is defined")

    def check_sources(self) -> None:
        """Note a fault for each source that is not known."""
        self.check("source", self._sources)


class Entry:
    """One mapping of a file; what is asked for is checked off, the rest is a fault."""

    def __init__(self, node: Marked, references: References) -> None:
        self.node = node
        self.references = references
        self._items = node.items()
        self._asked: list[str] = []

    def _get(self, name: str, *, needed: bool = True) -> Marked | None:
        self._asked.append(name)
        found = self._items.get(name)
        if found is None and needed and self.node.is_mapping:
            self.node.fault(f"{name!r} is missing; write it")
        return found

    def text(self, name: str) -> str:
        """Give a text that must be there."""
        found = self._get(name)
        text = found.text() if found else ""
        if found and not text:
            found.fault("is empty; write it")
        return text

    def optional(self, name: str) -> str:
        """Give a text, empty where it is not there."""
        found = self._get(name, needed=False)
        return found.text() if found else ""

    def reference(self, name: str, kind: str, *, needed: bool = True) -> str:
        """Give a key of something of this kind, which is checked later."""
        found = self._get(name, needed=needed)
        return self.references.name(kind, found) if found else ""

    def references_of(self, name: str, kind: str) -> tuple[str, ...]:
        """Give the keys of a list, which are checked later; none where it is not there."""
        found = self._get(name, needed=False)
        nodes = found.entries() if found else []
        return tuple(self.references.name(kind, node) for node in nodes)

    def source(self) -> str:
        """Give the key of the source."""
        return self.reference("source", "source")

    def knowledge(self) -> Knowledge:
        """Give how well it is known."""
        return self.word("knowledge", Knowledge, _NO_KNOWLEDGE)

    def word(self, name: str, words: type[E], instead: E) -> E:
        """Give a word of a fixed list; `instead` stands in where it is at fault."""
        found = self._get(name)
        word = found.word([str(item.value) for item in words]) if found else ""
        return words(word) if word else instead

    def date(self, name: str) -> PartialDate:
        """Give a date in machine form."""
        found = self._get(name)
        return (found.date() if found else None) or _NO_DATE

    def count(self, name: str) -> int | None:
        """Give a number of votes, None where the field is not there."""
        found = self._get(name, needed=False)
        if found is None:
            return None
        text = found.text()
        if text.isascii() and text.isdigit():
            return int(text)
        found.fault(f"{text!r} is not a number of votes; leave it out where it is not known")
        return None

    def words(self, name: str, *, needed: bool = True) -> Words | None:
        """Give the same words in the four interface languages."""
        found = self._get(name, needed=needed)
        if found is None:
            return None
        given = found.fields(_CODES, needed=_CODES)
        texts = {code: node.text() for code, node in given.items()}
        for code, node in given.items():
            if not texts[code]:
                node.fault("is empty; write it")
        return Words(*(texts.get(code, "") for code in _CODES))

    def needed_words(self, name: str) -> Words:
        """Give the same words in the four interface languages, which must be there."""
        return self.words(name) or Words("", "", "", "")

    def texts_by_language(self, name: str) -> dict[str, str]:
        """Give texts by language code, those that are there."""
        found = self._get(name)
        given = found.fields(_CODES) if found else {}
        return {code: node.text() for code, node in given.items()}

    def nested(self, name: str) -> Entry | None:
        """Give a mapping inside this one."""
        found = self._get(name)
        return Entry(found, self.references) if found else None

    def entries(self, name: str) -> list[Entry]:
        """Give the entries of a list inside this one; none where it is not there."""
        found = self._get(name, needed=False)
        return [Entry(node, self.references) for node in found.entries()] if found else []

    def done(self) -> None:
        """Note every field that nobody asked for: a misspelt name must not go unseen."""
        if self.node.is_mapping:
            self.node.fields(self._asked)
