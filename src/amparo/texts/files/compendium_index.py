# SPDX-License-Identifier: AGPL-3.0-or-later
"""The index of a compendium: the numbers that it prints, in the order of its amendments.

It stands at the top, "Amendment 20 Amendment 6 Sub-amendment 1 to amendment 6", glued together or
one below the other, with the legend of the colours under it. Copies of a compendium often show the
numbers there alone.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from amparo.texts.files.amendment_heads import (
    Head,
    read_date,
    read_head,
    read_votes,
    take_falls,
    take_falls_if,
)
from amparo.texts.files.amendment_pages import AMENDS_AN_AMENDMENT
from amparo.texts.files.signatories import after_label
from amparo.texts.wording.reading import read_wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from amparo.texts.operations import Amendment

_ENTRY = re.compile(
    r"(?:(?:sub-?\s?|sous-?\s?)amende?ment\s*(?:(?:n°|no\.?)?\s*\d+)?"
    r"\s+(?:to|à)\s+(?:l[’'])?)?amende?ment\s*(?:n°|no\.?)?\s*\d+",
    re.IGNORECASE,
)
_ENTRIES = re.compile(rf"(?:{_ENTRY.pattern}[\s,|]*){{2,}}", re.IGNORECASE)
_HEADING = re.compile(
    r"(?:compendium index|index (?:du|des|de la|de l[’']).{1,40})\s*:?", re.IGNORECASE
)
_LEGEND = re.compile(r"(?:captions?|legende?|légende)\s*:.{,80}", re.IGNORECASE)


def is_legend(line: str) -> bool:
    """Say whether a line is the legend of the colours, "Caption: AdoptedRejected..."."""
    return bool(_LEGEND.fullmatch(line))


def index_lines(lines: Sequence[str]) -> list[int]:
    """Give the places of the lines that are the index; a line over an amendment is none."""
    found = {at for at, line in enumerate(lines) if _ENTRIES.fullmatch(line)}
    for at, line in enumerate(lines):
        if is_legend(line):
            found.update(_run(lines, at, -1))
        elif _HEADING.fullmatch(line):
            run = _run(lines, at, 1)
            if run and begins_block(_next(lines, run[-1])) and run[-1] not in found:
                run.pop()
            found.update(run)
    return sorted(found)


def read_index(lines: Sequence[str]) -> list[Head]:
    """Give the numbers that the index lists, in its order."""
    entries = (entry for at in index_lines(lines) for entry in _ENTRY.finditer(lines[at]))
    return [head for entry in entries if (head := read_head(" ".join(entry.group().split())))]


def begins_block(line: str) -> bool:
    """Say whether a line stands between the date of an amendment and its wording."""
    return bool(
        after_label(line) is not None
        or read_date(line)
        or read_votes(line)
        or take_falls(line)[1]
        or take_falls_if(line)[1]
    )


def numbered_by_index(amendments: list[Amendment], index: Sequence[Head]) -> list[Amendment]:
    """Give amendments the numbers of the index if it lists just these.

    It does if it has as many, sub-amendments at the same places below the same amendments, and
    nothing that an amendment says of its number or of others speaks against it. An index of several
    in the order of their numbers may be sorted, not in the order of the text: it gives none.
    """
    if not len(index) == len(set(index)) == len(amendments) or _may_be_sorted(index):
        return amendments
    above = ""
    for amendment, head in zip(amendments, index, strict=True):
        if not _agree(amendment, head, above):
            return amendments
        above = above if head.to else head.number
    return [_numbered(amendment, head) for amendment, head in zip(amendments, index, strict=True)]


def _may_be_sorted(index: Sequence[Head]) -> bool:
    numbers = [int(head.number) for head in index if not head.to and head.number.isdigit()]
    return len(numbers) > 1 and numbers == sorted(numbers)


def _agree(amendment: Amendment, head: Head, above: str) -> bool:
    opening = AMENDS_AN_AMENDMENT.match(amendment.wording)
    own = (amendment.number or head.number, amendment.to or head.to)
    key = f"{head.to}/{head.number}" if head.to else head.number
    return (
        bool(amendment.to or opening) == bool(head.to)
        and own == (head.number, head.to)
        and head.to in ("", above)
        and not (opening and opening["to"] and opening["to"] != head.to)
        and key not in (*amendment.falls, *amendment.falls_if)
    )


def _numbered(amendment: Amendment, head: Head) -> Amendment:
    reading = amendment.reading
    if head.to and not amendment.to:
        reading = read_wording(amendment.wording, language=reading.language, to=head.to)
    return replace(amendment, number=head.number, to=head.to, reading=reading)


def _run(lines: Sequence[str], at: int, step: int) -> list[int]:
    """Give the entries that follow a line without any other line between, or precede it."""
    found = []
    at += step
    while 0 <= at < len(lines) and (not lines[at] or _is_entry(lines[at])):
        if lines[at]:
            found.append(at)
        at += step
    return found


def _is_entry(line: str) -> bool:
    return bool(_ENTRY.fullmatch(line) or _ENTRIES.fullmatch(line))


def _next(lines: Sequence[str], at: int) -> str:
    return next((line for line in lines[at + 1 :] if line), "")
