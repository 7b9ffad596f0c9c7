# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sets of names made for one question each: initials, oblique cases, look-alikes to keep apart.

The Russian names of the first two are read from XLINK when the bench runs and never leave its
temporary folder; those of the look-alikes are ordinary names put together here.
"""

from __future__ import annotations

import csv
import random
import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from bench.linkage.measures import Codes, Flags

from amparo.names import inflection

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

SEED = 24
_PATRONYMIC = re.compile(r"(?:[оеё]вич|ич|[оеё]вна|ична)$", re.IGNORECASE)
_CYRILLIC = re.compile(r"[а-яё-]+", re.IGNORECASE)
_WORDS = 3


@dataclass(frozen=True, slots=True)
class Russian:
    """A full Russian name."""

    family: str
    given: str
    patronymic: str

    @property
    def gender(self) -> str:
        """Give male or female, by the patronymic."""
        return "male" if self.patronymic.endswith("ич") else "female"

    @property
    def full(self) -> str:
        """Give the name as lists write it, surname first."""
        return f"{self.family} {self.given} {self.patronymic}"


@dataclass(frozen=True, slots=True)
class Question:
    """Pairs of records of a set, and which of them should be joined."""

    title: str
    left: Codes
    right: Codes
    same: Flags


@dataclass(frozen=True, slots=True)
class Made:
    """A set: its records and what is asked of them."""

    title: str
    rows: list[dict[str, str]]
    questions: tuple[Question, ...]


def read_russian(folder: Path) -> tuple[list[Russian], list[dict[str, str]]]:
    """Give a full Russian name of each person of XLINK who has one, and all other records.

    The names are distinct and in an order of chance that is always one. The other records are rows
    with list, language and name.
    """
    with (folder / "truth.csv").open(newline="", encoding="utf-8") as handle:
        person = {row["record_id"]: row["person_id"] for row in csv.DictReader(handle)}
    found: dict[str, Russian] = {}
    known: set[str] = set()
    others = []
    with (folder / "records.csv").open(newline="", encoding="utf-8") as handle:
        for item in csv.DictReader(handle):
            name = parts(item["name"]) if item["lang"] == "ru" else None
            who = person[item["record_id"]]
            if name and plain(name.full) not in found and who not in known:
                found[plain(name.full)] = name
                known.add(who)
            else:
                others.append({key: item[key] for key in ("source_list", "lang", "name")})
    names = [found[key] for key in sorted(found)]
    random.Random(SEED).shuffle(names)  # noqa: S311 - an order, not a secret
    return names, others


def parts(text: str) -> Russian | None:
    """Split a name of three Cyrillic words whose patronymic shows the order, else None."""
    words = text.replace(",", " ").split()
    if len(words) != _WORDS or not all(_CYRILLIC.fullmatch(word) for word in words):
        return None
    words = ["-".join(part.capitalize() for part in word.split("-")) for word in words]
    fathers = [bool(_PATRONYMIC.search(word)) for word in words]
    if fathers == [False, False, True]:
        return Russian(words[0], words[1], words[2])
    if fathers == [False, True, False]:
        return Russian(words[2], words[0], words[1])
    return None


def plain(text: str) -> str:
    """Fold case and ё."""
    return text.casefold().replace("ё", "е")


_FORMS: tuple[Callable[[Russian], str], ...] = (
    lambda n: f"{n.family} {n.given[0]}. {n.patronymic[0]}.",
    lambda n: f"{n.family} {n.given[0]}.{n.patronymic[0]}.",
    lambda n: f"{n.given[0]}.{n.patronymic[0]}. {n.family}",
    lambda n: f"{n.given[0]}. {n.patronymic[0]}. {n.family}",
)


@dataclass(frozen=True, slots=True)
class Initials:
    """How a set of surnames with initials is made.

    `count` names are written with initials, the surname in `case`; to `doubled` of them a second
    full name that fits is put together; `absent` of them stand on no other list.
    """

    title: str
    count: int = 600
    doubled: int = 150
    absent: int = 0
    case: inflection.Case | None = None


def initials(
    names: Sequence[Russian], how: Initials, beside: Sequence[dict[str, str]] = ()
) -> Made:
    """Give full names, some of them again with initials, and other records beside them."""
    short, present = names[: how.count], names[how.absent :]
    full = [*present, *_seconds(short[how.absent :], names)[: how.doubled]]
    rows = [row(number, "full", name.full) for number, name in enumerate(full)]
    rows += [item | {"record_id": f"r{len(rows) + at}"} for at, item in enumerate(beside)]
    by_family = defaultdict(list)
    for number, name in enumerate(full):
        by_family[plain(name.family)].append(number)
    clear: list[tuple[int, int, bool]] = []
    torn: list[tuple[int, int, bool]] = []
    for number, name in enumerate(short):
        at = len(rows)
        written = declined(name, how.case) if how.case else name
        rows.append(row(at, "short", _FORMS[number % len(_FORMS)](written)))
        family = by_family[plain(name.family)]
        fitting = [other for other in family if _fits(full[other], name)]
        if len(fitting) > 1:
            torn.extend((other, at, False) for other in family)
        else:
            clear.extend((other, at, full[other] is name) for other in family)
    return Made(
        how.title,
        rows,
        (
            question(f"{how.title}: one full name fits", clear),
            question(f"{how.title}: several fit, to be kept apart", torn),
        ),
    )


def declined(name: Russian, case: inflection.Case) -> Russian:
    """Give the name in an oblique case, by Amparo's own tables."""
    return Russian(
        inflection.decline(name.family, "family", name.gender, case),
        inflection.decline(name.given, "given", name.gender, case),
        inflection.decline(name.patronymic, "patronymic", name.gender, case),
    )


