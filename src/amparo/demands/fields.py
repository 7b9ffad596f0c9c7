# SPDX-License-Identifier: AGPL-3.0-or-later
"""Fields of a hand-kept YAML file, read one by one while the faults are gathered."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeVar

from amparo.core.dates import DateError, PartialDate
from amparo.core.languages import INTERFACE_LANGUAGES
from amparo.demands.records import Words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path

E = TypeVar("E", bound=Enum)

_NEVER = PartialDate.day(date.min)


class FileFaultsError(ValueError):
    """All faults of one file; `faults` are single lines: place, what is wrong, what to do."""

    def __init__(self, path: Path, faults: Iterable[str]) -> None:
        self.path = path
        self.faults = tuple(faults)
        super().__init__("\n".join([f"{path}: {len(self.faults)} fault(s)", *self.faults]))


class FileReader:
    """The faults of one file and the source keys it may name (None: any)."""

    def __init__(self, path: Path, sources: Collection[str] | None) -> None:
        self.path = path
        self.sources = sources
        self.faults: list[str] = []

    def fault(self, where: str, what: str, do: str) -> None:
        """Note one fault."""
        self.faults.append(f"{where}: {what}; {do}")

    def top(self, data: Any, names: set[str]) -> Mapping[str, Any]:  # noqa: ANN401 - YAML
        """Give the file's top level, which has exactly these names."""
        if not isinstance(data, dict):
            self.fault("the file", "is not a mapping", f"write {', '.join(sorted(names))}")
            return {}
        for name in sorted(names ^ set(data), key=str):
            what = "is missing" if name in names else "is not known here"
            self.fault(str(name), what, f"the parts are {', '.join(sorted(names))}")
        return data

    def entries(self, top: Mapping[str, Any], name: str) -> list[Entry]:
        """Give the entries of a list of the top level."""
        return _entries(self, name, top.get(name))

    def refer(self, where: str, keys: Iterable[str], known: Collection[str]) -> None:
        """Note each key that is not known; an empty one refers to nothing."""
        for key in keys:
            if key and key not in known:
                self.fault(where, f"{key!r} is not known", "name a key that a file defines")

    def raise_faults(self) -> None:
        """Raise what was gathered, if anything was.

        Raises:
            FileFaultsError: all of it.
        """
        if self.faults:
            raise FileFaultsError(self.path, self.faults)


class Entry:
    """One mapping of the file; what is asked for is checked off, the rest is a fault."""

    def __init__(self, reader: FileReader, where: str, data: Any) -> None:  # noqa: ANN401 - YAML
        self.reader = reader
        self.data: dict[str, Any] = {}
        self.where = where
        self.asked: set[str] = set()
        if isinstance(data, dict):
            self.data = data
            self.where = f"{where} {data['key']}" if "key" in data else where
        else:
            reader.fault(where, "is not a mapping", "write it as `name: value` lines")

    def fault(self, name: str, what: str, do: str) -> None:
        """Note a fault of one field."""
        self.reader.fault(f"{self.where}: {name}", what, do)

    def optional(self, name: str) -> str:
        """Give a text, empty where it is not there."""
        self.asked.add(name)
        value = self.data.get(name)
        if value is not None and not isinstance(value, str):
            self.fault(name, f"{value!r} is not text", "put it in quotation marks")
            return ""
        return (value or "").strip()

    def text(self, name: str) -> str:
        """Give a text that must be there."""
        value = self.optional(name)
        if not value and not isinstance(self.data.get(name), (int, float, list, dict, date)):
            self.fault(name, "is missing", "write it")
        return value

    def source(self) -> str:
        """Give the key of the source, one of those known."""
        key, known = self.text("source"), self.reader.sources
        if key and known is not None and key not in known:
            self.fault("source", f"{key!r} is not known", "name a key of sources.yaml")
        return key

    def word(self, name: str, words: type[E], instead: E) -> E:
        """Give a word of a fixed list; `instead` stands in where it is at fault."""
        value = self.text(name)
        try:
            return words(value)
        except ValueError:
            if value:
                allowed = ", ".join(str(word.value) for word in words)
                self.fault(name, f"{value!r} is not one of its words", f"write one of: {allowed}")
            return instead

    def date(self, name: str) -> PartialDate:
        """Give a date in machine form."""
        value = self.text(name)
        if not value:
            return _NEVER
        try:
            return PartialDate.from_edtf(value)
        except DateError as fault:
            self.fault(name, str(fault), "write it as 2025, 2025-06 or 2025-06-24, quoted")
            return _NEVER

    def count(self, name: str) -> int | None:
        """Give a number of votes, None where it is not known."""
        self.asked.add(name)
        value = self.data.get(name)
        if value is None or (type(value) is int and value >= 0):
            return value
        self.fault(name, f"{value!r} is not a number of votes", "write a whole number or null")
        return None

    def words(self, name: str) -> Words:
        """Give the same words in the four interface languages."""
        given = self.texts_by_language(name)
        missing = [code for code in INTERFACE_LANGUAGES if not given.get(code)]
        if missing:
            self.fault(name, f"no words in {', '.join(missing)}", "write them in en, fr, ru, uk")
        return Words(*(given.get(code, "") for code in INTERFACE_LANGUAGES))

    def optional_words(self, name: str) -> Words | None:
        """Give the same words in the four languages, None where the field is not there."""
        self.asked.add(name)
        return self.words(name) if self.data.get(name) is not None else None

    def texts_by_language(self, name: str) -> dict[str, str]:
        """Give texts by language code; empty where there are none."""
        self.asked.add(name)
        value = self.data.get(name) or {}
        if not isinstance(value, dict):
            self.fault(name, "is not a mapping of languages", "write en: ..., fr: ...")
            return {}
        for code, text in value.items():
            if code not in set(INTERFACE_LANGUAGES) or not isinstance(text, str):
                self.fault(name, f"{code!r} is not a language with a text", "use en, fr, ru, uk")
        return {code: text.strip() for code, text in value.items() if isinstance(text, str)}

    def keys(self, name: str) -> tuple[str, ...]:
        """Give a list of keys, empty where it is not there."""
        self.asked.add(name)
        value = self.data.get(name) or []
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.fault(name, "is not a list of texts", "write [a, b]")
            return ()
        return tuple(value)

    def nested(self, name: str) -> Entry:
        """Give a mapping inside this one."""
        self.asked.add(name)
        return Entry(self.reader, f"{self.where}: {name}", self.data.get(name))

    def entries(self, name: str) -> list[Entry]:
        """Give the entries of a list inside this one."""
        self.asked.add(name)
        return _entries(self.reader, f"{self.where}: {name}", self.data.get(name))

    def done(self) -> None:
        """Note every field that nobody asked for: a misspelt name must not go unseen."""
        for name in sorted(self.data.keys() - self.asked, key=str):
            known = ", ".join(sorted(self.asked))
            self.fault(str(name), "is not a field of this entry", f"the fields are {known}")


def _entries(reader: FileReader, where: str, data: Any) -> list[Entry]:  # noqa: ANN401 - YAML
    if data is None:
        return []
    if not isinstance(data, list):
        reader.fault(where, "is not a list", "begin each entry with a dash")
        return []
    return [Entry(reader, f"{where}[{number}]", item) for number, item in enumerate(data, 1)]
