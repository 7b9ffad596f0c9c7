# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the language revision may change: each rule has a key, and a difference names its rule.

Pairs of words stand in resources/texts/editorial.yaml with a reason for each group; rules on marks,
capitals, spelling and numbers stand here. No rule, no "editorial".
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

import yaml

from amparo.core.messages import Message, say
from amparo.resources import resource
from amparo.texts.document import Language

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

RULES: Mapping[str, Message] = {
    "official-names": say("the official name of the same State or body"),
    "abbreviation-written-out": say("an abbreviation written out, or the reverse"),
    "language-revision": say("a turn of language that the revision is known to replace"),
    "contraction": say("a contraction written out, or the reverse"),
    "spelling": say("another spelling of the same word"),
    "spelling-ise": say("the endings -ise and -ize of the same word"),
    "abbreviation-in-brackets": say("an abbreviation in brackets after its words"),
    "list-ending": say("the “and” before the last entry of a list"),
    "capitals": say("a capital or small first letter"),
    "hyphens": say("a hyphen"),
    "dashes": say("another dash"),
    "quotation-marks": say("other quotation marks or apostrophes"),
    "punctuation": say("punctuation"),
    "spaces": say("spaces"),
    "numbers-as-words": say("the same number in words or in figures"),
    "thousands": say("the same number with other marks between thousands"),
    "cross-reference": say("a reference to a paragraph follows the new numbers"),
    "adopted-text": say("the adopted text is no longer called a draft"),
}
# Marks and spaces: beside words that nothing explains they belong to that change.
LIGHT = frozenset({"punctuation", "spaces", "dashes", "hyphens", "quotation-marks"})
TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|\s+|[^\w\s]|\w")
_QUOTES = frozenset("\"“”„‟«»'’‘‚‹›`´ʼ")
_APOSTROPHES = str.maketrans(dict.fromkeys("'‘`´ʼ", "’"))
_DASHES = frozenset("-‐‑–—−")
_HYPHENS = frozenset("-‐‑")
_STOPS = frozenset(",;:.")
_ISE = re.compile(r"(?P<stem>[^\W\d_]{3,}?)(?:i[sz]|y[sz])(?P<end>e[drs]?|ers|ing|ations?|able)")
_ABBREVIATION = re.compile(r"[A-ZÀ-Þ]{2,8}s?")
_SMALL = frozenset(
    {"of", "the", "for", "and", "to", "in", "on", "de", "des", "du", "la", "le", "les"}
)
_REFERRED = re.compile(
    r"(?:\b(?:sub-?\s?)?(?:para(?:graph)?e?s?\.?|alinéas?)\s+)"
    r"(?:[\d.]+\s*(?:,|and|or|to|et|ou|à|-|–)\s*)*$",
    re.IGNORECASE,
)
_ADDED = frozenset({"(", "and", "et"})
_LEAST_THOUSANDS = 4


@dataclass(frozen=True, slots=True)
class Step:
    """So many tokens of the text before stand for so many of the text after, by a rule."""

    before: int
    after: int
    rule: str


