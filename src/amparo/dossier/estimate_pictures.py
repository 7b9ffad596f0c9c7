# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pictures of a report of estimates, with their tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amparo.core.messages import Message, say
from amparo.dossier.model import Align, PictureBlock, Table
from amparo.estimate.analysis import CHAO, XI
from amparo.estimate.answers import estimates_by_method, refused, shown_verdict, verdict_said
from amparo.estimate.estimates import GateVerdict
from amparo.estimate.identifying import XIS
from amparo.estimate.titles import TITLES
from amparo.pictures.estimates import (
    EstimateMark,
    XiMark,
    estimates_side_by_side,
    xi_curve,
)
from amparo.pictures.picture import Size
from amparo.pictures.upset import upset

if TYPE_CHECKING:
    from amparo.estimate.analysis import Analysis
    from amparo.pictures.picture import Picture


def methods_picture(
    analysis: Analysis, language: str, claimed: int | None = None, *, size: Size = Size.WIDE
) -> PictureBlock | None:
    """Give the methods side by side without those refused; None where none is left."""
    if refused(analysis):
        return None
    marks = []
    for name, estimate in estimates_by_method(analysis).items():
        ended = shown_verdict(analysis, estimate)
        if ended is GateVerdict.REFUSE:
            continue
        if name != CHAO and ended is GateVerdict.LOWER_BOUND and estimate.verdict is not ended:
            # What only the statement ends has no bound of its own.
            continue
        bound = name == CHAO or ended is GateVerdict.LOWER_BOUND
        marks.append(
            EstimateMark(
                label=TITLES[name],
                median=None if bound else estimate.median,
                low=estimate.low,
                high=None if bound else estimate.high,
                note=verdict_said(analysis, name, estimate),
                stands=not bound and name != XI,
            )
        )
    if not marks:
        return None
    documented = analysis.table.n
    picture = estimates_side_by_side(documented, marks, language, claimed=claimed, size=size)
    # The table of methods, with more columns, follows in the text.
    caption = say("How many there are in all, by method; dashed: documented, and claimed if told")
    return picture_block(picture, caption, None)


def overlap_picture(analysis: Analysis, language: str) -> tuple[PictureBlock, ...]:
    """Give who is on which lists together; nothing where nobody is on any."""
    if not analysis.table.n:
        return ()
    caption = say("Who is on which lists together, and on no other")
    sides = (Align.START, Align.END, Align.END)
    return (picture_block(upset(analysis.table, language), caption, sides),)


def assumption_picture(
    analysis: Analysis, language: str, claimed: int | None = None, *, size: Size = Size.WIDE
) -> PictureBlock:
    """Give N by xi."""
    marks = [
        XiMark(xi, found.median, found.low, found.high)
        for xi, found in zip(XIS, analysis.curve, strict=True)
    ]
    picture = xi_curve(analysis.table.n, marks, language, claimed=claimed, size=size)
    caption = say("How many there are in all by xi; dashed: documented, and claimed if told")
    return picture_block(picture, caption, (Align.START, Align.END, Align.END))


def picture_block(
    picture: Picture, caption: Message, sides: tuple[Align, ...] | None
) -> PictureBlock:
    """Give a picture with its words and, unless `sides` is None, its numbers as a table."""
    if sides is None:
        return PictureBlock(picture.svg, picture.alt, (caption,))
    table = Table(
        (say("The numbers of the picture"),),
        tuple((cell,) for cell in picture.table.head),
        tuple(tuple((cell,) for cell in row) for row in picture.table.rows),
        sides,
    )
    return PictureBlock(picture.svg, picture.alt, (caption,), table)
