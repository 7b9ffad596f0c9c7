# SPDX-License-Identifier: AGPL-3.0-or-later
"""Why a pair has its probability: the evidence that was weighed, in words.

Nothing is computed anew: a `Scored` pair holds the level and the bits of each group of features,
and here they are said. The bits of an explanation add up to the score of its pair.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from amparo.core.messages import Message, say
from amparo.core.truth import Truth
from amparo.linkage.scoring import (
    BIRTH_AT,
    COLUMNS_AT,
    GENDER_AT,
    READING_AT,
    column_names,
)
from amparo.names.comparing import agreement
from amparo.names.evidence import Evidence
from amparo.names.wording import part_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from amparo.linkage.scoring import Scored, Scorer
    from amparo.linkage.table import RecordTable

_AGREEING = frozenset({"birth_day", "gender_same"})
_OPEN = frozenset({"birth_possible", "birth_slip", "birth_near"})


def explain(scored: Scored, at: int, scorer: Scorer) -> tuple[Evidence, ...]:
    """Give the evidence of one of the scored pairs; what is missing on one side is left out."""
    return tuple(_evidence(scored, at, scorer))


def _evidence(scored: Scored, at: int, scorer: Scorer) -> Iterator[Evidence]:
    table = scorer.table
    left, right = int(scored.left[at]), int(scored.right[at])
    columns = column_names(table)
    for group, names in enumerate(scorer.groups):
        feature = names[scored.levels[group, at]]
        weight = float(scored.bits[group, at])
        if feature.endswith("_missing") or (group >= GENDER_AT and not weight):
            continue
        if group < GENDER_AT:
            texts = [
                table.vocabularies[group][table.parts[group, record, scored.slots[side, at]]]
                for side, record in enumerate((left, right))
            ]
            yield Evidence(feature, agreement(feature), weight, part_words(feature, *texts))
        elif group == READING_AT:
            names_read = say(
                "one of the names has to be read in a less likely way: {left}, {right}",
                left=table.names[left],
                right=table.names[right],
            )
            yield Evidence(feature, Truth.UNKNOWN, weight, names_read)
        elif group == GENDER_AT:
            yield Evidence(feature, _truth(feature), weight, _GENDERS[feature])
        elif group == BIRTH_AT:
            yield Evidence(feature, _truth(feature), weight, _birth(feature, table, left, right))
        else:
            words = _column(columns[group - COLUMNS_AT], feature, table, left, right)
            yield Evidence(feature, _truth(feature), weight, words)


_GENDERS = {
    "gender_same": say("the same gender"),
    "gender_different": say("different genders"),
}


def _truth(feature: str) -> Truth:
    if feature in _OPEN:
        return Truth.UNKNOWN
    agrees = feature in _AGREEING or feature.endswith("_same")
    return Truth.TRUE if agrees else Truth.FALSE


def _birth(feature: str, table: RecordTable, left: int, right: int) -> Message:
    one, other = (_span(*table.birth[:, record].tolist()) for record in (left, right))
    if feature == "birth_day":
        return say("born on the same day: {left}", left=one)
    if feature == "birth_possible":
        return say("the birth dates can be the same: {left}, {right}", left=one, right=other)
    if feature == "birth_slip":
        return say(
            "the birth dates differ as by a slip of the pen: {left}, {right}", left=one, right=other
        )
    if feature == "birth_near":
        return say("the birth years are next to each other: {left}, {right}", left=one, right=other)
    return say("the birth dates cannot be the same: {left}, {right}", left=one, right=other)


def _span(low: int, high: int) -> str:
    first, last = date.fromordinal(low), date.fromordinal(high)
    if low == high:
        return first.isoformat()
    if first == date(first.year, 1, 1) and last == date(first.year, 12, 31):
        return str(first.year)
    return f"{first.isoformat()}/{last.isoformat()}"


def _column(name: str, feature: str, table: RecordTable, left: int, right: int) -> Message:
    column = table.columns[name]
    one, other = (
        [column.texts[code] for code in column.codes[record].tolist() if code >= 0]
        for record in (left, right)
    )
    if feature.endswith("_same"):
        shared = ", ".join(sorted(set(one) & set(other)))
        return (
            _SAME[name](shared)
            if name in _SAME
            else say("the same {column}: {value}", column=name, value=shared)
        )
    values = {"left": ", ".join(sorted(one)), "right": ", ".join(sorted(other))}
    if name in _DIFFERENT:
        return _DIFFERENT[name](values["left"], values["right"])
    return say("different {column}: {left}; {right}", column=name, **values)


_SAME: dict[str, Callable[[str], Message]] = {
    "provision": lambda value: say("the same article: {articles}", articles=value),
    "article": lambda value: say("the same article: {articles}", articles=value),
    "country": lambda value: say("a case in the same country: {countries}", countries=value),
    "place": lambda value: say("the same place: {place}", place=value),
    "region": lambda value: say("the same region: {region}", region=value),
    "court": lambda value: say("the same court: {court}", court=value),
    "day": lambda _value: say("the same day in the case"),
    "arrest_date": lambda value: say("the same day of arrest: {day}", day=value),
    "workplace": lambda _value: say("the same kind of workplace"),
}
_DIFFERENT: dict[str, Callable[[str, str], Message]] = {
    "provision": lambda left, right: say(
        "different articles: {left}; {right}", left=left, right=right
    ),
    "article": lambda left, right: say(
        "different articles: {left}; {right}", left=left, right=right
    ),
    "country": lambda left, right: say(
        "cases in different countries: {left}; {right}", left=left, right=right
    ),
    "region": lambda left, right: say("different regions: {left}; {right}", left=left, right=right),
    "arrest_date": lambda left, right: say(
        "different days of arrest: {left}; {right}", left=left, right=right
    ),
}