def _fits(full: Russian, short: Russian) -> bool:
    return plain(full.given[0] + full.patronymic[0]) == plain(short.given[0] + short.patronymic[0])


def _seconds(of: Iterable[Russian], names: Sequence[Russian]) -> list[Russian]:
    """Give for each name, where there is one, another with equal surname and initials."""
    known = {plain(name.full) for name in names}
    found = []
    for name in of:
        for other in names:
            second = Russian(name.family, other.given, other.patronymic)
            if (
                other.given != name.given
                and other.gender == name.gender
                and _fits(other, name)
                and plain(second.full) not in known
            ):
                known.add(plain(second.full))
                found.append(second)
                break
    return found


def inflected(names: Sequence[Russian], declined: Sequence[Russian], title: str) -> Made:
    """Give names in the nominative on one list and declined on another."""
    count = len(names)
    rows = [row(number, "nominative", name.full) for number, name in enumerate(names)]
    rows += [row(count + number, "oblique", name.full) for number, name in enumerate(declined)]
    # Beside the true pair one that is wrong: the next name of the list.
    pairs = [(number, count + number, True) for number in range(count)]
    pairs += [(number, count + (number + 1) % count, False) for number in range(count)]
    return Made(title, rows, (question(title, pairs),))


# Given name and the surname made of it.
_DERIVED = (
    ("Алексей", "Алексеев"), ("Александр", "Александров"), ("Андрей", "Андреев"),
    ("Григорий", "Григорьев"), ("Иван", "Иванов"), ("Максим", "Максимов"),
    ("Михаил", "Михайлов"), ("Николай", "Николаев"), ("Павел", "Павлов"), ("Пётр", "Петров"),
    ("Роман", "Романов"), ("Семён", "Семёнов"), ("Степан", "Степанов"), ("Фёдор", "Фёдоров"),
)  # fmt: skip
_LATIN_DERIVED = (
    ("Aleksei", "Alekseev"), ("Aleksandr", "Aleksandrov"), ("Andrei", "Andreev"),
    ("Grigorii", "Grigorev"), ("Ivan", "Ivanov"), ("Maksim", "Maksimov"), ("Roman", "Romanov"),
    ("Nikolai", "Nikolaev"), ("Pavel", "Pavlov"), ("Stepan", "Stepanov"),
)  # fmt: skip
_COUPLES = (
    ("Александр", "Александра"), ("Евгений", "Евгения"), ("Валентин", "Валентина"),
    ("Валерий", "Валерия"), ("Виктор", "Виктория"),
)  # fmt: skip
_LATIN_COUPLES = (
    ("Aleksandr", "Aleksandra"), ("Evgenii", "Evgeniia"), ("Valentin", "Valentina"),
    ("Valerii", "Valeriia"), ("Viktor", "Viktoriia"),
)  # fmt: skip
# Of a man, of a woman.
_FAMILIES = (
    ("Соколов", "Соколова"), ("Лебедев", "Лебедева"), ("Коваленко", "Коваленко"),
    ("Левицкий", "Левицкая"), ("Мельник", "Мельник"),
)  # fmt: skip
_LATIN_FAMILIES = (
    ("Sokolov", "Sokolova"), ("Lebedev", "Lebedeva"), ("Kovalenko", "Kovalenko"),
    ("Levitskii", "Levitskaia"), ("Melnik", "Melnik"),
)  # fmt: skip
_FATHERS = ("Сергеевич", "Сергеевна")


def look_alikes() -> list[Made]:
    """Give pairs of two persons whose names look alike; every record is a person of its own."""
    couples = [
        (f"{his} {man}", f"{hers} {woman}")
        for man, woman in _COUPLES
        for his, hers in _FAMILIES
    ]  # fmt: skip
    full = [
        (f"{one} {_FATHERS[0]}", f"{other} {_FATHERS[1]}") for one, other in couples
    ]  # fmt: skip
    latin = [
        (f"{man} {his}", f"{woman} {hers}")
        for man, woman in _LATIN_COUPLES
        for his, hers in _LATIN_FAMILIES
    ]
    crossed = [
        (f"{one[1]} {other[0]}", f"{other[1]} {one[0]}") for one, other in combinations(_DERIVED, 2)
    ]
    latin_crossed = [
        (f"{other[0]} {one[1]}", f"{one[0]} {other[1]}")
        for one, other in combinations(_LATIN_DERIVED, 2)
    ]
    return [
        _apart("Александр / Александра", couples),
        _apart("Александр / Александра, with patronymics", full),
        _apart("Aleksandr / Aleksandra", latin),
        _apart("Алексеев Александр / Александров Алексей", crossed),
        _apart("Aleksandr Alekseev / Aleksei Aleksandrov", latin_crossed),
    ]


def _apart(title: str, pairs: Sequence[tuple[str, str]]) -> Made:
    rows = [
        row(2 * number + side, "ab"[side], name)
        for number, pair in enumerate(pairs)
        for side, name in enumerate(pair)
    ]
    asked = [(2 * number, 2 * number + 1, False) for number in range(len(pairs))]
    return Made(title, rows, (question(title, asked),))


def row(number: int, source: str, name: str) -> dict[str, str]:
    """Give a row of RECORDS.csv with nothing but the name."""
    return {"record_id": f"r{number}", "source_list": source, "lang": "", "name": name}


def question(title: str, pairs: Sequence[tuple[int, int, bool]]) -> Question:
    """Give the pairs (left, right, whether they are one person) as a question."""
    table = np.array(pairs, dtype=np.int64).reshape(-1, 3)
    return Question(title, table[:, 0], table[:, 1], table[:, 2].astype(np.bool_))
