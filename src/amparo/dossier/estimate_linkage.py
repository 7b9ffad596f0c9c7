# SPDX-License-Identifier: AGPL-3.0-or-later
"""The report's sections on linkage: how sure it is who is who, and what errors would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amparo.core.messages import say
from amparo.dossier.model import Align, Cite, Paragraph, Section, Table
from amparo.estimate.answers import interval_said, refused, whole
from amparo.estimate.estimates import GateVerdict
from amparo.estimate.linked_answers import (
    STRESS_HEAD,
    linked_said,
    stress_cells,
    stress_said,
)
from amparo.estimate.titles import TITLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from amparo.dossier.model import Block
    from amparo.estimate.linked import Linked
    from amparo.estimate.stress import StressRow


def linkage_sections(
    linked: Linked | None, stress: Sequence[StressRow], language: str
) -> Iterator[Section]:
    """Give the section on who is who where that was drawn, else that on errors alone.

    Nothing where there is neither; `stress` are the rows of a table that was given as it is.
    """
    if linked:
        title = say("Who is who")
        blocks = (*_ways(linked, language), *_errors(linked.stress, language))
        yield Section("linkage", (title,), blocks)
    elif stress:
        title = say("If records were linked wrongly")
        told = say(
            "Whether the same people were recognised on several lists cannot be seen in a table."
            " Every link that was missed looks like two people."
        )
        blocks = (Paragraph((told,)), *_errors(stress, language))
        yield Section("linkage", (title,), blocks)


def _ways(linked: Linked, language: str) -> Iterator[Block]:
    first, *others = linked_said(linked)
    yield Paragraph((first, Cite(("sadinle",))))
    yield from (Paragraph((said,)) for said in others)
    head = (
        say("Method"),
        say("All ways"),
        say("95 % interval"),
        say("One way"),
        say("95 % interval"),
    )
    certain = {estimate.method: estimate for estimate in linked.middle.estimates}
    rows = tuple(
        (
            (TITLES[estimate.method],),
            (whole(estimate.median, language),),
            (interval_said(estimate, language),),
            (whole(certain[estimate.method].median, language),),
            (interval_said(certain[estimate.method], language),),
        )
        for estimate in linked.analysis.estimates
        if estimate.method in certain
        and estimate.verdict is not GateVerdict.REFUSE
        and certain[estimate.method].verdict is not GateVerdict.REFUSE
    )
    if rows and not refused(linked.analysis):
        sides = (Align.START, *(Align.END,) * 4)
        caption = (say("Each method over all ways, and as if one way were certain"),)
        yield Table(caption, tuple((item,) for item in head), rows, sides)
    told = say(
        "Pairs of lists, overlap, models, chains and other choices on these pages are of the one"
        " way that is nearest to the middle of all."
    )
    yield Paragraph((told,))


def _errors(rows: Sequence[StressRow], language: str) -> Iterator[Block]:
    if not rows:
        return
    sides = (Align.START, *(Align.END,) * 3)
    head = tuple((item,) for item in STRESS_HEAD)
    cells = tuple(tuple((cell,) for cell in row) for row in stress_cells(rows, language))
    yield Table((say("What errors of linkage would do"),), head, cells, sides)
    yield from (Paragraph((said,)) for said in stress_said(rows))
