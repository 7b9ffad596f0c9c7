# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads a mapping file: what the columns of one organisation's list mean.

The file is YAML, written by whoever knows the list; docs/lists.md shows each field. All its
faults are found at once, with their lines.
"""

from __future__ import annotations

import codecs
import hashlib
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from amparo import resources
from amparo.core.date_reading import check_form
from amparo.core.dates import DateError
from amparo.core.languages import Language
from amparo.core.statements import PROPERTIES, Kind, Schema
from amparo.core.yaml_files import read_marked

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from amparo.core.yaml_files import Marked

_FIELDS = (
    "list", "title", "publisher", "language", "kind", "complete_snapshot", "duplicate_free",
    "encoding", "delimiter", "sheet", "header_row", "key", "name_order", "dates", "columns",
    "ignore",
)  # fmt: skip
_COLUMN_FIELDS = ("property", "language", "order", "words", "dates")
NAME_PARTS = ("family", "given", "patronymic")
_ENCODINGS = ("utf-8", "utf-16", "cp1251", "windows-1251", "koi8-r", "koi8-u", "cp866")
_DELIMITERS = {",": ",", ";": ";", "|": "|", "tab": "\t", "auto": "auto"}
_LANGUAGES = tuple(language.value for language in Language)
_TRUE_FALSE = ("true", "false")


class ListKind(StrEnum):
    """How names come onto a list: as they become known, after assessment, or it is not known.

    A monitored and an assessed list are never added together.
    """

    MONITORED = "monitored"
    ASSESSED = "assessed"
    UNKNOWN = "unknown"


class NameOrder(StrEnum):
    """Whether the family name or the given name is written first."""

    FAMILY_FIRST = "family_first"
    GIVEN_FIRST = "given_first"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Column:
    """What one column means.

    `part` is set for a name split over columns; `words` are pairs of the written text (lower
    case) and the word or key meant; `dates` the forms in which its dates are written.
    """

    header: str
    prop: str
    language: str
    order: NameOrder
    part: str = ""
    words: tuple[tuple[str, str], ...] = ()
    dates: tuple[str, ...] = ()

    @property
    def kind(self) -> Kind:
        """The kind of value of its property."""
        return PROPERTIES[Schema.PERSON][self.prop]


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping file, checked. `sha256` is that of the file; `header_row` counts from 1.

    `duplicate_free` says that the list holds each person once.
    """

    source_key: str
    title: str
    publisher: str
    language: str
    kind: ListKind
    complete_snapshot: bool
    columns: tuple[Column, ...]
    name_order: NameOrder = NameOrder.UNKNOWN
    ignored: tuple[str, ...] = ()
    key: tuple[str, ...] = ()
    encoding: str = "utf-8"
    delimiter: str = ","
    sheet: str = ""
    header_row: int = 1
    duplicate_free: bool = False
    sha256: str = field(default="", compare=False)

    def name_order_in(self, language: str) -> NameOrder:
        """Give the order of the names in a language; unknown where its columns differ."""
        orders = {
            column.order
            for column in self.columns
            if column.prop == "name" and column.language == language
        }
        return orders.pop() if len(orders) == 1 else NameOrder.UNKNOWN


def read_mapping(path: Path) -> Mapping:
    """Read a mapping file.

    Raises:
        YamlFileError: with every fault: unknown field, unknown property, a form of date that is
            none, a column of words without its words, a key that is no column ...
        OSError: it cannot be read.
    """
    top = read_marked(path)
    fields = top.fields(_FIELDS, needed=("list", "language", "complete_snapshot", "columns"))
    reader = _Reader(fields)
    columns = reader.columns()
    ignored = reader.texts("ignore")
    mapping = Mapping(
        source_key=reader.source_key(),
        title=reader.text("title"),
        publisher=reader.text("publisher"),
        language=reader.language,
        kind=ListKind(reader.word("kind", tuple(ListKind), ListKind.UNKNOWN)),
        complete_snapshot=reader.word("complete_snapshot", _TRUE_FALSE, "false") == "true",
        duplicate_free=reader.word("duplicate_free", _TRUE_FALSE, "false") == "true",
        columns=columns,
        name_order=reader.order,
        ignored=ignored,
        key=reader.key(),
        encoding=codecs.lookup(reader.word("encoding", _ENCODINGS, "utf-8")).name,
        delimiter=_DELIMITERS[reader.word("delimiter", tuple(_DELIMITERS), ",")],
        sheet=reader.text("sheet"),
        header_row=reader.header_row(),
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
    )
    for header in ignored:
        if header in {column.header for column in columns}:
            fields["ignore"].fault(f"{header!r} is also under `columns`; keep it in one place")
    top.raise_faults(path)
    return mapping


