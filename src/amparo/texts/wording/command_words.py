# SPDX-License-Identifier: AGPL-3.0-or-later
"""The words of commands: a stretch of wording outside quotations as items of known kinds.

The phrases stand in resources/texts/commands.yaml and numbers.yaml.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import product
from typing import TYPE_CHECKING, Any

import yaml

from amparo.texts.operations import LAST

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from amparo.texts.document import Language

# The kinds of verbs.
VERBS = ("insert", "replace", "substitute", "delete", "reword", "complete")
# Marks that can begin or end a quotation, single ones apart because they are apostrophes too.
DOUBLE_MARKS = '"“”„‟«»'
SINGLE_MARKS = "'‘’‚"
APOSTROPHES = "'’ʼ"
_TOKEN = re.compile(
    r"(?P<space>\s+)"
    r"|(?P<ordinal>\d{1,2}(?:st|nd|rd|th|ère|ere|er|ème|eme|re|e)(?!\w))"
    r"|(?P<number>\d{1,3}(?:\.(?:\d{1,3}|[a-z]|[ivx]{1,5})(?!\w))*(?!\w))"
    r"|(?P<sign>[nN][°º](?!\w))"
    r"|(?P<word>[^\W\d_]+)"
    rf"|(?P<mark>[{DOUBLE_MARKS}])"
    r"|(?P<point>.)",
    re.DOTALL,
)
_POINTS = {",": "comma", ";": "comma", ":": "colon", ".": "comma", "•": "comma"}
_DASHES = "-\u2010\u2011\u2012\u2013\u2014"
_LONGEST_REMARK = 1500
_LONGEST_STRETCH = 3000
_LONGEST_HINT = 80
_FORGIVEN_FROM = 5
# A letter or roman number is a number only right after these.
_LETTERED = frozenset({"subparagraph", "subparagraphs"})
_ABBREVIATED = frozenset(
    {"paragraph", "paragraphs", "subparagraph", "subparagraphs", "number_word"}
)
_LETTER = re.compile(r"[a-z]|[ivx]{1,5}")


@dataclass(frozen=True, slots=True)
class Item:
    """A phrase of a command, a number, a point or a quotation, with its place in the wording.

    `value` is the number as printed; of a quotation the words inside. A remark in brackets that is
    all words of commands has them `inside`.
    """

    kind: str
    start: int
    end: int
    value: str = ""
    count: int = 0
    inside: tuple[Item, ...] | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Items up to `end`, where a mark opens a quotation, a word is unknown or the wording ends."""

    items: tuple[Item, ...]
    end: int
    unknown: str = ""


class Lexicon:
    """The phrases of one language."""

    def __init__(self, language: Language) -> None:
        phrases = _read("commands")[language]
        numbers = _read("numbers")[language]
        self._phrases: dict[str, list[tuple[tuple[str, ...], Item]]] = {}
        for kind, forms in phrases.items():
            for form in forms:
                for one in _spelled_out(form):
                    self._add(one, Item(kind, 0, 0))
        for kind, name in (("ordinal", "ordinals"), ("cardinal", "cardinals")):
            for word, count in numbers[name].items():
                self._add(word, Item(kind, 0, 0, count=int(count)))
        for forms in self._phrases.values():
            forms.sort(key=lambda form: -len(form[0]))
        self._misspelt = {folded(key): folded(word) for key, word in numbers["misspelt"].items()}
        self._near = _neighbours(
            {word for forms in self._phrases.values() for form, _ in forms for word in form}
        )
        self._words = {
            word for forms in self._phrases.values() for form, _ in forms for word in form
        }

    def known(self, word: str) -> str:
        """Give the word of commands that a folded word is or is misspelt for, "" for none."""
        word = self._misspelt.get(word, word)
        if word in self._words:
            return word
        if len(word) < _FORGIVEN_FROM:
            return ""
        found = {near for cut in _cuts(word) for near in self._near.get(cut, ())}
        found = {near for near in found if _one_apart(word, near)}
        return found.pop() if len(found) == 1 else ""

    def longest(self, words: list[str]) -> tuple[int, Item] | None:
        """Give how many of the words the longest phrase takes at their start, and its kind."""
        for form, item in self._phrases.get(words[0], ()):
            if tuple(words[: len(form)]) == form:
                return len(form), item
        return None

    def is_verb(self, word: str) -> bool:
        """Say whether a word as printed is a verb of commands."""
        found = self.longest([folded(word)])
        return found is not None and found[1].kind in VERBS

    def begins(self, word: str) -> bool:
        """Say whether a word as printed can begin a further command."""
        found = self.longest([folded(word)])
        return found is not None and found[1].kind in (*VERBS, "and")

    def introduces(self, word: str) -> bool:
        """Say whether a word as printed can stand before a quotation of a command."""
        found = self.longest([folded(word)])
        # "The term" before a quotation is usual in texts too.
        usual = folded(word)[:2] not in ("wo", "mo")
        kind = found[1].kind if found else ""
        return kind in (*VERBS, "following", "with") or (kind == "words" and not usual)

    def _add(self, form: str, item: Item) -> None:
        words = tuple(folded(form).split())
        self._phrases.setdefault(words[0], []).append((words, item))


@cache
def lexicon(language: Language) -> Lexicon:
    """Give the phrases of a language."""
    return Lexicon(language)


