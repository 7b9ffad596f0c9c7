# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reading a written name: which word is the surname, which the given name, the patronymic.

Evidence is used in this order, the first that decides wins: a comma, a surname in capitals,
the place of a patronymic, initials, the declared order of the list, the table of given names,
the endings of surnames. Where nothing decides, every order is kept as an alternative.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from amparo.core.languages import Script, script_of
from amparo.names.descriptions import is_description, without_age
from amparo.names.folding import search_key
from amparo.names.given import full_names, group, is_given_name, patronymic_of

Order = Literal["unknown", "family_first", "given_first"]

_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_DOTTED = re.compile(r"((?:[^\W\d_]{1,2}\.)(?:-?[^\W\d_]{1,2}\.)*)(?=[^\s.])")
_INITIAL = re.compile(r"[^\W\d_]{1,2}\.|[^\W\d_]\.?-[^\W\d_]\.|[^\W\d_]")
_CHILD_OF = frozenset({"ogli", "oglu", "kizi", "giz", "gizi", "kiz"})
_FAMILY_ENDING = re.compile(
    r".+(?:[oea]v|[oea]va|in|ina|sk[io]|ska|tsk[io]|enko|enka|chuk|iuk|uk|ik|ian|dze|shvili)"
)


@dataclass(frozen=True, slots=True)
class NameReading:
    """A written name and what its words are taken for.

    Words stand as written, an initial with its dot ("А."). `alternatives` are the other
    readings where the order is undecided; they have none of their own. `unnamed` is True for a
    description that names nobody; then all parts are empty.
    """

    written: str
    family: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    patronymic: tuple[str, ...] = ()
    unnamed: bool = False
    language: str = ""
    alternatives: tuple[NameReading, ...] = ()

    @property
    def readings(self) -> tuple[NameReading, ...]:
        """This reading and its alternatives."""
        return (self, *self.alternatives)

    @property
    def gender(self) -> str:
        """The gender that patronymic or given name tells: "male", "female", or "" if neither."""
        told = {
            patronymic.gender for word in self.patronymic if (patronymic := patronymic_of(word))
        }
        if not told:
            told = {group(name).gender for word in self.given for name in full_names(word)}
        return told.pop() if len(told) == 1 else ""


def is_initial(word: str) -> bool:
    """Say whether a word of a name is an initial."""
    return _INITIAL.fullmatch(word) is not None


@lru_cache(maxsize=200_000)
def read_name(
    written: str, *, order: Order = "unknown", language: str | None = None
) -> NameReading:
    """Read a name as a list or a text writes it.

    `order` is what the list declares; a row that plainly does otherwise is read as it stands.
    `language` is a BCP 47 code; letters that only one language has tell it where it is None.
    """
    text = " ".join(unicodedata.normalize("NFC", written).split())
    language = language if language and language != "und" else _language_of(text)
    if is_description(text):
        return NameReading(written, unnamed=True, language=language)
    text = _ASIDE.sub(" ", text)
    parts = [_tokens(part) for part in text.split(",") if not is_description(part)]
    parts = [tokens for tokens in parts if tokens]
    if not parts:
        return NameReading(written, unnamed=True, language=language)
    if len(parts) > 1:
        rest = [token for tokens in parts[1:] for token in tokens]
        found = [_split(parts[0], rest)]
    else:
        found = _orders(parts[0], order)
    readings = [
        NameReading(written, family, given, patronymic, language=language)
        for family, given, patronymic in dict.fromkeys(found)
    ]
    return replace(readings[0], alternatives=tuple(readings[1:]))


Parts = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]


def _tokens(part: str) -> list[str]:
    spaced = _DOTTED.sub(r"\1 ", without_age(part))
    tokens: list[str] = []
    for word in spaced.split():
        bare = word.strip('"«»“”„;:*†')
        dots = re.findall(r"[^\W\d_]{1,2}\.", bare)
        if len(dots) > 1 and "".join(dots) == bare:
            tokens.extend(dots)
        elif is_initial(bare) or search_key(bare):
            tokens.append(bare if is_initial(bare) else bare.strip(".-–—"))
    return tokens


