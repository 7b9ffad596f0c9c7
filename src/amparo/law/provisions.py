# SPDX-License-Identifier: AGPL-3.0-or-later
"""The provisions held in resources/provisions, one file for each country.

They are the articles that came up in the work, not a whole code: that an article is not held
says nothing of whether it exists.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from amparo.core.dates import PartialDate
from amparo.core.languages import Language
from amparo.core.sources import Knowledge, Source, SourceKind
from amparo.core.yaml_files import YamlFileError, read_marked
from amparo.resources import resource

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from amparo.core.yaml_files import FileFault, Marked

_COUNTRY_FIELDS = ("country", "suffix", "codes")
_CODE_FIELDS = ("kind", "titles", "abbreviations", "general_part", "provisions")
_TEXTS = ("article", "part", "area", "introduced_by", "knowledge_note", "note")
_PROVISION_FIELDS = (*_TEXTS, "titles", "adopted", "in_force", "knowledge", "sources")


@dataclass(frozen=True, slots=True)
class Code:
    """A code of a country: `key` as in provision keys (KK, UK), `kind` of law (criminal).

    `general_part` is the number of the last article of its general part, 0 where not stated.
    """

    country: str
    key: str
    kind: str
    titles: Mapping[str, str] = field(hash=False)
    suffix: str
    abbreviations: tuple[str, ...] = ()
    general_part: int = 0

    def title(self, language: str = "en") -> str:
        """Give its name in a language, in English where there is none."""
        return self.titles.get(language, self.titles["en"])


@dataclass(frozen=True, slots=True)
class Provision:
    """An article, or a part of one, with how well it is known.

    `titles` are by language; `area` is the division of the code where known; `sources` are pages;
    `knowledge` is the weakest part of the entry, `knowledge_note` says what was seen.
    """

    key: str
    code: Code
    article: str
    part: str
    titles: Mapping[str, str] = field(hash=False)
    knowledge: Knowledge
    knowledge_note: str = ""
    area: str = ""
    introduced_by: str = ""
    adopted: PartialDate | None = None
    in_force: PartialDate | None = None
    sources: tuple[str, ...] = ()
    note: str = ""

    @property
    def country(self) -> str:
        """The country's code."""
        return self.code.country

    @property
    def title_en(self) -> str:
        """The English title, empty where there is none."""
        return self.titles.get("en", "")

    def title(self, language: str = "en") -> str:
        """Give its title in a language, else in English, else in any; empty if there is none."""
        return self.titles.get(language) or self.title_en or next(iter(self.titles.values()), "")

    def source(self) -> Source:
        """Give it as a source of statements, under the key `law:<provision key>`."""
        return Source(
            key=f"law:{self.key}",
            kind=SourceKind.LAW,
            title=f"{self.code.title()}, article {self.article}" + (self.part and f"({self.part})"),
            knowledge=self.knowledge,
            pages=self.sources,
            language=Language.ENGLISH,
            published=self.adopted.to_edtf() if self.adopted else "",
            note=". ".join(text.rstrip(".") for text in (self.knowledge_note, self.note) if text),
            statement=self.title(),
        )


class Provisions:
    """All provisions held, found by key, article or code."""

    def __init__(self, codes: tuple[Code, ...], provisions: tuple[Provision, ...]) -> None:
        self.codes = codes
        self._by_key = {provision.key: provision for provision in provisions}

    def __iter__(self) -> Iterator[Provision]:
        return iter(self._by_key.values())

    def __len__(self) -> int:
        return len(self._by_key)

    def get(self, key: str) -> Provision | None:
        """Give the provision of a key; for a part that is not held, its article; else None."""
        return self._by_key.get(key) or self._by_key.get("/".join(key.split("/")[:3]))

    def of_article(self, article: str, country: str = "") -> tuple[Provision, ...]:
        """Give the articles (not their parts) of this number, in one country or in any."""
        return tuple(
            provision
            for provision in self
            if provision.article == article
            and not provision.part
            and country in {"", provision.country}
        )

    def code(self, key: str) -> Code | None:
        """Give the code that a provision key belongs to."""
        country, _, rest = key.partition("/")
        name = rest.partition("/")[0]
        return next(
            (code for code in self.codes if (code.country, code.key) == (country, name)), None
        )

    def is_general(self, key: str) -> bool:
        """Say whether a provision key is of a general part (attempt, complicity), no offence."""
        code = self.code(key)
        number = re.match(r"\d+", "".join(key.split("/")[2:3]))
        return bool(code and number and int(number[0]) <= code.general_part)


