# SPDX-License-Identifier: AGPL-3.0-or-later
"""Parts of a dossier on a page of the desk: the same tree as in its files, pictures by address.

A page of the desk may hold no style of its own, so that a picture is an image with an address.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from amparo.core.messages import Message
from amparo.dossier.glyphs import for_screen
from amparo.dossier.model import Dossier, PictureBlock, Section
from amparo.dossier.plain import cited_keys, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


@dataclass(frozen=True, slots=True)
class Address:
    """Where the SVG of a picture is: for a page, and for a telephone if there is one for it."""

    wide: str
    narrow: str = ""


def laid_out(dossier: Dossier, address: Callable[[str], Address]) -> dict[str, Any]:
    """Give the dossier as the templates `said_*.html` show it; `address` is told an SVG.

    Raises:
        DossierError: as `plain`.
    """
    tree = plain(dossier, for_screen)
    for section in tree["sections"]:
        for block in _blocks(section):
            if block["kind"] == "picture":
                where = address(block.pop("svg"))
                block |= {"wide": where.wide, "narrow": where.narrow}
                if block["table"]:
                    _lay_out(block["table"])
            elif block["kind"] == "table":
                _lay_out(block)
    return tree


def block_laid_out(block: PictureBlock, language: str, where: Address) -> dict[str, Any]:
    """Give one picture as the template `said_block.html` shows it."""
    section = Section("picture", (), (block,))
    alone = Dossier(Message(""), Message(""), language, dt.date.min, sections=(section,))
    found: dict[str, Any] = laid_out(alone, lambda _svg: where)["sections"][0]["blocks"][0]
    return found


def part_of(dossier: Dossier, sections: Sequence[Section]) -> Dossier:
    """Give the dossier with these sections only, and the sources that they cite."""
    keys = cited_keys(tuple(sections))
    known = {source.key: source for source in dossier.sources}
    return replace(
        dossier, sections=tuple(sections), sources=tuple(known[key] for key in keys if key in known)
    )


def pictures_of(dossier: Dossier) -> list[PictureBlock]:
    """Give all pictures, in their order."""

    def walked(sections: Sequence[Section]) -> Iterator[PictureBlock]:
        for section in sections:
            yield from (block for block in section.blocks if isinstance(block, PictureBlock))
            yield from walked(section.sections)

    return list(walked(dossier.sections))


def _blocks(section: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from section["blocks"]
    for inner in section["sections"]:
        yield from _blocks(inner)


def _lay_out(table: dict[str, Any]) -> None:
    """Add to a table what a row of it needs: the side of each column, and its name for cards."""
    names = ["".join(part.get("text", "") for part in cell) for cell in table["head"]]
    table["columns"] = list(zip(table["head"], table["align"], names, strict=True))
    table["lines"] = [list(zip(row, table["align"], names, strict=True)) for row in table["rows"]]