def _spelled_out(form: str) -> Iterator[str]:
    """Give all that a phrase with "they/it appear/appears" stands for."""
    for chosen in product(*(word.split("/") for word in form.split(" "))):
        yield " ".join(word.replace("_", " ") for word in chosen).strip()


def folded(text: str) -> str:
    """Give small letters without accents, apostrophes and hyphens as spaces."""
    plain = unicodedata.normalize("NFD", text.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.sub(r"[-'’]", " ", plain)


def stretch(wording: str, at: int, words: Lexicon) -> Stretch:
    """Read items from `at` to the next mark that opens a quotation or to a word not known."""
    items: list[Item] = []
    run: list[tuple[str, int, int]] = []
    where = at
    while where < len(wording) and where - at < _LONGEST_STRETCH:
        found = _TOKEN.match(wording, where)
        assert found is not None  # noqa: S101 - the last branch takes any character
        kind, text = str(found.lastgroup), found[0]
        if kind == "word":
            letter = _letter(text, run, items, words)
            known = "" if letter else words.known(folded(text))
            if letter:
                items.extend(_phrases(run, words))
                run = []
                items.append(Item("number", where, found.end(), text))
            elif known:
                run.append((known, where, found.end()))
            else:
                items.extend(_phrases(run, words))
                return Stretch(tuple(items), where, text)
            where = found.end()
            continue
        joined = text in _DASHES + APOSTROPHES and _inside_word(wording, where)
        if kind == "space" or joined:
            where = found.end()
            continue
        items.extend(_phrases(run, words))
        run = []
        if kind == "mark" or (text in SINGLE_MARKS and _opens(wording, where)):
            return Stretch(tuple(items), where)
        item = _pointed(wording, where, found, words)
        if item is None:
            return Stretch(tuple(items), where, text)
        if not (text == "." and items and items[-1].kind in _ABBREVIATED):
            items.append(item)
        where = item.end
    items.extend(_phrases(run, words))
    return Stretch(tuple(items), where, wording[where : where + 20])


def _letter(text: str, run: list[tuple[str, int, int]], items: list[Item], words: Lexicon) -> bool:
    """Say whether a word is the letter or roman number of a sub-paragraph."""
    if not _LETTER.fullmatch(text):
        return False
    kinds = [item.kind for item in _phrases(run, words)] or [item.kind for item in items[-1:]]
    return bool(kinds) and kinds[-1] in _LETTERED


def _pointed(wording: str, at: int, found: re.Match[str], words: Lexicon) -> Item | None:
    kind, text = str(found.lastgroup), found[0]
    if kind == "number":
        return Item("number", at, found.end(), text)
    if kind == "ordinal":
        count = int(re.match(r"\d+", text)[0])  # type: ignore[index]  # the pattern has digits
        return Item("ordinal", at, found.end(), count=count)
    if kind == "sign":
        return Item("number_word", at, found.end())
    if text in _POINTS or text in _DASHES:
        return Item(_POINTS.get(text, "dash"), at, found.end(), text)
    if text in "([":
        end = wording.find(")" if text == "(" else "]", at, at + _LONGEST_REMARK)
        if end >= 0:
            remark = wording[at + 1 : end]
            known = stretch(remark, 0, words) if len(remark) < _LONGEST_HINT else None
            inside = known.items if known and known.end == len(remark) else None
            return Item("remark", at, end + 1, remark, inside=inside)
    return None


def _phrases(run: list[tuple[str, int, int]], words: Lexicon) -> Iterator[Item]:
    """Give the items of words that stand together; a word alone that is no phrase is "other"."""
    at = 0
    while at < len(run):
        found = words.longest([word for word, _, _ in run[at : at + 12]])
        size, item = found or (1, Item("other", 0, 0))
        last = run[at + size - 1]
        yield Item(item.kind, run[at][1], last[2], run[at][0], item.count)
        at += size


def _inside_word(wording: str, at: int) -> bool:
    return 0 < at < len(wording) - 1 and wording[at - 1].isalpha() and wording[at + 1].isalpha()


def _opens(wording: str, at: int) -> bool:
    """Say whether a single mark can open a quotation: no letter before it, no space after it."""
    before = wording[at - 1] if at else " "
    after = wording[at + 1] if at + 1 < len(wording) else " "
    return not before.isalnum() and not after.isspace()


def _neighbours(known: set[str]) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = {}
    for word in known:
        if len(word) >= _FORGIVEN_FROM - 1:
            for cut in _cuts(word):
                found.setdefault(cut, set()).add(word)
    return found


def _cuts(word: str) -> set[str]:
    """Give the word and the word without each of its letters."""
    return {word} | {word[:at] + word[at + 1 :] for at in range(min(len(word), 24))}


def _one_apart(left: str, right: str) -> bool:
    """Say whether one letter is changed, missing, added, or two neighbours are exchanged."""
    if abs(len(left) - len(right)) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), -1)
    if at < 0:
        return True
    a, b = left[at:], right[at:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[1::-1] + a[2:] == b)


@cache
def _read(stem: str) -> Any:  # noqa: ANN401 - checked by its readers' tests
    path = files("amparo") / "resources" / "texts" / f"{stem}.yaml"
    return yaml.load(path.read_text("utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506 - gives text alone: "on" is a word


def ordinal(item: Item) -> int:
    """Give what an ordinal counts, LAST for "last"."""
    return LAST if item.kind == "last" else item.count
