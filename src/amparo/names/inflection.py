# SPDX-License-Identifier: AGPL-3.0-or-later
"""Names declined, and declined names read back to the nominative: Russian, Ukrainian, Belarusian.

Both directions use one table, resources/names/inflection.yaml, so that what is written can be
read. Reading back gives every nominative whose declension makes the form, in the order of the
table's rows; which of them a text means is for the reader of the whole name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

from amparo.names.evidence import name_resource

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Part = Literal["family", "given", "patronymic"]
Case = Literal["", "genitive", "dative", "accusative", "instrumental", "prepositional"]

OBLIQUE: tuple[Case, ...] = ("genitive", "dative", "accusative", "instrumental", "prepositional")
GENDERS = ("male", "female")
LANGUAGES = ("ru", "uk", "be")

_YO = str.maketrans("ё", "е")
_LONGEST_ENDING = 5
# Double surnames of which the first word is a name's mark, not a name: Аль-Башир, Бен-Гур.
_UNBENDING = frozenset({"аль", "эль", "бен", "бін", "бин", "ибн", "ібн", "бек"})


@dataclass(frozen=True, slots=True)
class Nominative:
    """One understanding of a form: the nominative, the gender of its bearer, the form's case."""

    word: str
    gender: str
    case: Case


@dataclass(frozen=True, slots=True)
class _Row:
    rank: int
    ends: re.Pattern[str]
    drop: str
    endings: tuple[tuple[str, ...], ...]
    only_read: bool
    one_name: bool


@lru_cache(maxsize=100_000)
def nominatives(word: str, part: Part, language: str = "") -> tuple[Nominative, ...]:
    """Give what a form can be, likelier ones first: for each gender the nominative, then cases.

    An animate masculine accusative is like the genitive, a feminine prepositional like the
    dative: such a form is given with the first of both cases only. `language` is "ru", "uk" or
    "be"; with any other, Russian and Ukrainian rules are tried in that order.
    """
    found: dict[Nominative, None] = {}
    for gender in GENDERS:
        if any(_row(word, part, gender, code) for code in languages_of(language)):
            found[Nominative(word, gender, "")] = None
        seen: set[str] = set()
        for case in OBLIQUE:
            fresh = [n for n in undeclined(word, part, gender, case, language) if n not in seen]
            seen.update(fresh)
            found.update(dict.fromkeys(Nominative(name, gender, case) for name in fresh))
    return tuple(found)


@lru_cache(maxsize=100_000)
def undeclined(
    word: str, part: Part, gender: str, case: Case, language: str = ""
) -> tuple[str, ...]:
    """Give the nominatives of which the word is that case for that gender, the likeliest first.

    The parts of a double name are undone each for itself, with the likeliest of each.
    """
    if "-" in word and part != "patronymic":
        pieces = word.split("-")
        undone = [
            (piece,) if piece.casefold() in _UNBENDING
            else undeclined(piece, part, gender, case, language)
            for piece in pieces
        ]  # fmt: skip
        return ("-".join(found[0] for found in undone),) if all(undone) else ()
    found: dict[str, None] = {}
    for code in languages_of(language):
        found.update(dict.fromkeys(_undeclined(word, part, gender, case, code)))
    return tuple(found)


def decline(word: str, part: Part, gender: str, case: Case, language: str = "ru") -> str:
    """Give one case of a name's word; indeclinable ones and other scripts stay as they are.

    Raises:
        ValueError: there is no such case.
    """
    if not case:
        return word
    if "-" in word and part != "patronymic":
        return "-".join(
            piece
            if piece.casefold() in _UNBENDING
            else decline(piece, part, gender, case, language)
            for piece in word.split("-")
        )
    row = _row(word, part, gender, language if language in LANGUAGES else "ru")
    if row is None or not row.endings:
        return word
    return _with_ending(word, len(row.drop), row.endings[OBLIQUE.index(case)][0])


def languages_of(language: str) -> tuple[str, ...]:
    """Give the languages whose rules are tried: the one that is known, else Russian, Ukrainian."""
    return (language,) if language in LANGUAGES else ("ru", "uk")


def _row(word: str, part: Part, gender: str, language: str) -> _Row | None:
    """Give the row by which a nominative is declined; None where the table has none."""
    plain = _plain(word)
    rows = _table()[language, part, gender]
    return next((row for row in rows if not row.only_read and row.ends.search(plain)), None)


def _undeclined(word: str, part: Part, gender: str, case: Case, language: str) -> tuple[str, ...]:
    plain = _plain(word)
    index = _endings()[language, part, gender, case]
    found: dict[str, int] = {}
    for length in range(min(_LONGEST_ENDING, len(plain) - 1) + 1):
        ending = plain[len(plain) - length :]
        for row in index.get(ending, ()):
            stem = plain[: len(plain) - length] + row.drop
            # Of a stem of one letter only names that have a row of their own are made: Льва.
            if not row.ends.search(stem) or (length > len(plain) - 2 and not row.one_name):
                continue
            if not row.only_read and _first_row(stem, part, gender, language) is not row:
                continue
            name = _with_ending(word, length, row.drop) if row.endings else word
            found[name] = min(row.rank, found.get(name, row.rank))
    return tuple(sorted(found, key=lambda name: found[name]))


def _first_row(plain: str, part: Part, gender: str, language: str) -> _Row | None:
    rows = _table()[language, part, gender]
    return next((row for row in rows if not row.only_read and row.ends.search(plain)), None)


def _plain(word: str) -> str:
    return word.casefold().translate(_YO)


def _with_ending(word: str, cut: int, ending: str) -> str:
    stem = word[: len(word) - cut]
    return stem + (ending.upper() if len(word) > 1 and word.isupper() else ending)


Key = tuple[str, Part, str]


@cache
def _table() -> Mapping[Key, tuple[_Row, ...]]:
    return {key: tuple(rows) for key, rows in _read_table()}


def _read_table() -> Iterator[tuple[Key, list[_Row]]]:
    for language, parts in name_resource("inflection").items():
        for part, genders in parts.items():
            for gender, rows in genders.items():
                yield (
                    (language, part, gender),
                    [
                        _Row(
                            rank=rank,
                            ends=re.compile(f"(?:{row['ends']})$"),
                            drop=row.get("drop", ""),
                            endings=_cases(row["cases"]),
                            only_read=row.get("only_read", False),
                            one_name=row["ends"].startswith("^"),
                        )
                        for rank, row in enumerate(rows)
                    ],
                )


def _cases(written: str) -> tuple[tuple[str, ...], ...]:
    """Give the variants of each case; none for an indeclinable word."""
    if written == "same":
        return ()
    cases = [ending.split("/") for ending in written.split()]
    return tuple(tuple(v.removeprefix("-") for v in variants) for variants in cases)


@cache
def _endings() -> Mapping[tuple[str, Part, str, Case], Mapping[str, tuple[_Row, ...]]]:
    """Give for each case the rows by the ending that they put on."""
    index: dict[tuple[str, Part, str, Case], dict[str, list[_Row]]] = {}
    for (language, part, gender), rows in _table().items():
        for at, case in enumerate(OBLIQUE):
            by_ending: dict[str, list[_Row]] = defaultdict(list)
            for row in rows:
                for ending in row.endings[at] if row.endings else ("",):
                    by_ending[ending].append(row)
            index[language, part, gender, case] = dict(by_ending)
    return {
        key: {ending: tuple(rows) for ending, rows in by_ending.items()}
        for key, by_ending in index.items()
    }
