# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files of amendments: plain text by our contract, single pages and compendia, pasted or HTML.

Plain text: each amendment begins with a line `Amendment N`, a sub-amendment with
`Sub-amendment N to Amendment M`; then optionally `Tabled by ...`, the wording, optionally a line
`Explanatory note` and the note. What stands before the first amendment is left aside.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from amparo.texts.files.amendment_heads import (
    doubtful_head,
    named_part,
    read_date,
    read_doc,
    read_head,
)
from amparo.texts.files.amendment_pages import (
    Printed,
    cut_off_not_read,
    each_once,
    is_furniture,
    is_label,
    numbered_by_position,
    read_printed,
)
from amparo.texts.files.compendia import Compendium, is_compendium, split_compendium
from amparo.texts.files.compendium_index import numbered_by_index
from amparo.texts.files.page_lines import text_lines
from amparo.texts.files.signatories import is_committee
from amparo.texts.plain import part_heading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from amparo.texts.document import Language, PartKind
    from amparo.texts.operations import Amendment


# "Committee Opinion | Doc. 90012 | 20 June 2031", "Report | Doc. ... | ...".
_PAGE_HEAD = re.compile(r"[^|]{3,60}\|\s*Doc\.[^|]+\|[^|]+")
_OVER_AMENDMENTS = re.compile(
    r"(?:[A-E]\s*[.)]?\s*)?(?:Proposed\s+amendments?|Amendments?\s+proposed"
    r"|Propositions?\s+d[’']amendements?|Amendements?\s+proposés?)(?P<part>\s.+)",
    re.IGNORECASE,
)
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
    compendium = split_compendium(lines) if is_compendium(lines) else Compendium()
    printed = compendium.amendments or _by_heads(lines)
    read = [read_printed(one, language=language) for one in printed]
    headless = len(printed) <= 1 and not any(one.head for one in printed)
    if headless and (bare := _bare_wording(lines, language)):
        read = [bare]
    numbered = numbered_by_position(numbered_by_index(read, compendium.index))
    return each_once(cut_off_not_read(numbered))


def _bare_wording(lines: Sequence[str], language: Language | None) -> Amendment | None:
    """Read lines that are a wording and nothing else; None if any word of them is not read."""
    found = read_printed(Printed(None, list(lines)), language=language)
    first = next(filter(None, lines), "")
    if not found.wording.startswith(first):
        return None
    return found if found.reading.operations and not found.reading.not_read else None


def _by_heads(lines: Sequence[str]) -> list[Printed]:
    """Split lines at the lines with numbers of amendments."""
    heads = [
        (at, head)
        for at, line in enumerate(lines)
        if (head := read_head(line) or doubtful_head(line, next(filter(None, lines[at + 1 :]), "")))
    ]
    if any(head.page for _, head in heads):
        # A page of one amendment may list the others before: those lines are no amendments.
        heads = [(at, head) for at, head in heads if head.page]
    found = []
    page = _page_of_opinion(lines[: heads[0][0]]) if heads and not heads[0][1].page else None
    parts = [(at, kind) for at, line in enumerate(lines) if (kind := _part_of_section(line))]
    for place, (at, head) in enumerate(heads):
        ends = [below for below, _ in (*heads[place + 1 :], *parts) if below > at]
        found.append(
            replace(
                page or Printed(head, []),
                head=head,
                lines=list(lines[at + 1 : min(ends, default=len(lines))]),
                part=next((kind for above, kind in reversed(parts) if above < at), ""),
            )
        )
    if found and heads[0][1].page:
        found[0].title = _title_above(lines[: heads[0][0]])
    return found


def _part_of_section(line: str) -> PartKind:
    """Give the text named by a heading, "B. Proposed amendments to the draft resolution"."""
    found = _OVER_AMENDMENTS.fullmatch(line)
    return named_part(found["part"]) if found else ""


def _page_of_opinion(above: Sequence[str]) -> Printed | None:
    """Read what an opinion of a committee says above its amendments; None for other files.

    The line "Committee Opinion | Doc. 90012 | 20 June 2031" has the title below it, then the
    committee; in the new skin the title stands above it.
    """
    lines = [line for line in above if line and not is_furniture(line)]
    at = next((at for at, line in enumerate(lines) if _PAGE_HEAD.fullmatch(line)), None)
    if at is None:
        return None
    below = [line for line in lines[at + 1 :] if not is_label(line)][:2]
    title_above = at > 0 and (not below or is_committee(below[0]))
    return Printed(
        None,
        [],
        title=lines[at - 1] if title_above else "".join(below[:1]),
        doc=read_doc(lines[at]),
        tabled=read_date(lines[at].rpartition("|")[2]),
        committee=next(filter(is_committee, below if title_above else below[1:]), ""),
    )


def _title_above(lines: Sequence[str]) -> str:
    """Give the title that the new skin prints above the number, details in a line back to it."""
    for line in lines:
        if found := _BACK.match(line):
            return line[found.end() :]
    above = [line for line in lines if line and not is_furniture(line)]
    title = above[-1] if above else ""
    return "" if part_heading(title) or read_head(title) else title
