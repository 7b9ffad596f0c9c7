# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where the sentences of a paragraph begin and end, and the mark that closes it.

Only a full stop, question or exclamation mark or an ellipsis before a capital ends a sentence; a
semicolon or colon never does, so that each item of a list has at least one sentence.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

import yaml

from amparo.resources import resource

if TYPE_CHECKING:
    from amparo.texts.document import Language

_STOP = re.compile(
    r"(?P<mark>[.!?…]+)(?P<after>(?:[”\"’')\]]|[\s\u00a0\u202f]?»)*)(?P<note>\d{0,3})"
    r"(?P<gap>\s+)(?=[“«\"‘'(\[\s\u00a0\u202f]*[^\W_a-zà-öø-ÿ])"
)
_QUOTED = re.compile(r"“[^“”]*”|«[^«»]*»|\"[^\"]*\"")
_WORD_BEFORE = re.compile(r"[^\s(“«\"‘’'\[]+$")
_WORD_AFTER = re.compile(r"[“«\"‘(\s\u00a0]*(?P<word>\w+)(?![\w.])")
_DAY = re.compile(r"[1-9]|[12]\d|3[01]")
_YEAR = re.compile(r"\s+\d{4}(?!\w)")
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?)*[^\W\d_a-zà-öø-ÿ](?:-[^\W\d_a-zà-öø-ÿ])?")


@cache
def text_words(language: str) -> dict[str, Any]:
    """Give what resources/texts/abbreviations.yaml has for a language."""
    text = resource("texts", "abbreviations.yaml").read_text(encoding="utf-8")
    words: dict[str, Any] = yaml.safe_load(text)[language]
    return words


@lru_cache(maxsize=4096)
def sentences(text: str, language: Language) -> list[tuple[int, int]]:
    """Give the spans of the sentences of one paragraph, without the spaces between them."""
    found: list[tuple[int, int]] = []
    start = len(text) - len(text.lstrip())
    quoted = [(item.start(), item.end()) for item in _QUOTED.finditer(text)]
    for stop in _STOP.finditer(text):
        if stop["note"] and text[stop.start() - 1].isdigit():
            continue
        # Sentences inside a quotation are part of the one that quotes them.
        if any(begin < stop.start() and stop.end("after") < end for begin, end in quoted):
            continue
        if stop["mark"] == "." and not _ends(text, stop, language):
            continue
        found.append((start, stop.start("gap")))
        start = stop.end()
    end = len(text.rstrip())
    if start < end:
        found.append((start, end))
    return found


def _ends(text: str, stop: re.Match[str], language: Language) -> bool:
    """Say whether a full stop before a capital ends a sentence."""
    before = _WORD_BEFORE.search(text, 0, stop.start())
    word = before[0] if before else ""
    words = text_words(language)
    if stop["after"] or word in words["may_be_last"]:
        return True
    if word in words["never_last"] or _before_number(text, stop, before, words):
        return False
    if _INITIALS.fullmatch(word):
        former = text[: before.start() if before else 0].split()
        later = _WORD_AFTER.match(text, stop.end())
        part = bool(former) and former[-1] in words["before_letter"]
        return part or (later is not None and later["word"] in words["first_words"])
    return True


def _before_number(
    text: str, stop: re.Match[str], before: re.Match[str] | None, words: dict[str, Any]
) -> bool:
    """Say whether the full stop belongs to "no. 5", "Sept. 2020" or "on 5. May"."""
    word = before[0] if before else ""
    if word in words["before_number"]:
        return text[stop.end()].isdigit()
    day = _DAY.fullmatch(word)
    month = _WORD_AFTER.match(text, stop.end()) if day and before else None
    if month is None or before is None or month["word"] not in words["months"]:
        return False
    former = text[: before.start()].split()
    dated = bool(former) and former[-1] in words["before_day"]
    return dated or _YEAR.match(text, month.end()) is not None


@cache
def _closing(language: Language) -> re.Pattern[str]:
    joined = "|".join(map(re.escape, text_words(language)["closing_words"]))
    return re.compile(
        rf"[\s\u00a0\u202f]*(?:[.!?…;:]+|[;,][\s\u00a0\u202f]+(?:{joined})|,)[\s\u00a0\u202f]*$"
    )


def closing(text: str, language: Language) -> int:
    """Give where the closing mark begins (. ; : or "; and", with a space before it in French).

    It is the end of the words where there is no such mark.
    """
    found = _closing(language).search(text)
    if not found:
        return len(text.rstrip())
    word = _WORD_BEFORE.search(text, 0, found.start())
    # The full stop of "etc." is its own.
    abbreviated = word and word[0] in text_words(language)["may_be_last"]
    return found.start() + (1 if abbreviated and found[0].startswith(".") else 0)


def whole_sentence(text: str) -> bool:
    """Say whether words are a sentence by their look: a capital first, a stop last, three words."""
    body = text.strip().rstrip('”"»’ \u00a0')
    first = body.lstrip('“"«‘( \u00a0')[:1]
    enough = 3
    return first.isupper() and body[-1:] in {".", "!", "?"} and len(body.split()) >= enough
