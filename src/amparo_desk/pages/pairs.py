# SPDX-License-Identifier: AGPL-3.0-or-later
"""Two records side by side: what each source writes, where they differ, what speaks for what."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from amparo.core.dates import PartialDate
from amparo.core.languages import script_of
from amparo.core.messages import Message, say
from amparo.core.statements import PROPERTIES, Kind, Schema
from amparo.dossier.words import ENTITIES
from amparo.dossier.words import PROPERTIES as PROPERTY_WORDS
from amparo.names import search_key
from amparo.pictures.waterfall import Step, described, probability_of
from amparo_desk.pages.letters import Pieces, likest, marked
from amparo_desk.pages.pictures import SIZES, ShownPicture, ShownRow
from amparo_desk.pages.showing import Shown, language_now, shown_statement
from amparo_desk.register.models import Record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from amparo_desk.register.models import Decision, Proposal
    from amparo_desk.register.queries.review import Row
    from amparo_desk.register.queries.said import Said

_FIRST = ("person.name", "person.birth_date")
# As far as the sum of a pair's weights may be off what its probability says.
_ROUNDING = 1e-6

# The linker's bits in words, from the least bits on (resources/names/evidence.yaml says what each
# feature weighs).
_WEIGHTS = (
    (5.0, _("speaks strongly for one person"), "sure"),
    (2.0, _("speaks for one person"), "sure"),
    (0.01, _("speaks weakly for one person"), "open"),
    (0.0, _("says nothing either way"), "open"),
    (-1.99, _("speaks weakly against one person"), "caution"),
    (-4.99, _("speaks against one person"), "caution"),
    (float("-inf"), _("speaks strongly against one person"), "against"),
)


@dataclass(frozen=True, slots=True)
class Value:
    """One value on one side, with every source of that side that gives it.

    `pieces` is the text cut where it differs from the other side, `folded` the same of the key
    under which a name is compared (empty for what is no name); `elsewhere`: only other records
    of the same person give it.
    """

    shown: Shown
    sources: tuple[str, ...]
    pieces: Pieces
    folded: Pieces
    elsewhere: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One property of both sides; `word` says how they compare, `tone` is never without it."""

    words: Message
    sides: tuple[list[Value], list[Value]]
    word: str | Promise
    tone: str


@dataclass(frozen=True, slots=True)
class Reason:
    """One piece of evidence in words; `tone` is never shown without `weight`."""

    words: str
    weight: str | Promise
    tone: str
    sources: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records, why they are brought together, and what was decided if anything was."""

    row: Any
    left: Record
    right: Record
    summary: str
    reasons: list[Reason]


def pair_of(row: Proposal | Decision) -> Pair:
    """Give a waiting pair or a decision as pages show it."""
    sources = (row.left.source.key, row.right.source.key)
    summary = Message.from_json(row.summary).text(language_now()) if row.summary else ""
    reasons = [_reason(item, sources) for item in row.evidence or []]
    return Pair(row, row.left, row.right, summary, reasons)


def names_of(rows: Iterable[Row], records: tuple[str, str]) -> list[Shown | None]:
    """Give the name of each of two records as its source writes it; None where it has none."""
    sides = [side for row in rows if row.prop == _FIRST[0] for side in (row.left, row.right)]
    if not sides:
        return [None, None]
    return [
        next(
            (shown_statement(item.statement) for item in side if item.statement.record == key), None
        )
        for side, key in zip(sides, records, strict=True)
    ]


def contradicted(rows: Iterable[Row], evidence: Iterable[dict[str, Any]]) -> list[str]:
    """Say what the records of two persons contradict each other in, were they one person."""
    births = (
        row
        for row in rows
        if row.prop == _FIRST[1]
        and all(any(item.statement.value for item in side) for side in (row.left, row.right))
    )
    found = []
    if not all(map(_can_be_one_day, births)):
        found.append(gettext("Their records give different birth dates."))
    if any(item["feature"] == "patronymic_different" for item in evidence):
        found.append(gettext("Their records give different patronymics."))
    return found


def lines_of(rows: Iterable[Row], records: tuple[str, str]) -> tuple[list[Line], list[Line]]:
    """Give what both sides say, names and birth first, and what only one of them says."""
    ordered = sorted(rows, key=lambda row: row.prop not in _FIRST)
    lines = [_line(row, records) for row in ordered]
    both = [line for line in lines if all(line.sides)]
    return both, [line for line in lines if not all(line.sides)]


def _line(row: Row, records: tuple[str, str]) -> Line:
    """Give one property of two records (and of the others of their persons) as pages show it."""
    sides = tuple(
        _values(said, record) for said, record in zip((row.left, row.right), records, strict=True)
    )
    schema, _dot, prop = row.prop.rpartition(".")
    if row.prop == "person.name":
        sides = tuple(
            [_spelled(value, [item.shown.text for item in other]) for value in side]
            for side, other in zip(sides, sides[::-1], strict=True)
        )
    word, tone = _compared(row, sides, PROPERTIES[Schema(schema)][prop])
    words = PROPERTY_WORDS[prop]
    if schema != Schema.PERSON.value:
        words = say("{entity}: {property}", entity=ENTITIES[Schema(schema)], property=words)
    return Line(words, (sides[0], sides[1]), word, tone)


def picture_of(proposal: Proposal) -> ShownPicture | None:
    """Give the picture of the evidence; None where the linker's weights are no bits.

    They are where the probability follows from their sum. Nothing is drawn here: a page shows
    the words and the table at once, the picture when the browser asks for it.
    """
    if not in_bits(proposal):
        return None
    language = language_now()
    alternative, table = described(proposal.prior, steps_of(proposal), language)
    sources = (proposal.left.source.key, proposal.right.source.key)
    wide, narrow = (reverse("review_picture", args=[proposal.pk, language, size]) for size in SIZES)
    return ShownPicture(
        wide,
        narrow,
        alternative.text(language),
        gettext("What speaks for and against one person, in bits; each bit doubles the odds"),
        table.head,
        tuple(ShownRow(cells, sources) for cells in table.rows),
    )


def in_bits(proposal: Proposal) -> bool:
    """Say whether the weights of a pair's evidence add up to its probability."""
    if proposal.probability is None or not proposal.evidence:
        return False
    total = proposal.prior + sum(item["weight"] for item in proposal.evidence)
    return math.isclose(probability_of(total), proposal.probability, abs_tol=_ROUNDING)


