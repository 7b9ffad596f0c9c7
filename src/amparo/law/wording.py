# SPDX-License-Identifier: AGPL-3.0-or-later
"""Text about provisions cut into tokens by the words of resources/provisions/wording.yaml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from amparo.core.yaml_files import read_marked
from amparo.law.provisions import load_provisions
from amparo.resources import resource

if TYPE_CHECKING:
    from collections.abc import Iterable

    from amparo.core.yaml_files import Marked

# Characters that are written one for the other; each replacement has the length of the original,
# so that spans hold in the text as it was.
_SAME = str.maketrans({**dict.fromkeys("‐‑‒–—―−", "-"), **dict.fromkeys("’ʼ`", "'"), "\xa0": " "})
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_NUMBER = (
    r"(?P<number>\d{1,3})"
    r"(?:(?P<join>[.-])(?P<more>\d{1,3})|(?P<raised>[⁰¹²³⁴⁵⁶⁷⁸⁹]+))?"
    r"(?![.-]?[\w²])"
)


class TokenKind(StrEnum):
    """What a piece of text is to a reference; OTHER is a word that belongs to none."""

    ARTICLE = "article"
    PART = "part"
    CLAUSE = "clause"
    NUMBER = "number"
    ORDINAL = "ordinal"
    AND = "and"
    LAW = "law"
    COUNTRY = "country"
    FILLING = "filling"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text from `start` to `end`.

    `value` is the article number as written (205.2), the ordinal's number, the kind of law or
    the country; `raised` the digits written above the line after a number, `country` that of an
    abbreviation which names both law and country (ККУ).
    """

    kind: TokenKind
    value: str
    start: int
    end: int
    raised: str = ""
    country: str = ""


def tokens(text: str) -> list[Token]:
    """Cut a text into tokens; what is no word, number or joining mark is passed over."""
    plain = text.translate(_SAME)
    found: list[Token] = []
    position = 0
    while match := _pattern().search(plain, position):
        position = match.end()
        found.append(_token(match))
    return [token for token in found if token.kind is not TokenKind.FILLING]


def _token(match: re.Match[str]) -> Token:
    start, end = match.span()
    if match["number"]:
        value = match["number"] + (f"{match['join']}{match['more']}" if match["more"] else "")
        raised = (match["raised"] or "").translate(_SUPERSCRIPTS)
        return Token(TokenKind.NUMBER, value, start, end, raised)
    if match["phrase"]:
        phrase = " ".join(match["phrase"].lower().split())
        for pattern, kind, value, country in _phrases():
            if pattern.fullmatch(phrase):
                return Token(kind, value, start, end, country=country)
    if match["joining"]:
        return Token(TokenKind.AND, match["joining"], start, end)
    return Token(TokenKind.OTHER, match[0], start, end)


@cache
def _pattern() -> re.Pattern[str]:
    """Give the pattern of one token: a phrase of the wording, a number, a joining mark, a word."""
    phrases = "|".join(pattern.pattern for pattern, *_ in _phrases())
    # A number of another shape (2108-IX, 20.3.3, 2022) is one word of no meaning here.
    return re.compile(
        rf"(?<![\w-])(?:{_NUMBER})|(?P<phrase>{phrases})"
        r"|(?P<joining>[,;/+])|\d[\w.-]*|[^\W_]+",
        re.IGNORECASE,
    )


@cache
def _phrases() -> list[tuple[re.Pattern[str], TokenKind, str, str]]:
    """Give every phrase of the wording, the longest first, with what it means."""
    path = resource("provisions", "wording.yaml")
    top = read_marked(path)
    fields = top.items()
    found: list[tuple[str, TokenKind, str, str]] = []
    simple = {
        "article": TokenKind.ARTICLE,
        "part": TokenKind.PART,
        "clause": TokenKind.CLAUSE,
        "joining": TokenKind.AND,
        "filling": TokenKind.FILLING,
    }
    for name, kind in simple.items():
        found += _listed(fields[name].texts(), kind)
    for name, kind in (
        ("ordinals", TokenKind.ORDINAL),
        ("laws", TokenKind.LAW),
        ("countries", TokenKind.COUNTRY),
    ):
        found += _named(fields[name], kind)
    for code in load_provisions().codes:
        found += _listed(code.abbreviations, TokenKind.LAW, code.kind, code.country)
    top.raise_faults(path)
    found.sort(key=lambda item: -len(item[0]))
    return [(_compiled(phrase), kind, value, of) for phrase, kind, value, of in found]


def _listed(
    phrases: Iterable[str], kind: TokenKind, value: str = "", country: str = ""
) -> list[tuple[str, TokenKind, str, str]]:
    return [(phrase, kind, value, country) for phrase in phrases]


def _named(node: Marked, kind: TokenKind) -> list[tuple[str, TokenKind, str, str]]:
    named = node.items()
    return [item for value, entry in named.items() for item in _listed(entry.texts(), kind, value)]


def _compiled(phrase: str) -> re.Pattern[str]:
    body = re.escape(phrase.lower()).replace(r"\*", r"\w*").replace(r"\ ", r"\s+")
    before = r"(?<!\w)" if phrase[0].isalnum() else ""
    after = r"(?!\w)" if phrase[-1].isalnum() else ""
    return re.compile(before + body + after, re.IGNORECASE)
