# SPDX-License-Identifier: AGPL-3.0-or-later
"""The report of one analysis of lists: what can be said, why, and what it hangs on.

Written for two readers: the first section is for everybody, each later one for who wants to check
the one before. It is a dossier like any other, so that page and PDF say the same.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from amparo.core.messages import Message, say
from amparo.dossier.estimate_answer import answer_section, made_of
from amparo.dossier.estimate_diagnostics import diagnostic_sections
from amparo.dossier.estimate_linkage import linkage_sections
from amparo.dossier.estimate_making import CITED, making_section
from amparo.dossier.estimate_pictures import assumption_picture, overlap_picture
from amparo.dossier.estimate_sources import SOURCES
from amparo.dossier.model import (
    Align,
    Bullets,
    Cite,
    Dossier,
    Paragraph,
    Section,
    Table,
)
from amparo.dossier.plain import cited_keys
from amparo.estimate.analysis import Analysis
from amparo.estimate.answers import (
    METHOD_HEAD,
    bound_only,
    curve_stands,
    estimates_by_method,
    gate_lines,
    interval_said,
    method_rows,
    refused,
    whole,
)
from amparo.estimate.bounds import pairs, untied_pairs
from amparo.estimate.claimed import Claimed
from amparo.estimate.linked import Linked
from amparo.estimate.sensitivity import Multiverse
from amparo.estimate.strata import Strata
from amparo.estimate.stress import StressRow
from amparo.estimate.titles import TITLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from amparo.dossier.model import Block, Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a report tells: an analysis, that of its strata, a claim's answer, other choices.

    `counts` says line by line whom the figures are of, where that is known.
    """

    analysis: Analysis
    file: str
    made_on: dt.date
    language: str = "en"
    strata: Strata | None = None
    claimed: Claimed | None = None
    alternatives: Multiverse | None = None
    linked: Linked | None = None
    stress: tuple[StressRow, ...] = ()
    counts: tuple[Message, ...] = ()


def compose_report(report: Report) -> Dossier:
    """Give the report as a dossier, for `make_html` and `make_pdf`."""
    sections = tuple(_sections(report))
    return Dossier(
        title=say("How many there are in all"),
        subtitle=made_of(report.analysis, report.file),
        language=report.language,
        made_on=report.made_on,
        sections=sections,
        sources=tuple(SOURCES[key] for key in cited_keys(sections)),
        lead=1,
    )


def _sections(report: Report) -> Iterator[Section]:
    claimed = report.claimed.number if report.claimed else None
    yield answer_section(report.analysis, report.language, claimed)
    if report.counts:
        lines = tuple((line,) for line in report.counts)
        yield Section("counts", (say("Whom it counts"),), (Bullets(lines),))
    if report.claimed:
        said = tuple((message,) for message in report.claimed.said)
        yield Section("claimed", (say("The number claimed"),), (Bullets(said),))
    yield _methods(report)
    if report.strata:
        yield _strata(report, report.strata)
    yield _overlap(report)
    ended = refused(report.analysis) or bound_only(report.analysis)
    if curve_stands(report.analysis):
        yield _assumption(report)
    if report.alternatives and not ended:
        yield _other_choices(report, report.alternatives)
    yield from linkage_sections(report.linked, report.stress, report.language)
    yield from diagnostic_sections(report.analysis, report.language)
    yield making_section(report.analysis, report.language)


def _methods(report: Report) -> Section:
    analysis, language = report.analysis, report.language
    blocks: list[Block] = []
    rows = [*method_rows(analysis, language)]
    if rows:
        names = [*estimates_by_method(analysis), *(item.method for item in analysis.missing)]
        table = tuple(
            ((TITLES[name], Cite(CITED[name])), *((cell,) for cell in cells))
            for name, (_, *cells) in zip(names, rows, strict=True)
        )
        caption = (say("How many there are in all, by each method"),)
        sides = (Align.START, Align.END, Align.END, Align.END, Align.START)
        blocks.append(Table(caption, tuple((head,) for head in METHOD_HEAD), table, sides))
    blocks.append(
        Paragraph(
            (
                say(
                    "The span over models holds the models that fit nearly as well as the best."
                    " Single methods miss the truth more often than their intervals say, so that"
                    " the statement's interval holds those of all methods that no gate refuses, and"
                    " no method is chosen."
                ),
                Cite(("binette",)),
            )
        )
    )
    said = tuple((message,) for message in gate_lines(analysis))
    if said:
        blocks.append(Paragraph((say("What speaks against single figures:"),)))
        blocks.append(Bullets(said))
    else:
        blocks.append(Paragraph((say("No gate speaks against any of the figures."),)))
    return Section("methods", (say("Methods and gates"),), tuple(blocks))


