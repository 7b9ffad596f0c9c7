# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reading a written name: which word is the surname, which the given name, the patronymic.

A name is taken apart into words (`tokens`), the words are shared out in each order that they
allow (`orders`), and each order is read in each case in which its words agree (`agreement`). Every
step adds evidence in bits; the likeliest readings are kept with their shares.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from amparo.names.agreement import agreements
from amparo.names.descriptions import is_description
from amparo.names.given import full_names, given_languages
from amparo.names.inflection import Case
from amparo.names.orders import Order, are_several, comma_splits, given_bits, splits
from amparo.names.tokens import Written, is_initial, is_suffix, name_tokens, take_apart, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from amparo.names.agreement import Agreed
    from amparo.names.orders import Split

__all__ = ["NameReading", "Order", "is_initial", "read_name"]

_MOST = 4
_LEAST_SHARE = 0.03
# What all other spellings and former names that a text gives weigh together.
_OTHER_NAMES = 0.4
_SPLITS_WITHIN = 6.0
_SURNAME_LIKE = -3.0


@dataclass(frozen=True, slots=True)
class NameReading:
    """A written name and what its words are taken for.

    The words are nominatives, an initial with its dot ("А."); `written` has the name as it was
    written and `case` the case in which it stood ("" for the nominative). `gender` is "male",
    "female" or "" where nothing tells. `alternatives` are the other readings, at most three; they
    have none of their own. The weights of a reading and its alternatives add up to 1.
    `unnamed` is True for a description that names nobody; then all parts are empty.
    """

    written: str
    family: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    patronymic: tuple[str, ...] = ()
    unnamed: bool = False
    language: str = ""
    alternatives: tuple[NameReading, ...] = ()
    gender: str = ""
    case: Case = ""
    weight: float = 1.0

    @property
    def readings(self) -> tuple[NameReading, ...]:
        """This reading and its alternatives."""
        return (self, *self.alternatives)


@lru_cache(maxsize=200_000)
def read_name(
    written: str, *, order: Order = "unknown", language: str | None = None
) -> NameReading:
    """Read a name as a list or a text writes it.

    `order` is what the list declares, a strong prior; a row that plainly does otherwise is read
    as it stands. `language` is a BCP 47 code; letters and given names that only one language has
    tell it where it is None or "und".
    """
    text = written if written.isascii() else unicodedata.normalize("NFC", written)
    text = " ".join(text.split())
    known = language if language and language != "und" else ""
    if is_description(text):
        return NameReading(written, unnamed=True, language=known or _language_of(text, ()))
    apart = take_apart(text)
    readings = _readings(written, apart.name, order, known)
    if not readings:
        return NameReading(written, unnamed=True, language=known or _language_of(text, ()))
    if others := list(_other_names(apart, readings[0], order, known)):
        readings = _with_others(readings, others[: _MOST - 1])
    return replace(readings[0], alternatives=tuple(readings[1:])) if readings[1:] else readings[0]


def _readings(written: str, text: str, order: Order, language: str) -> list[NameReading]:
    """Give the readings of one name, without what stands beside it; none for no single person."""
    pieces = [text]
    if "," in text:
        parts = [part for part in text.split(",") if not is_description(part)]
        pieces = [part for part in parts if not is_suffix(part)]
    words = [found for part in pieces if (found := name_tokens(part))]
    if not words or are_several(words):
        return []
    language = language or _language_of(text, (word for part in words for word in part))
    if len(words) == 1:
        shared = splits(words[0], order)
    else:
        shared = comma_splits(words[0], [word for part in words[1:] for word in part], order)
    return _shared_out(written, _agreed(shared, language), language)


def _agreed(found: list[Split], language: str) -> list[Agreed]:
    least = found[0].bits - _SPLITS_WITHIN
    return [item for split in found if split.bits >= least for item in agreements(split, language)]


def _shared_out(written: str, found: list[Agreed], language: str) -> list[NameReading]:
    """Give the likeliest readings with their shares of the weight."""
    kept = [(found[0], 1.0)]
    if len(found) > 1:
        # "Ян Ян" is one reading in both orders.
        by_words = {(f.family, f.given, f.patronymic): f for f in sorted(found, key=_bits)}
        found = list(by_words.values())
        found.sort(key=_bits, reverse=True)
        odds = [2.0 ** (item.bits - found[0].bits) for item in found]
        least = _LEAST_SHARE * sum(odds)
        kept = [(item, odd) for item, odd in zip(found, odds, strict=True) if odd >= least][:_MOST]
    total = sum(odd for _, odd in kept)
    return [
        NameReading(
            written,
            item.family,
            item.given,
            item.patronymic,
            language=language,
            gender=item.gender,
            case=item.case,
            weight=odd / total,
        )
        for item, odd in kept
    ]


def _bits(item: Agreed) -> float:
    return item.bits


def _other_names(
    apart: Written, main: NameReading, order: Order, language: str
) -> Iterator[NameReading]:
    """Give what the text itself gives besides: other spellings, former surnames."""
    for other in apart.others:
        if other and not is_description(other):
            yield from _as_other(main, other, order, language)
    for former in apart.former:
        if words := name_tokens(former):
            yield replace(main, family=(words[0],))
    for aside in apart.asides:
        words = tokens(aside)
        if not words or is_description(aside) or not all(word[0].isupper() for word in words):
            continue
        best = max(map(given_bits, words))
        if len(words) > 1 and best > 0:
            yield from _as_other(main, aside, order, language)
        elif len(words) == 1 and full_names(words[0]) and main.given:
            yield replace(main, given=(words[0], *main.given[1:]))
        elif len(words) == 1 and best < _SURNAME_LIKE:
            yield replace(main, family=(words[0],))


def _as_other(main: NameReading, text: str, order: Order, language: str) -> Iterator[NameReading]:
    found = _readings(main.written, text, order, language)[:1]
    for item in found:
        if item.family and item.given:
            yield item
        elif item.given or item.family:
            # One word more: a surname or a given name in the place of the first's.
            yield replace(main, family=item.family or main.family, given=item.given or main.given)


def _with_others(readings: list[NameReading], others: list[NameReading]) -> list[NameReading]:
    first, *rest = readings
    rest = rest[: _MOST - 1 - len(others)]
    total = first.weight + sum(item.weight for item in rest)
    own = [
        replace(item, weight=item.weight / total * (1 - _OTHER_NAMES)) for item in (first, *rest)
    ]
    share = _OTHER_NAMES / len(others)
    return [*own, *(replace(item, weight=share) for item in others)]


_UKRAINIAN = frozenset("їєґ")
_RUSSIAN = frozenset("ыэёъ")
_PATRONYMIC = re.compile(r".+(?:(?P<uk>йович|ьович)|[еиь]евич|[ое]вн(?=[аеоу]))\w{0,3}")


def _language_of(text: str, words: Iterator[str] | tuple[str, ...]) -> str:
    """Tell the language by letters that not all have, then by a given name that only one has."""
    if text.isascii():
        return ""
    letters = set(text.casefold())
    if "ў" in letters:
        return "be"
    if letters & _UKRAINIAN:
        return "uk"
    if letters & _RUSSIAN:
        return "be" if "і" in letters else "ru"
    if "і" in letters and letters & {"и", "щ"}:
        return "uk"
    told = {code for word in words for code in _told_language(word)}
    return told.pop() if len(told) == 1 else ""


def _told_language(word: str) -> frozenset[str]:
    if found := _PATRONYMIC.fullmatch(word.casefold()):
        return frozenset({"uk" if found["uk"] else "ru"})
    languages = given_languages(word)
    return languages if len(languages) == 1 else frozenset()
