# SPDX-License-Identifier: AGPL-3.0-or-later
"""The first page of a report of estimates: what can be said, for who is no statistician."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amparo.core.messages import Message, say
from amparo.dossier.estimate_pictures import methods_picture
from amparo.dossier.model import Bullets, Callout, CalloutKind, Paragraph, Section
from amparo.estimate.answers import curve_stands, notes
from amparo.estimate.identifying import XIS
from amparo.estimate.statement import BELOW_BOUND, Kind, rounded_people

if TYPE_CHECKING:
    from collections.abc import Iterator

    from amparo.dossier.model import Block
    from amparo.estimate.analysis import Analysis


def made_of(analysis: Analysis, file: str) -> Message:
    """Say what the figures were made of."""
    return say(
        "Estimated from {lists} lists with {documented} people ({file}).",
        lists=len(analysis.table.lists),
        documented=analysis.statement.documented_said,
        file=file,
    )


def answer_section(analysis: Analysis, language: str, claimed: int | None = None) -> Section:
    """Give the first section: the statement, what it means in plain words, the methods drawn."""
    blocks: list[Block] = [
        Callout(CalloutKind.VERDICT, (analysis.statement.said,)),
        Bullets(tuple((message,) for message in in_plain_words(analysis))),
    ]
    picture = methods_picture(analysis, language, claimed)
    blocks += [picture] if picture else []
    blocks += [Paragraph((note,)) for note in notes(analysis)]
    return Section("answer", (say("What can be said"),), tuple(blocks))


def in_plain_words(analysis: Analysis) -> Iterator[Message]:
    """Say what the statement means, sentence by sentence, without a word of statistics."""
    yield say(
        "Documented are the people who are on at least one list. How many are on none is worked"
        " out from how the lists overlap, under assumptions that no list can prove. An estimate is"
        " not a count, and nobody can be named from it."
    )
    yield _unlisted(analysis)
    yield from (
        gate.reason
        for method, gate in analysis.statement.gates
        if not method and gate.key == BELOW_BOUND
    )
    if curve_stands(analysis) and analysis.statement.kind in {Kind.ESTIMATE, Kind.RANGE}:
        high, low = (analysis.curve[XIS.index(xi)].median for xi in (min(XIS), max(XIS)))
        yield say(
            "No list can show whether all lists together miss the same people. If they do, there"
            " may be about {high} in all; in the opposite case about {low}: see “What no list can"
            " check”.",
            high=rounded_people(high),
            low=rounded_people(low),
        )
    if analysis.statement.kind is not Kind.NOTHING:
        yield say(
            "Quote the sentence at the top as a whole, with the documented count. A single figure"
            " taken out of it claims more than these lists bear."
        )


def _unlisted(analysis: Analysis) -> Message:
    """Say how many people are on no list."""
    stated, n = analysis.statement, analysis.table.n

    def beyond(people: float | None) -> int:
        return max(0, rounded_people((people or n) - n))

    if stated.kind is Kind.ESTIMATE:
        return say(
            "On none of the lists are about {middle} people. It may be {low}, it may be {high}:"
            " the middle of several methods is no more certain than the ends.",
            middle=beyond(stated.median),
            low=beyond(stated.low),
            high=beyond(stated.high),
        )
    if stated.kind is Kind.RANGE:
        return say(
            "On none of the lists are from {low} to {high} people. What fits the lists equally well"
            " differs so much that a figure in between would be made up.",
            low=beyond(stated.low),
            high=beyond(stated.high),
        )
    if stated.kind is Kind.LOWER_BOUND:
        return say(
            "On none of the lists are at least {low} people, unless being on one list keeps people"
            " off another. No method gives an upper end that could be defended.",
            low=beyond(stated.low),
        )
    return say(
        "These lists do not allow any figure for those on none of them. The reasons stand below."
    )
