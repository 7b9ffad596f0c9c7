# SPDX-License-Identifier: AGPL-3.0-or-later
"""The new text of an amendment as paragraphs: one, or one for each line, with those below them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from amparo.texts.applying.edits import NewParagraph
from amparo.texts.applying.seams import one_line
from amparo.texts.operations import Unit

SEVERAL = frozenset({Unit.PARAGRAPHS, Unit.SUBPARAGRAPHS})
STRUCTURE = SEVERAL | {Unit.PARAGRAPH, Unit.SUBPARAGRAPH}
_NUMBER = re.compile(
    r"(?P<number>\d{1,3}(?:\.(?:\d{1,3}|[a-z]|[ivx]{1,5}))*)"
    r"(?P<again>[\s\u00a0]?(?:bis|ter|quater)\b)?(?P<dot>[.)]?)[\s\u00a0]+(?=\S)"
)
# Where words end, so that a number on the next line is no part of them.
_ENDED = re.compile(r"(?:[.;:,!?…][”\"’')»\s\u00a0]*|[;,]\s+(?:and|or|et|ou))$")
_PLAIN = re.compile(r"\d{1,3}(?:\.(?:\d{1,3}|[a-z]|[ivx]{1,5}))*")
# "X.X", "X.1", "N.1", "[...].1", "8.X": a number that is still to be found. "N." alone may be the
# first letter of a name, "[...]" alone words left out.
_BRACKETS = r"\[(?:\.\.\.|…|[XxNn]\d?)\]"
_OPEN = rf"(?:XX?|{_BRACKETS})"
_UNKNOWN = re.compile(
    rf"(?P<number>(?:{_OPEN}|xx?)(?:\.(?:\d{{1,3}}|[a-z]|[ivx]{{1,5}}|{_OPEN}))*"
    r"|[Nn](?:\.(?:\d{1,3}|[Nn]))+"
    rf"|\d{{1,3}}(?:\.\d{{1,3}})*\.(?:N|{_OPEN})(?:\.(?:\d{{1,3}}|N|{_OPEN}))*)"
    r"(?P<dot>[.)]?)[\s\u00a0]+(?=\S)"
)


@dataclass(slots=True)
class _Line:
    text: str
    level: int
    number: str = ""
    children: list[_Line] = field(default_factory=list)


def new_paragraphs(text: str, unit: Unit, level: int, near: str = "") -> tuple[NewParagraph, ...]:
    """Give the new paragraphs that a text makes at a level (1 for "8", 2 for "8.5").

    A number at the beginning of a line is structure: deeper ones than the first are sub-paragraphs.
    So is the place of a number that is not known yet ("X.X", "X.X.1").
    Lines without a number are paragraphs of their own only where the wording says "paragraphs".
    `near` is the number of a paragraph beside them, by which "2.5 million" is told from a number.
    """
    lines: list[_Line] = []
    base = 0
    for raw in text.splitlines():
        line = one_line(raw.strip(" \t"))
        if not line:
            continue
        number, words = _parted(line, near, first=not lines, after_numbers=base > 0)
        if number and not (unit not in SEVERAL and lines and _wrapped(number, lines[-1])):
            depth = number.count(".") + 1
            base = base or (depth if not lines else min(depth, level))
            lines.append(_Line(words, max(level + depth - base, level), number))
        elif lines and unit not in SEVERAL:
            lines[-1].text += f" {line}"
        else:
            lines.append(_Line(line, level))
    return _nested(lines)


def _wrapped(number: str, former: _Line) -> bool:
    """Say whether a number is a word of the line before, cut off by the end of that line."""
    if not number.isdigit() or _ENDED.search(former.text):
        return False
    return not former.number.isdigit() or int(number) != int(former.number) + 1


def own_number(text: str, near: str) -> str:
    """Give the number with which a new text begins, "" if it has none; "X" for one not known."""
    return _parted(one_line(text.strip()), near, first=True, after_numbers=False)[0]


def known(number: str) -> bool:
    """Say whether a number tells its place: "8.5" does, "X.X" and "8 bis" do not."""
    return _PLAIN.fullmatch(number) is not None


def _parted(line: str, near: str, *, first: bool, after_numbers: bool) -> tuple[str, str]:
    """Part the number of a line, known or not, from its words; "" if it has none."""
    if found := _UNKNOWN.match(line):
        number = re.sub(_BRACKETS, "X", found["number"])
        # "x." after lines that are not numbered is the tenth of a list in Roman numerals.
        sure = "." in number or (found["dot"] and (first or after_numbers))
        return (number, line[found.end() :]) if sure else ("", line)
    found = _NUMBER.match(line)
    if found and _is_number(found, near, first=first):
        return f"{found['number']}{found['again'] or ''}", line[found.end() :]
    return "", line


def _is_number(found: re.Match[str], near: str, *, first: bool) -> bool:
    number = found["number"]
    if found["dot"] or (found["again"] and number == near):
        return True
    above = number.rpartition(".")[0]
    if not above:
        return False
    return not first or above in (near, near.rpartition(".")[0])


def _nested(lines: list[_Line]) -> tuple[NewParagraph, ...]:
    roots: list[_Line] = []
    path: list[_Line] = []
    for line in lines:
        path = [above for above in path if above.level < line.level]
        (path[-1].children if path else roots).append(line)
        path.append(line)
    return tuple(map(_built, roots))


def _built(line: _Line) -> NewParagraph:
    printed = line.number if known(line.number) else ""
    return NewParagraph(line.text, tuple(map(_built, line.children)), printed)
