# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where quoted words stand in a text, and the passages nearest to them where they do not.

Whole words with the same capitals; straight, curly and French quotation marks, apostrophes and all
kinds of space are equal. Places such as [N] stand for any number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from amparo.texts.sentences import text_words

if TYPE_CHECKING:
    from collections.abc import Iterable

_SPACE = r"[\s\u00a0\u2007-\u200a\u202f]"
_TOKEN = re.compile(
    r"(?P<number>\[N\d*\])|(?P<note>\s*\[(?:foot)?note \d+\])"
    r"|(?P<double>«[\s\u00a0\u202f]?|[\s\u00a0\u202f]?»|[\"“”„‟])|(?P<single>['’‘ʼ‛])"
    rf"|(?P<hyphen>[-‐‑])|(?P<plural>\(s\))|(?P<space>{_SPACE}+)",
    re.IGNORECASE,
)
PLACE = re.compile(r"\[N\d*\]")
_SHORT = re.compile(r"(?<!\d)\d{1,3}$")
_ENOUGH = 60.0
_SHOWN = 3
_AROUND = 40


@dataclass(frozen=True, slots=True)
class Match:
    """A passage of a text; `numbers` are those that stand in the places [N], [N1]."""

    start: int
    end: int
    numbers: tuple[tuple[str, str], ...] = ()

    def filled(self, text: str) -> str:
        """Give new words with the numbers carried over into their places."""
        numbers = dict(self.numbers)
        return PLACE.sub(lambda found: numbers.get(found[0], found[0]), text)


@dataclass(frozen=True, slots=True)
class Near:
    """A passage like the words sought: which text (by its index), where, how like (0 to 100)."""

    text: int
    start: int
    end: int
    likeness: float


def occurrences(quoted: str, text: str) -> list[Match]:
    """Give each place where the quoted words stand in a text, in order, none overlapping.

    Words joined to others by a hyphen are whole words only where there are no others.
    """
    quoted = quoted.strip()
    if not quoted:
        return []
    first = quoted.split()[0]
    if first.isalnum() and first not in text:
        return []
    for strict in (True, False):
        pattern, names = _pattern(quoted, strict=strict)
        found = [
            Match(hit.start(), hit.end(), tuple((name, hit[group]) for group, name in names))
            for hit in pattern.finditer(text)
        ]
        if found:
            return found
    return []


def nearest(quoted: str, texts: Iterable[str], *, most: int = _SHOWN) -> list[Near]:
    """Give the passages most like the quoted words, most like first, one of each text."""
    plain = _plain(quoted)
    found: list[Near] = []
    for index, text in enumerate(texts):
        hit = fuzz.partial_ratio_alignment(plain, _plain(text), score_cutoff=_ENOUGH)
        if hit and len(text) >= len(quoted) // 2:
            start, end = _whole(text, hit.dest_start, hit.dest_end)
            likeness = hit.score * min(1.0, len(text) / len(quoted))
            found.append(Near(index, start, end, likeness))
    return sorted(found, key=lambda near: -near.likeness)[:most]


def around(text: str, start: int, end: int) -> str:
    """Give a passage with some words on both sides of it."""
    left = text.rfind(" ", 0, max(start - _AROUND, 0)) + 1 if start > _AROUND else 0
    right = text.find(" ", end + _AROUND)
    right = len(text) if right < 0 else right
    return f"{'… ' if left else ''}{text[left:right]}{' …' if right < len(text) else ''}"


@lru_cache(maxsize=4096)
def _pattern(quoted: str, *, strict: bool) -> tuple[re.Pattern[str], list[tuple[str, str]]]:
    pieces: list[str] = []
    names: dict[str, str] = {}
    places = PLACE.search(quoted) is not None
    at = 0
    for token in _TOKEN.finditer(quoted):
        pieces.append(re.escape(quoted[at : token.start()]))
        at = token.end()
        kind = token.lastgroup
        if kind == "number":
            known = names.get(token[0])
            group = f"n{len(names)}"
            pieces.append(f"(?P={known})" if known else f"(?P<{group}>{_number()})")
            names.setdefault(token[0], group)
        elif kind == "plural":
            pieces.append(r"(?:\(s\)|s)?" if places else r"\(s\)")
        else:
            pieces.append(_EQUAL[str(kind)])
    pieces.append(re.escape(quoted[at:]))
    edge = r"\w\-‐‑" if strict else r"\w"
    left = rf"(?<![{edge}])" if quoted[0].isalnum() else ""
    # A figure is one word with the points, commas and spaces between its digits.
    left += r"(?<!\d[.,])" if quoted[0].isdigit() else ""
    # A hyphen after the words belongs to them only where a word follows it.
    after = r"(?!\w|[-‐‑]\w)" if strict else r"(?!\w)"
    right = after if quoted[-1].isalnum() else ""
    right += r"(?![.,]\d|[\s\u00a0\u202f]\d{3}(?!\d))" if _SHORT.search(quoted) else ""
    right += r"(?![.,]\d)" if quoted[-1].isdigit() else ""
    pattern = re.compile(f"{left}{''.join(pieces)}{right}")
    return pattern, [(group, name) for name, group in names.items()]


_EQUAL = {
    "note": rf"(?:{_SPACE}*\[(?:foot)?note \d+\]|\d{{1,2}})?",
    "double": rf"(?:[\"“”„‟]|«{_SPACE}?|{_SPACE}?»)",
    "single": r"['’‘ʼ‛]",
    "hyphen": "[-‐‑]",
    "space": f"{_SPACE}+",
}


def _number() -> str:
    words = [*text_words("en")["numbers"], *text_words("fr")["numbers"]]
    return rf"\d+(?:[.,\s\u00a0\u202f]\d+)*|{'|'.join(sorted(words, key=len, reverse=True))}"


def _plain(text: str) -> str:
    """Give a text of the same length in which what counts as equal is equal, and small letters."""
    lowered = text.lower()
    same = lowered if len(lowered) == len(text) else text
    return same.translate(_SAME)


_SAME = str.maketrans(
    dict.fromkeys("“”„‟«»", '"')
    | dict.fromkeys("’‘ʼ‛", "'")
    | dict.fromkeys("\u00a0\u202f\n\t", " ")
    | dict.fromkeys("‐‑", "-")
)


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a passage to whole words."""
    while start > 0 and text[start - 1].isalnum() and text[start : start + 1].isalnum():
        start -= 1
    while 0 < end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    trimmed = text[start:end]
    start += len(trimmed) - len(trimmed.lstrip())
    return start, max(start, end - (len(trimmed) - len(trimmed.rstrip())))
