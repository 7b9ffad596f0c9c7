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
from amparo.texts.amendment_pages import Printed, each_once, numbered_by_position, read_printed

if TYPE_CHECKING:
    from amparo.texts.document import Language
    from amparo.texts.operations import Amendment


def read_amendments(text: str, *, language: Language | None = None) -> list[Amendment]:
    """Read all amendments of a file in the order in which it prints them.

    A text without any amendment gives an empty list. What could not be read of a wording is in
    the reading of its amendment; an amendment printed without a number gets the mark of its
    place ("?1"), never a number.
    """
    # No-break spaces stay: in French they belong to the letters of a quotation.
    lines = [re.sub(r"[ \t]+", " ", line).strip() for line in text.lstrip("\ufeff").splitlines()]
    printed = by_heads(lines)
    read = [read_printed(one, language=language) for one in printed]
    return each_once(numbered_by_position(read))


def by_heads(lines: list[str]) -> list[Printed]:
    """Split lines at the lines with numbers of amendments."""
    heads = [(at, head) for at, line in enumerate(lines) if (head := read_head(line))]
    if any(head.page for _, head in heads):
        # A page of one amendment may list the others before: those lines are no amendments.
        heads = [(at, head) for at, head in heads if head.page]
    found = []
    for (at, head), (end, _) in zip(heads, [*heads[1:], (len(lines), None)], strict=True):
        found.append(Printed(head, lines[at + 1 : end]))
    return found