@dataclass(frozen=True, slots=True)
class Revision:
    """What may be explained between two texts: their language and the paragraphs' new numbers."""

    language: Language
    numbers: Mapping[str, str] = field(default_factory=dict)

    def steps(self, a: Sequence[str], b: Sequence[str], i: int, j: int) -> Iterator[Step]:
        """Give all that a rule explains from the tokens at `i` and `j` on."""
        yield from self.from_equal(a, b, i, j)
        yield from _one_sided(a, b, i, j)
        if i < len(a) and j < len(b):
            if rule := self._one_for_one(a, b, i, j):
                yield Step(1, 1, rule)
            yield from _hyphened(a, b, i, j)
            yield from self._thousands(a, b, i, j)

    def from_equal(self, a: Sequence[str], b: Sequence[str], i: int, j: int) -> Iterator[Step]:
        """Give those of them that may begin with a token that both sides have."""
        yield from self._phrases(a, b, i, j)
        yield from _added(a, i, "before")
        yield from _added(b, j, "after")

    def _phrases(self, a: Sequence[str], b: Sequence[str], i: int, j: int) -> Iterator[Step]:
        if i >= len(a) or j >= len(b):
            return
        for old, new, rule in _tables(self.language).get(folded(a[i]), ()):
            if _stands(old, a, i) and _stands(new, b, j):
                yield Step(len(old), len(new), rule)

    def _one_for_one(self, a: Sequence[str], b: Sequence[str], i: int, j: int) -> str:
        old, new = a[i], b[j]
        if old.isspace() and new.isspace() and "\n" not in old + new:
            return "spaces"
        if marks := _same_marks(old, new):
            return marks
        if _hyphen_for_space(a, i, new) or _hyphen_for_space(b, j, old):
            return "hyphens"
        if old.casefold() == new.casefold():
            tells = old.casefold() in _sheet()["capitals_that_tell"]
            return "capitals" if old[1:] == new[1:] and not tells else ""
        return self._word_for_word(a, b, i, j)

    def _word_for_word(self, a: Sequence[str], b: Sequence[str], i: int, j: int) -> str:
        old, new = a[i], b[j]
        if self.language == "en" and _same_but_ise(old, new):
            return "spelling-ise"
        if _number(old, self.language) == _number(new, self.language) != "":
            return "numbers-as-words"
        return "cross-reference" if self._follows(a, b, i, j) else ""

    def _follows(self, a: Sequence[str], b: Sequence[str], i: int, j: int) -> bool:
        """Say whether a number of a paragraph changed as that paragraph's own number did."""
        if not a[i][0].isdigit() or self.numbers.get(a[i]) != b[j]:
            return False
        sides = ("".join(side[max(0, at - 12) : at]) for side, at in ((a, i), (b, j)))
        return all(_REFERRED.search(words) for words in sides)

    def _thousands(self, a: Sequence[str], b: Sequence[str], i: int, j: int) -> Iterator[Step]:
        if not (a[i][0].isdigit() and b[j][0].isdigit()):
            return
        for old, value in _grouped(a, i, self.language):
            for new, other in _grouped(b, j, self.language):
                if value == other and len(value) >= _LEAST_THOUSANDS:
                    yield Step(old, new, "thousands")


def folded(word: str) -> str:
    """Give a token as tables hold it: no capitals, one kind of apostrophe and of space."""
    return " " if word.isspace() else word.translate(_APOSTROPHES).casefold()


def protected(tokens: Sequence[str]) -> Counter[str]:
    """Give what a rule may never change: negations, modal verbs, quantities and numbers."""
    found: Counter[str] = Counter()
    groups = _protected_words()
    for token in tokens:
        for word in ("can", "not") if folded(token) == "cannot" else (folded(token),):
            if word in groups:
                found[groups[word]] += 1
            elif word[0].isdigit():
                found[word] += 1
    return found


def tables(language: Language) -> Iterator[tuple[tuple[str, ...], tuple[str, ...], str]]:
    """Give all pairs of words of the tables, as tokens, with the key of their rule."""
    for group in _sheet()[language]:
        for old, new in group["pairs"]:
            words = tuple(TOKEN.findall(old)), tuple(TOKEN.findall(new))
            yield *words, group["rule"]
            if group.get("both_ways"):
                yield words[1], words[0], group["rule"]


def _stands(words: tuple[str, ...], tokens: Sequence[str], at: int) -> bool:
    """Say whether words of a table stand at a place; abbreviations keep their capitals."""
    here = tuple(islice(tokens, at, at + len(words)))
    return len(here) == len(words) and all(
        word == token if len(word) > 1 and word[:2].isupper() else folded(word) == folded(token)
        for word, token in zip(words, here, strict=True)
    )


def _same_marks(old: str, new: str) -> str:
    for marks, rule in ((_QUOTES, "quotation-marks"), (_DASHES, "dashes"), (_STOPS, "punctuation")):
        if old in marks and new in marks:
            return rule
    return ""


def _hyphen_for_space(tokens: Sequence[str], at: int, other: str) -> bool:
    if tokens[at] not in _HYPHENS or not other.isspace():
        return False
    around = [*tokens[max(0, at - 1) : at], *tokens[at + 1 : at + 2]]
    return len(around) == 2 and all(word.isalpha() for word in around)  # noqa: PLR2004 - left and right


def _same_but_ise(old: str, new: str) -> bool:
    one, other = _ISE.fullmatch(old.casefold()), _ISE.fullmatch(new.casefold())
    return bool(one and other and one.groups() == other.groups())