def steps_of(proposal: Proposal) -> list[Step]:
    """Give the evidence of a pair as the picture draws it, in the linker's order."""
    return [Step(Message.from_json(item["words"]), item["weight"]) for item in proposal.evidence]


def _values(said: tuple[Said, ...], record: str) -> list[Value]:
    """Give each value of one side once, those of the record itself first."""
    found: dict[str, Value] = {}
    for item in said:
        shown = shown_statement(item.statement)
        before = found.get(shown.text)
        source = item.statement.source
        if before is None:
            elsewhere = item.statement.record != record
            pieces = [(shown.text, False)]
            found[shown.text] = Value(shown, (source,), pieces, [], elsewhere)
        elif source not in before.sources:
            found[shown.text] = replace(before, sources=(*before.sources, source))
    return list(found.values())


def _spelled(value: Value, others: list[str]) -> Value:
    """Mark the letters of a name that differ: in its folded key, and as written in one script."""
    text = value.shown.text
    key = search_key(text)
    if not others:
        return replace(value, folded=[(key, False)])
    keys = {search_key(other): other for other in others}
    other = likest(key, keys)
    same_script = script_of(text) is script_of(keys[other])
    pieces = marked(text, keys[other]) if same_script else value.pieces
    return replace(value, pieces=pieces, folded=marked(key, other))


def _compared(row: Row, sides: tuple[list[Value], ...], kind: Kind) -> tuple[str | Promise, str]:
    texts = [{value.shown.text for value in side} for side in sides]
    if not all(texts):
        return "", ""
    if not texts[0].isdisjoint(texts[1]):
        return _("agrees"), "sure"
    if row.prop == "person.name" and _same_words(texts):
        return _("the same in another spelling"), "sure"
    if kind is Kind.TEXT:
        return _("written differently"), "caution"
    if kind is Kind.DATE and _can_be_one_day(row):
        return _("can be the same"), "open"
    return _("differs"), "caution"


def _same_words(names: list[set[str]]) -> bool:
    """Say whether a name of each side has the same folded words, in whatever order."""
    one, other = ({tuple(sorted(search_key(name).split())) for name in side} for side in names)
    return not one.isdisjoint(other)


def _can_be_one_day(row: Row) -> bool:
    one, other = (
        [PartialDate.from_edtf(item.statement.value) for item in side if item.statement.value]
        for side in (row.left, row.right)
    )
    return any(left.compatible(right) for left in one for right in other)


def _reason(item: dict[str, Any], sources: tuple[str, str]) -> Reason:
    weight = float(item["weight"])
    said = Message.from_json(item["words"]).text(language_now())
    words, tone = next((words, tone) for least, words, tone in _WEIGHTS if weight >= least)
    return Reason(said, words, tone, sources)
