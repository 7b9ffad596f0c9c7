# SPDX-License-Identifier: AGPL-3.0-or-later
"""Two records side by side: what each source writes, where they differ, what speaks for what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from amparo.core.messages import Message
from amparo.core.statements import PROPERTIES, Kind, Schema
from amparo.dossier.words import PROPERTIES as PROPERTY_WORDS
from amparo_desk.pages.showing import Shown, language_now, shown_statement
from amparo_desk.register.models import Record

if TYPE_CHECKING:
    from amparo_desk.register.models import Decision, Proposal
    from amparo_desk.register.queries.review import Row

# The linker's points in words, from the least points on (resources/names/weights.yaml says what
# each feature weighs).
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
class Line:
    """One property of both records; `differs` if both say something and nothing is the same."""

    words: Message
    sides: tuple[list[Shown], list[Shown]]
    differs: bool
    text: bool


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


def line_of(row: Row) -> Line:
    """Give one property of two records as pages show it."""
    left = [shown_statement(item.statement) for item in row.left]
    right = [shown_statement(item.statement) for item in row.right]
    texts = [{shown.text for shown in side} for side in (left, right)]
    differs = all(texts) and texts[0].isdisjoint(texts[1])
    schema, _dot, prop = row.prop.rpartition(".")
    text = PROPERTIES[Schema(schema)][prop] is Kind.TEXT
    return Line(PROPERTY_WORDS[prop], (left, right), differs, text)


def _reason(item: dict[str, Any], sources: tuple[str, str]) -> Reason:
    weight = float(item["weight"])
    said = Message.from_json(item["words"]).text(language_now())
    words, tone = next((words, tone) for least, words, tone in _WEIGHTS if weight >= least)
    return Reason(said, words, tone, sources)
