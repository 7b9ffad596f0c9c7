# SPDX-License-Identifier: AGPL-3.0-or-later
"""Records for tests of linkage: from a row of a table of cases, and SYNTHETIC others round them."""

from __future__ import annotations

from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from amparo.core.dates import PartialDate
from amparo.exchange.record_files import read_records
from amparo.linkage import LinkRecord, Rows, link
from amparo.linkage.table import rows_of
from amparo.names.evidence import name_resource

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from amparo.linkage import Linkage

CASES = Path(__file__).parent / "cases"
_PROVISIONS = (
    "RU/UK/205.2", "RU/UK/207.1", "RU/UK/207.3", "RU/UK/275", "RU/UK/280", "RU/UK/281",
    "RU/UK/282.2", "RU/UK/284.1", "RU/UK/318", "UA/KK/110", "UA/KK/111-1", "UA/KK/436-2",
)  # fmt: skip
_GIVEN = (
    "Иван", "Пётр", "Олег", "Виктор", "Максим", "Роман",
    "Мария", "Ольга", "Елена", "Ирина", "Галина", "Татьяна",
)  # fmt: skip
_FATHERS = ("Ильич", "Фомич", "Кузьмич", "Ильинична", "Фоминична", "Кузьминична")


def case_table(name: str) -> list[dict[str, Any]]:
    """Give the rows of a table of cases."""
    rows: list[dict[str, Any]] = yaml.safe_load((CASES / f"{name}.yml").read_text("utf-8"))
    return rows


def record(key: str, said: Mapping[str, Any]) -> LinkRecord:
    """Give the record of a row; its list is the part of the key before the stroke."""

    def words(name: str) -> frozenset[str]:
        return frozenset(said.get(name, ()))

    return LinkRecord(
        key=key,
        source=key.split("/", maxsplit=1)[0],
        name=said["name"],
        language=said.get("language", ""),
        birth=PartialDate.from_edtf(str(said["birth"])) if "birth" in said else None,
        gender=said.get("gender", ""),
        case_dates=tuple(PartialDate.from_edtf(str(day)) for day in said.get("case_dates", ())),
        unnamed=said.get("unnamed", False),
        places=words("places"),
        provisions=words("provisions"),
        countries=words("countries"),
        courts=words("courts"),
        workplaces=words("workplaces"),
    )


def named(key: str, name: str = "Дорошенко Анна", **said: Any) -> LinkRecord:  # noqa: ANN401 - a row's own fields
    """Give a record with this name."""
    return record(key, {"name": name, **said})


@cache
def others(persons: int = 800) -> tuple[LinkRecord, ...]:
    """Give SYNTHETIC records of the lists "one" and "two", each list with half as many again.

    Two persons of three stand on one list, the third on both. A verdict depends on how many
    records there are, and in a register of two almost anything is the same person.
    """
    surnames = islice(name_resource("family_frequencies")["ru"], 300, 300 + persons)
    found = []
    for at, surname in enumerate(surnames):
        given = (at * 7) % 12
        father = _FATHERS[at % 3 + (3 if given > 5 else 0)]
        said = {
            "name": f"{surname} {_GIVEN[given]}" + (f" {father}" if at % 2 else ""),
            "provisions": [_PROVISIONS[at % len(_PROVISIONS)]],
            "places": [f"посёлок {at % 60}"],
            "courts": [f"{at % 90}-й суд"],
        }
        if at % 4:
            said["birth"] = f"{1950 + at % 50}-{1 + at % 12:02}-{1 + at % 28:02}"
        lists = ("one", "two") if at % 3 == 0 else ("one",) if at % 3 == 1 else ("two",)
        found += [record(f"{name}/other-{at:04}", said) for name in lists]
    return tuple(found)


def linked(records: Iterable[LinkRecord], **options: Any) -> Linkage:  # noqa: ANN401 - those of `link`
    """Link the records of a register with the costs of files, where both mistakes cost the same."""
    return link(rows_of(list(records)), **options)


def persons(found: Linkage) -> frozenset[frozenset[str]]:
    """Give the partition: the keys of each person."""
    groups: dict[int, set[str]] = {}
    for key, label in zip(found.table.keys, found.labels.tolist(), strict=True):
        groups.setdefault(label, set()).add(key)
    return frozenset(map(frozenset, groups.values()))


def persons_of(found: Linkage, keys: Iterable[str]) -> list[list[str]]:
    """Give the partition of these keys alone, sorted."""
    asked = set(keys)
    return sorted(sorted(group & asked) for group in persons(found) if group & asked)


def rows_of_files(paths: list[Path], *, leave_out: Collection[str] = ()) -> Rows:
    """Give the rows of files as `amparo link` reads them; `leave_out` "births" and columns."""
    found = read_records(paths)
    births = [(0, 0)] * len(found.keys) if "births" in leave_out else found.births
    return Rows(
        keys=found.keys,
        sources=found.sources,
        names=found.names,
        languages=found.languages,
        genders=found.genders,
        births=births,
        columns={
            name: [frozenset({text} if text else ()) for text in texts]
            for name, texts in found.values.items()
            if name not in leave_out
        },
    )
