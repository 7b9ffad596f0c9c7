# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files of amendments: plain text by our contract, single pages and compendia, pasted or HTML.

Plain text: each amendment begins with a line `Amendment N`, a sub-amendment with
`Sub-amendment N to Amendment M`; then optionally `Tabled by ...`, the wording, optionally a line
`Explanatory note` and the note. What stands before the first amendment is left aside.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from amparo.texts.amendment_heads import read_head
from amparo.texts.amendment_pages import (
    Printed,
    each_once,
    is_furniture,
    numbered_by_position,
    read_printed,
)
from amparo.texts.compendia import is_compendium, split_compendium
from amparo.texts.page_lines import text_lines
from amparo.texts.plain import part_heading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from amparo.texts.document import Language
    from amparo.texts.operations import Amendment


_BACK = re.compile(r"(?:Back to the document|Retour (?:au|vers le) document)\s+(?=\S)")


def read_amendments(text: str, *, language: Language | None = None) -> list[Amendment]:
    """Read all amendments of a file in the order in which it prints them.

    A text without any amendment gives an empty list. What could not be read of a wording is in
    the reading of its amendment; an amendment printed without a number gets the mark of its
    place ("?1"), never a number.

    Raises:
        TextFileError: an HTML page is larger than 8 MB or holds nothing.
    """
    lines = text_lines(text)
    printed = split_compendium(lines).amendments if is_compendium(lines) else _by_heads(lines)
    read = [read_printed(one, language=language) for one in printed]
    return each_once(numbered_by_position(read))


def _by_heads(lines: Sequence[str]) -> list[Printed]:
    """Split lines at the lines with numbers of amendments."""
    heads = [(at, head) for at, line in enumerate(lines) if (head := read_head(line))]
    if any(head.page for _, head in heads):
        # A page of one amendment may list the others before: those lines are no amendments.
        heads = [(at, head) for at, head in heads if head.page]
    found = []
    for place, (at, head) in enumerate(heads):
        end = heads[place + 1][0] if place + 1 < len(heads) else len(lines)
        title = _title_above(lines[:at]) if head.page and not place else ""
        found.append(Printed(head, list(lines[at + 1 : end]), title=title))
    return found


def _title_above(lines: Sequence[str]) -> str:
    """Give the title that the new skin prints above the number, details in a line back to it."""
    for line in lines:
        if found := _BACK.match(line):
            return line[found.end() :]
    above = [line for line in lines if line and not is_furniture(line)]
    title = above[-1] if above else ""
    return "" if part_heading(title) or read_head(title) else title
