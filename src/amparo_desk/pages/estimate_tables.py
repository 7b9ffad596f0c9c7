# SPDX-License-Identifier: AGPL-3.0-or-later
"""The picture of who is on which lists together now, before anything is estimated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from amparo.core.messages import say
from amparo.dossier.model import Align, PictureBlock, Table
from amparo.pictures.upset import upset
from amparo_desk.pages.pictures import SIZES, kept
from amparo_desk.pages.report_blocks import Address, block_laid_out
from amparo_desk.pages.showing import language_now

if TYPE_CHECKING:
    from amparo.estimate.tables import ListTable
    from amparo.pictures.picture import Picture, Size
    from amparo_desk.estimates.models import Population


def overlap_drawn(table: ListTable, language: str, size: Size) -> Picture:
    """Draw who is on which lists together."""
    return kept(table.digest, language, size, lambda: upset(table, language, size=size))


def overlap_block(population: Population, table: ListTable) -> dict[str, Any]:
    """Give the picture of who is on which lists now, as `said_block.html` shows it."""
    language = language_now()
    picture = overlap_drawn(table, language, SIZES["wide"])
    block = PictureBlock(
        picture.svg,
        picture.alt,
        (say("Who is on which lists together, and on no other"),),
        Table(
            (say("The numbers of the picture"),),
            tuple((cell,) for cell in picture.table.head),
            tuple(tuple((cell,) for cell in row) for row in picture.table.rows),
            (Align.START, Align.END, Align.END),
        ),
    )
    where = [
        reverse("estimate_lists_picture", args=[population.key, language, size]) for size in SIZES
    ]
    return block_laid_out(block, language, Address(*where))
