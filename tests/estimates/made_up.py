# SPDX-License-Identifier: AGPL-3.0-or-later
"""SYNTHETIC lists brought into a register as an organisation would, and a population of them."""

from __future__ import annotations

import csv
import tempfile
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

from amparo.core.sources import Knowledge, Source, SourceKind
from amparo.exchange.lists import read_list
from amparo.exchange.mapping import read_mapping
from amparo_desk.estimates.definition import Definition, Use
from amparo_desk.estimates.domain import define_population
from amparo_desk.register import domain
from amparo_desk.register.models import Source as SourceRow
from told_linkers import ByName

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from amparo_desk.accounts.models import User
    from amparo_desk.estimates.models import Population

LISTS = ("list-a", "list-b", "list-c")
# Who is on which lists: enough that no gate refuses.
PATTERNS = {"100": 40, "010": 34, "001": 27, "110": 14, "101": 12, "011": 10, "111": 8}
QUICK = ("loglinear", "chao", "xi")
# The Kosovo table's chains take several blocks to meet; this one does at once.
COLUMNS = ("No", "Name", "Born", "Gender", "Opened")
MAPPING = """
list: {key}
language: en
complete_snapshot: true
key: No
name_order: given_first
columns:
  Name: name
  Born: birth_date
  Gender: {{property: gender, words: {{f: female, m: male}}}}
  Opened: case_opened
"""
Row = tuple[str, ...]


def rows(patterns: Mapping[str, int] = PATTERNS) -> dict[str, list[Row]]:
    """Give the rows of each list: every second person a woman, all cases opened in 2024."""
    found: dict[str, list[Row]] = {key: [] for key in LISTS}
    names = product("BDGKLMNPRSTVZ", "aeiou", "bdklmnprstvz", "aeiou", ("vsky", "nov", "renko"))
    number = 0
    for pattern, count in patterns.items():
        for _ in range(count):
            number += 1
            gender = "fm"[number % 2]
            born = f"19{50 + number % 50}-{1 + number % 12:02d}-{1 + number % 28:02d}"
            given = ("Anna", "Boris")[number % 2]
            row = (str(number), f"{given} {''.join(next(names))}", born, gender, "2024-03-01")
            for key, there in zip(LISTS, pattern, strict=True):
                if there == "1":
                    found[key].append(row)
    return found


def bring(user: User, key: str, content: Iterable[Row]) -> None:
    """Import one list; one that is there already gets its next snapshot."""
    folder = Path(tempfile.mkdtemp(prefix="list-", dir=settings.WORKSPACE.path))
    mapping_file, file = folder / "mapping.yaml", folder / f"{key}.csv"
    mapping_file.write_text(MAPPING.format(key=key))
    with file.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([COLUMNS, *content])
    mapping = read_mapping(mapping_file)
    source = Source(key, SourceKind.LIST, f"SYNTHETIC {key}", Knowledge.SEEN, synthetic=True)
    known = SourceRow.objects.filter(key=key).exists()
    domain.import_list(
        content=read_list(file, mapping),
        mapping=mapping,
        file=file,
        user=user,
        new_source=None if known else source,
    )


def make_register(user: User, patterns: Mapping[str, int] = PATTERNS) -> None:
    """Bring the lists in and join those of one name and birth."""
    for key, content in rows(patterns).items():
        bring(user, key, content)
    domain.run_linkage(user=user, linker=ByName())


def definition(**told: Any) -> Definition:  # noqa: ANN401 - the fields of a definition
    """Give a definition of everybody prosecuted in 2024 on the three lists."""
    usual: dict[str, Any] = {
        "title": "SYNTHETIC: prosecuted in 2024",
        "definition": "Everybody against whom a case was opened in 2024.",
        "kind": "flow",
        "begin": "2024",
        "uses": tuple(Use(source=key) for key in LISTS),
    }
    return Definition(**usual | told)


def define(user: User, **told: Any) -> Population:  # noqa: ANN401 - as above
    """State the population."""
    return define_population(key="", definition=definition(**told), by=user)