def _strata(report: Report, strata: Strata) -> Section:
    head = ((say("Stratum"),), (say("Documented"),), (say("What can be said"),))
    rows = tuple(
        (
            (", ".join(part.labels),),
            (whole(part.table.n, report.language),),
            (part.statement.said,),
        )
        for part in strata.parts
    )
    caption = (say("The strata by {columns}", columns=", ".join(strata.by)),)
    told = say(
        "The figures of all together are sums of draws, one of each stratum at a time; intervals"
        " of strata are never added up."
    )
    table = Table(caption, head, rows, (Align.START, Align.END, Align.START))
    notes = tuple((note,) for note in strata.notes)
    blocks: list[Block] = [table, Paragraph((told,))]
    blocks += [Bullets(notes)] if notes else []
    return Section("strata", (say("Strata"),), tuple(blocks))


def _overlap(report: Report) -> Section:
    language = report.language
    head = (say("Two lists"), say("On both"), say("Chapman's estimate"), say("95 % interval"))
    rows = tuple(
        (
            (" / ".join(pair.lists),),
            (whole(pair.both, language),),
            (whole(pair.estimate, language),),
            (
                say(
                    "{low} to {high}",
                    low=whole(pair.low, language),
                    high=whole(pair.high, language),
                ),
            ),
        )
        for pair in pairs(report.analysis.table)
    )
    caption = (say("Each two lists alone, as if they were independent"),)
    told = say(
        "A pair speaks only of the people whom its two lists reach. Pairs far apart say that lists"
        " depend on each other: that is why no pair is believed alone."
    )
    table = Table(caption, tuple((item,) for item in head), rows, (Align.START, *(Align.END,) * 3))
    blocks: list[Block] = [*overlap_picture(report.analysis, language)]
    blocks += [table, Paragraph((told,))] if rows else []
    if untied := untied_pairs(report.analysis.table):
        none = say(
            "No figure for {pairs}: patterns that nobody can show tie these lists to each other.",
            pairs="; ".join(" / ".join(pair) for pair in untied),
        )
        blocks.append(Paragraph((none,)))
    return Section("overlap", (say("How the lists overlap"),), tuple(blocks))


def _assumption(report: Report) -> Section:
    told = say(
        "The lists tell how those seen are spread over them, and nothing of those unseen; what ties"
        " the two is an assumption. Here it is a number, xi: at 1 there is no interaction of all"
        " lists together, as most methods assume silently. All values fit the lists equally well."
    )
    claimed = report.claimed.number if report.claimed else None
    return Section(
        "assumption",
        (say("What no list can check"),),
        (
            Paragraph((told, Cite(("aleshin",)))),
            assumption_picture(report.analysis, report.language, claimed),
        ),
    )


def _other_choices(report: Report, rows: Multiverse) -> Section:
    language = report.language
    head = (say("What was changed"), say("Median"), say("95 % interval"), say("Gates"))
    table = tuple(
        (
            (row.said,),
            (whole(row.estimate.median, language) if row.estimate and row.holds else "-",),
            (interval_said(row.estimate, language) if row.estimate and row.holds else "-",),
            _stacked(tuple(gate.reason for gate in row.gates)),
        )
        for row in rows.rows
    )
    sides = (Align.START, Align.END, Align.END, Align.START)
    caption = (say("What would have come out had something else been chosen"),)
    blocks: list[Block] = [Table(caption, tuple((item,) for item in head), table, sides)]
    if rows.span:
        low, high = (whole(end, language) for end in rows.span)
        said = say("The medians of these rows go from {low} to {high}.", low=low, high=high)
        blocks.append(Paragraph((said,)))
    return Section("choices", (say("Other choices"),), tuple(blocks))


def _stacked(messages: tuple[Message, ...]) -> Line:
    found: list[Message | str] = []
    for message in messages:
        found += [" ", message] if found else [message]
    return tuple(found)