@cache
def load_provisions(folder: Path | None = None) -> Provisions:
    """Read every country's file of a folder, by default those of the package.

    Raises:
        YamlFileError: with every fault of every file.
        OSError: a file cannot be read.
    """
    codes: list[Code] = []
    provisions: dict[str, Provision] = {}
    faults: list[FileFault] = []
    folder = folder or resource("provisions")
    # Country files are named by their two-letter code.
    for path in sorted(folder.glob("??.yaml")):
        try:
            top = read_marked(path)
            for provision, entry in _country(top, codes):
                if provision.key in provisions:
                    entry.fault(f"there are two entries {provision.key}; keep one")
                provisions[provision.key] = provision
            top.raise_faults(path)
        except YamlFileError as error:
            faults += [replace(one, place=f"{path.name}: {one.place}") for one in error.faults]
    if faults:
        raise YamlFileError(folder, faults)
    return Provisions(tuple(codes), tuple(provisions.values()))


def _country(top: Marked, codes: list[Code]) -> Iterator[tuple[Provision, Marked]]:
    fields = top.fields(_COUNTRY_FIELDS, needed=_COUNTRY_FIELDS)
    if len(fields) < len(_COUNTRY_FIELDS):
        return
    country, suffix = fields["country"].text(), fields["suffix"].text()
    for key, entry in fields["codes"].items().items():
        given = entry.fields(_CODE_FIELDS, needed=("kind", "titles", "provisions"))
        abbreviations = given["abbreviations"].texts() if "abbreviations" in given else ()
        if not given.keys() >= {"kind", "titles", "provisions"}:
            continue
        titles = _titles(given["titles"], needed=("en",))
        kind, last = given["kind"].text(), _last_of_general_part(given)
        code = Code(country, key, kind, titles, suffix, abbreviations, last)
        codes.append(code)
        for item in given["provisions"].entries():
            provision = _provision(item, code)
            if provision is not None:
                yield provision, item


def _last_of_general_part(given: dict[str, Marked]) -> int:
    if "general_part" not in given:
        return 0
    text = given["general_part"].text()
    if text.isdecimal():
        return int(text)
    given["general_part"].fault(f"{text!r} is no number: write the last article of that part")
    return 0


def _provision(entry: Marked, code: Code) -> Provision | None:
    fields = entry.fields(_PROVISION_FIELDS, needed=("article", "titles", "knowledge"))
    texts = {name: fields[name].text() for name in _TEXTS if name in fields}
    knowledge = fields["knowledge"].word(tuple(Knowledge)) if "knowledge" in fields else ""
    if not knowledge or not texts.get("article") or "titles" not in fields:
        return None
    adopted, in_force = (
        fields[name].date() if name in fields else None for name in ("adopted", "in_force")
    )
    place = [code.country, code.key, texts["article"], texts.setdefault("part", "")]
    return Provision(
        key="/".join(filter(None, place)),
        code=code,
        titles=_titles(fields["titles"]),
        knowledge=Knowledge(knowledge),
        adopted=adopted,
        in_force=in_force,
        sources=fields["sources"].texts() if "sources" in fields else (),
        **texts,
    )


def _titles(node: Marked, needed: tuple[str, ...] = ()) -> dict[str, str]:
    fields = node.fields(tuple(Language), needed=needed)
    return {language: item.text() for language, item in fields.items()}