class _Reader:
    """The fields of a mapping file; a fault leaves the default and is noted."""

    def __init__(self, fields: dict[str, Marked]) -> None:
        self.fields = fields
        self.language = self.word("language", _LANGUAGES, Language.UNDETERMINED)
        self.order = NameOrder(self.word("name_order", tuple(NameOrder), NameOrder.UNKNOWN))
        self.dates = _date_forms(fields.get("dates"))

    def text(self, name: str) -> str:
        return self.fields[name].text() if name in self.fields else ""

    def word(self, name: str, words: Collection[str], default: str) -> str:
        return (self.fields[name].word(words) or default) if name in self.fields else default

    def texts(self, name: str) -> tuple[str, ...]:
        return _one_or_more(self.fields[name]) if name in self.fields else ()

    def source_key(self) -> str:
        key = self.text("list")
        if "list" in self.fields and (not key or "/" in key or " " in key):
            self.fields["list"].fault(f"{key!r} is no key: write letters, digits and dashes")
        return key

    def header_row(self) -> int:
        text = self.text("header_row") or "1"
        if not text.isdecimal() or int(text) < 1:
            self.fields["header_row"].fault(f"{text!r} is no row; rows are counted from 1")
            return 1
        return int(text)

    def key(self) -> tuple[str, ...]:
        names = self.texts("key")
        if len(set(names)) != len(names):
            self.fields["key"].fault("names a column twice; keep one")
        return names

    def columns(self) -> tuple[Column, ...]:
        if "columns" not in self.fields:
            return ()
        items = self.fields["columns"].items()
        columns = tuple(self._column(clean(name), item) for name, item in items.items())
        if not columns:
            self.fields["columns"].fault("says nothing of any column; name at least one")
        for column, item in zip(columns, items.values(), strict=True):
            parts = [(c.prop, c.part, c.language) for c in columns if c.part]
            if column.part and parts.count((column.prop, column.part, column.language)) > 1:
                item.fault(f"name.{column.part} is mapped twice in one language; keep one")
        return columns

    def _column(self, header: str, item: Marked) -> Column:
        prop, given = item, {}
        if item.is_mapping:
            given = item.fields(_COLUMN_FIELDS, needed=("property",))
            prop = given.get("property", item)
        name, part = self._property(prop) if prop is not item or not item.is_mapping else ("", "")
        kind = PROPERTIES[Schema.PERSON].get(name, Kind.TEXT)
        column = Column(
            header=header,
            prop=name,
            part=part,
            language=given["language"].word(_LANGUAGES) if "language" in given else self.language,
            order=self._order(given, split=bool(part)),
            words=_words(given["words"], name, kind) if "words" in given else (),
            dates=_date_forms(given["dates"]) if "dates" in given else self.dates,
        )
        if name and kind is Kind.WORD and not column.words:
            item.fault(f"{name} is a word: write `words:` with each text and the word it means")
        if "dates" in given and kind is not Kind.DATE:
            given["dates"].fault(f"{name} is no date; leave `dates` out")
        if ("order" in given) and name != "name":
            given["order"].fault("only a name has an order; leave it out")
        return column

    def _property(self, item: Marked) -> tuple[str, str]:
        text = item.text()
        name, dot, part = text.partition(".")
        if name not in PROPERTIES[Schema.PERSON]:
            item.fault(
                f"{text!r} is no property; there are: {', '.join(PROPERTIES[Schema.PERSON])}"
            )
            return "", ""
        if dot and (name != "name" or part not in NAME_PARTS):
            item.fault(f"{text!r} is no part; a name has: name.{', name.'.join(NAME_PARTS)}")
            return name, ""
        return name, part

    def _order(self, given: dict[str, Marked], *, split: bool) -> NameOrder:
        """Give the order; a name split over columns has one, the family name first by default."""
        order = self.order
        if "order" in given:
            order = NameOrder(given["order"].word(tuple(NameOrder)) or NameOrder.UNKNOWN)
        return NameOrder.FAMILY_FIRST if split and order is NameOrder.UNKNOWN else order


def clean(text: str) -> str:
    """Give a text as it is compared: one space between words, no invisible signs.

    Non-breaking and doubled spaces, tabs and line breaks become one space; soft hyphens and
    zero-width signs, which copying from pages leaves behind, go.
    """
    return " ".join(text.translate(_INVISIBLE).split())


_INVISIBLE = dict.fromkeys((0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))


def _one_or_more(item: Marked) -> tuple[str, ...]:
    texts = item.texts() if item.is_list else (item.text(),)
    return tuple(clean(text) for text in texts)


def _date_forms(item: Marked | None) -> tuple[str, ...]:
    if item is None:
        return ()
    forms = []
    for entry in item.entries():
        try:
            check_form(entry.text())
        except DateError as fault:
            entry.fault(str(fault))
        else:
            forms.append(entry.text())
    return tuple(forms)


def _words(item: Marked, prop: str, kind: Kind) -> tuple[tuple[str, str], ...]:
    if kind not in {Kind.WORD, Kind.KEY}:
        item.fault(f"{prop or 'this'} is written as it stands; leave `words` out")
        return ()
    known: Collection[str] = resources.words(prop) if kind is Kind.WORD else ()
    found: dict[str, str] = {}
    for written, meant in item.items().items():
        text = clean(written).casefold()
        if text in found:
            meant.fault(f"{written!r} stands here twice, apart from capital letters; keep one")
        found[text] = meant.word(known) if known else meant.text()
    return tuple(found.items())