def _hyphened(a: Sequence[str], b: Sequence[str], i: int, j: int) -> Iterator[Step]:
    """Read "co-operation" for "cooperation" and the reverse, only after a known prefix."""
    for parted, at, whole, turned in ((a, i, b[j], False), (b, j, a[i], True)):
        words = parted[at : at + 3]
        if (
            words[1:2]
            and words[1] in _HYPHENS
            and folded(words[0]) in _sheet()["prefixes"]
            and folded("".join(words)).replace(words[1], "") == folded(whole)
        ):
            yield Step(1, 3, "hyphens") if turned else Step(3, 1, "hyphens")


def _one_sided(a: Sequence[str], b: Sequence[str], i: int, j: int) -> Iterator[Step]:
    """Read a stop or comma more or less, and a space beside a mark."""
    for tokens, at, turned in ((a, i, False), (b, j, True)):
        if at < len(tokens) and (rule := _needless(tokens, at)):
            yield Step(0, 1, rule) if turned else Step(1, 0, rule)


def _needless(tokens: Sequence[str], at: int) -> str:
    token = tokens[at]
    if token in _STOPS:
        return "punctuation"
    if not token.isspace() or "\n" in token:
        return ""
    left, right = tokens[at - 1] if at else ".", tokens[at + 1] if at + 1 < len(tokens) else "."
    return "" if left.isalnum() and right.isalnum() else "spaces"


def _added(tokens: Sequence[str], at: int, side: str) -> Iterator[Step]:
    """Read what stands on one side alone: "(NGOs)" after its words, "and" before a list's end."""
    space = 1 if at < len(tokens) and tokens[at].isspace() else 0
    rest = tokens[at + space : at + space + 3]
    if not rest or rest[0] not in _ADDED:
        return
    size = 0
    if len(rest) == 3 and (rest[0], rest[2]) == ("(", ")") and _ABBREVIATION.fullmatch(rest[1]):  # noqa: PLR2004 - two brackets and a word
        size, rule = space + 3, "abbreviation-in-brackets"
        if not _abbreviates(rest[1], tokens[:at]):
            size = 0
    elif (
        rest and folded(rest[0]) in {"and", "et"} and not "".join(tokens[at + space + 1 :]).strip()
    ):
        rule = "list-ending"
        before = "".join(tokens[:at]).rstrip()
        size = space + 1 if before.endswith(";") else 0
    if size:
        yield Step(size, 0, rule) if side == "before" else Step(0, size, rule)


def _abbreviates(letters: str, before: Sequence[str]) -> bool:
    """Say whether letters are the initials of the words right before, small words aside."""
    words = [word for word in before[-40:] if word.isalpha()]
    for letter in reversed(_plain(letters.removesuffix("s"))):
        while words and _plain(words[-1][0]) != letter and words[-1].casefold() in _SMALL:
            words.pop()
        if not words or _plain(words.pop()[0]) != letter:
            return False
    return True


def _plain(text: str) -> str:
    """Give letters without accents, as capitals."""
    parted = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in parted if not unicodedata.combining(letter)).upper()


def _grouped(tokens: Sequence[str], at: int, language: Language) -> Iterator[tuple[int, str]]:
    """Give the numbers that begin at a place: tokens taken, digits. A comma is English only."""
    first = tokens[at]
    if language == "en" and re.fullmatch(r"\d{1,3}(?:,\d{3})+", first):
        yield 1, first.replace(",", "")
    if not first.isdigit():
        return
    value, taken = first, 1
    while (
        len(first) <= 3  # noqa: PLR2004 - digits of a thousand's group
        and tokens[at + taken : at + taken + 1]
        and tokens[at + taken].isspace()
        and re.fullmatch(r"\d{3}", "".join(tokens[at + taken + 1 : at + taken + 2]))
    ):
        value += tokens[at + taken + 1]
        taken += 2
    yield taken, value


def _number(token: str, language: Language) -> str:
    if token.isdigit():
        return token
    words = _sheet()["numbers"][language]
    return str(words.index(folded(token)) + 1) if folded(token) in words else ""


@cache
def _tables(language: Language) -> Mapping[str, list[tuple[tuple[str, ...], tuple[str, ...], str]]]:
    found: dict[str, list[tuple[tuple[str, ...], tuple[str, ...], str]]] = {}
    for old, new, rule in tables(language):
        found.setdefault(folded(old[0]), []).append((old, new, rule))
    return found


@cache
def _protected_words() -> Mapping[str, str]:
    return {word: group[0] for group in _sheet()["protected"] for word in group}


@cache
def _sheet() -> Mapping[str, Any]:
    text = resource("texts", "editorial.yaml").read_text(encoding="utf-8")
    found: Mapping[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return found