def _orders(tokens: list[str], order: Order) -> list[Parts]:
    """Give the possible readings of the words of one name, the likeliest first."""
    if len(tokens) == 1:
        alone = (tokens[0],)
        as_family, as_given = (alone, (), ()), ((), alone, ())
        return [as_given, as_family] if is_given_name(tokens[0]) else [as_family, as_given]
    if capitals := _capitals(tokens):
        rest = [token for at, token in enumerate(tokens) if at not in capitals]
        return [_split([tokens[at] for at in sorted(capitals)], rest)]
    if (at := _patronymic_at(tokens)) is not None:
        return [_around(tokens, at)]
    if any(map(is_initial, tokens)) and not all(map(is_initial, tokens)):
        return [_with_initials(tokens)]
    return _by_order(tokens, order)


def _with_initials(tokens: list[str]) -> Parts:
    """Read "Горинов А. А.", "А. А. Горинов", "Sergey V. Petrov", "Petrov Sergey V."."""
    words = [token for token in tokens if not is_initial(token)]
    initials = [token for token in tokens if is_initial(token)]
    if len(words) == 1 or is_initial(tokens[0]):
        return _split(words, initials)
    if is_initial(tokens[-1]):
        return _split(words[:1], [*words[1:], *initials])
    return _split(words[1:], [words[0], *initials])


def _by_order(tokens: list[str], order: Order) -> list[Parts]:
    """Read words of which none stands out: by the declared order, else by what they are."""
    family_first = _split(tokens[:1], tokens[1:])
    given_first = _split(tokens[-1:], tokens[:-1])
    if order != "unknown":
        return [family_first if order == "family_first" else given_first]
    first, *middle, last = tokens
    if not middle and patronymic_of(last) and is_given_name(first):
        return [given_first, ((), (first,), (last,))]
    for tells in (is_given_name, lambda token: not _FAMILY_ENDING.fullmatch(search_key(token))):
        if tells(first) != tells(last):
            return [given_first if tells(first) else family_first]
    cyrillic = script_of(first) is Script.CYRILLIC
    return [family_first, given_first] if cyrillic else [given_first, family_first]


def _capitals(tokens: list[str]) -> set[int]:
    """Give the places of words in capitals, if there are others beside them."""
    words = [at for at, token in enumerate(tokens) if not is_initial(token)]
    loud = {at for at in words if tokens[at].isupper() and len(tokens[at]) > 1}
    others = [at for at in range(len(tokens)) if at not in loud]
    return loud if others and (len(loud) < len(words) or len(words) == 1) else set()


def _patronymic_at(tokens: list[str]) -> int | None:
    """Give the place of the patronymic among three words or more, None if there is none.

    Surnames in -ович are common: of two such words the one after a given name is the patronymic
    ("Иван Иванович Юревич", "Юревич Иван Иванович").
    """
    if len(tokens) < 3:  # noqa: PLR2004 - two words hold no patronymic beside both other parts
        return None
    if search_key(tokens[-1]) in _CHILD_OF:
        return len(tokens) - 2
    places = [at for at, token in enumerate(tokens) if at and patronymic_of(token)]
    after_given = [at for at in places if is_given_name(tokens[at - 1])]
    return next(iter(after_given or places), None)


def _around(tokens: list[str], at: int) -> Parts:
    """Read the words round a patronymic: its given name stands before it."""
    end = at + 2 if search_key(tokens[-1]) in _CHILD_OF else at + 1
    family = (*tokens[: at - 1], *tokens[end:])
    return tuple(family), (tokens[at - 1],), tuple(tokens[at:end])


def _split(family: list[str], rest: list[str]) -> Parts:
    """Give the parts when the surname is known: given names, then what is a patronymic."""
    if len(rest) > 2 and search_key(rest[-1]) in _CHILD_OF:  # noqa: PLR2004 - given, father, "of"
        return tuple(family), tuple(rest[:-2]), tuple(rest[-2:])
    for at, token in enumerate(rest):
        if at and patronymic_of(token):
            return (*rest[at + 1 :], *family), tuple(rest[:at]), (token,)
    if len(rest) > 1 and is_initial(rest[-1]):
        return tuple(family), tuple(rest[:-1]), (rest[-1],)
    return tuple(family), tuple(rest), ()


_ONLY_IN = (("be", frozenset("ў")), ("uk", frozenset("їєґ")), ("ru", frozenset("ъё")))


def _language_of(text: str) -> str:
    letters = set(text.casefold())
    return next((code for code, own in _ONLY_IN if letters & own), "")
