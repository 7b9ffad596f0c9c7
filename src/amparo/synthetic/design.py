# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a set of SYNTHETIC lists is to look like: every share is an option, read from YAML."""

from __future__ import annotations

from dataclasses import MISSING, dataclass, field, fields
from typing import TYPE_CHECKING, Any

from amparo import resources
from amparo.core.yaml_files import read_marked
from amparo.synthetic.spelling import CYRILLIC, latin_systems

if TYPE_CHECKING:
    from pathlib import Path

    from amparo.core.yaml_files import Marked

CASES = ("genitive", "dative", "instrumental")
MISSABLE = ("birth_date", "gender", "region", "article", "court", "arrest_date")
_ORDERS = ("family_first", "given_first")


@dataclass(frozen=True, slots=True)
class ListDesign:
    """One list. Every number is a share from 0 to 1 unless said otherwise.

    language       of the list (a two-letter code); its Cyrillic is that of ru, uk or be
    order          of the names: family_first or given_first
    spelling       system -> share; `cyrillic`, or a system of resources/synthetic/spelling.yaml
    patronymic     records that give it; initials: records with initials for the names
    upper          records with the surname in capitals; capitals: with the whole name in them
    comma          records with a comma after a surname that stands first
    cases          case -> share of names in it (Cyrillic only)
    look_alike     names with some Latin letters of the same look (Cyrillic only)
    yo_dropped     names that write е for ё
    name_slip      names with one slip of the pen; date_slip: dates with one
    year_only      birth dates of which only the year is given
    missing        column -> share left empty
    coverage       a person's chance to be on the list before the factors below
    by_region      region, or country, -> factor; by_year: year of arrest -> factor
    heterogeneity  how far visible persons are likelier: factor from 1 - h to 1 + h
    duplicates     records that the list has twice, each made anew from the person
    copied_from    number of an earlier list (from 1), 0 for none
    copied         share of that list's records taken over with their mistakes
    """

    language: str
    order: str = "family_first"
    spelling: dict[str, float] = field(default_factory=lambda: {CYRILLIC: 1.0})
    patronymic: float = 1.0
    initials: float = 0.0
    upper: float = 0.0
    capitals: float = 0.0
    comma: float = 0.0
    cases: dict[str, float] = field(default_factory=dict)
    look_alike: float = 0.0
    yo_dropped: float = 0.0
    name_slip: float = 0.0
    date_slip: float = 0.0
    year_only: float = 0.0
    missing: dict[str, float] = field(default_factory=dict)
    coverage: float = 0.5
    by_region: dict[str, float] = field(default_factory=dict)
    by_year: dict[str, float] = field(default_factory=dict)
    heterogeneity: float = 0.0
    duplicates: float = 0.0
    copied_from: int = 0
    copied: float = 0.0


@dataclass(frozen=True, slots=True)
class Design:
    """A set of lists over one population."""

    key: str
    lists: tuple[ListDesign, ...]
    title: str = ""


def designs() -> tuple[str, ...]:
    """Give the keys of the packaged designs."""
    folder = resources.resource("synthetic", "designs")
    return tuple(sorted(path.stem for path in folder.glob("*.yaml")))


def load_design(key: str) -> Design:
    """Read a packaged design.

    Raises:
        OSError: there is none of that key.
        YamlFileError: it has faults.
    """
    return read_design(resources.resource("synthetic", "designs", f"{key}.yaml"))


def read_design(path: Path) -> Design:
    """Read a design from a file.

    Raises:
        YamlFileError: with every fault: an unknown option, a share that is none ...
        OSError: it cannot be read.
    """
    top = read_marked(path)
    given = top.fields(("title", "lists"), needed=("lists",))
    entries = given["lists"].entries() if "lists" in given else []
    lists = tuple(_list(entry, number) for number, entry in enumerate(entries, 1))
    if not lists and "lists" in given:
        given["lists"].fault("has no list; write at least one")
    top.raise_faults(path)
    return Design(path.stem, lists, given["title"].text() if "title" in given else "")


def _list(entry: Marked, number: int) -> ListDesign:
    known = {item.name: item for item in fields(ListDesign)}
    given = entry.fields(tuple(known), needed=("language",))
    values: dict[str, Any] = {}
    for name, mark in given.items():
        if name == "language":
            values[name] = mark.text()
        elif name == "order":
            values[name] = mark.word(_ORDERS)
        elif name == "copied_from":
            values[name] = int(_number(mark, number - 1))
        elif known[name].default_factory is not MISSING:
            values[name] = _shares(name, mark)
        else:
            values[name] = _number(mark, 1)
    return ListDesign(**{"language": "", **values})


def _shares(name: str, mark: Marked) -> dict[str, float]:
    keys: dict[str, tuple[str, ...]] = {
        "spelling": (CYRILLIC, *latin_systems()),
        "cases": CASES,
        "missing": MISSABLE,
    }
    items = mark.fields(keys[name]) if name in keys else mark.items()
    limit = 1.0 if name in keys else 1e6
    found = {key: _number(item, limit) for key, item in items.items()}
    total = sum(found.values())
    if name == "spelling" and abs(total - 1) > 1e-6:  # noqa: PLR2004 - rounding of the sum
        mark.fault(f"the shares sum to {total:g}; they must sum to 1")
    if name == "cases" and total > 1:
        mark.fault(f"the shares sum to {total:g}; at most 1 is left for all cases")
    return found


def _number(mark: Marked, limit: float) -> float:
    try:
        found = float(mark.text())
    except ValueError:
        found = -1.0
    if not 0 <= found <= limit:
        mark.fault(f"must be a number from 0 to {limit:g}")
        return 0.0
    return found
