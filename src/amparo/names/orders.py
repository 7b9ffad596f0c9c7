# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which word of a name is the surname, which the given name, which the patronymic.

Every split worth keeping is given with its weight of evidence in bits (log2 of a likelihood). The
figures are the editors' estimates of how lists write, rounded; they are not fitted to any list.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from amparo.names.given import (
    full_names,
    given_languages,
    group,
    inflected_given,
    patronymic_of,
    plain_letters,
    short_names,
)
from amparo.names.tokens import is_initial, is_son_of, joined

Order = Literal["unknown", "family_first", "given_first"]
Words = tuple[str, ...]

# log2 of how much likelier a word of this kind is as a given name than as a surname.
_FULL_NAME, _SHORT_NAME, _INFLECTED_NAME = 6.0, 4.0, 4.0
_SURNAME, _SURNAME_LIKE, _PATRONYMIC, _UNKNOWN = -8.0, -3.5, -5.0, -1.0
# How far a declared order is believed: one row in 128 does otherwise without a plain reason.
_DECLARED = 7.0
# Undeclared: Cyrillic lists put the surname first, Latin ones last, two times in three.
_HABIT = 1.0
# A surname of two words is so much rarer than one of one.
_DOUBLE = -3.0
# Given name and patronymic alone ("Роман Абрамович") against given name and surname in -ович.
_NO_SURNAME = -2.0
_SINGLE_LIMIT = 4.0
# Two full names have at least a surname, two given names and two patronymics.
_TWO_NAMES = 5

_CYRILLIC_SURNAME = re.compile(
    r".{2,}(?:(?:[оеєё]в|(?<=[нв])їв)(?:а|у|ым|им|ой|ої|ій|ою)?|[сцз](?:к|ьк)(?:ий|ая|і|а|ого|ому|им|ім|ой|ую|ої|ій|ою)"
    r"|[оаеё]ў|енк[оауі]м?|энк[аоу]|[чщ]ук(?:а|у|ом|ові)?|юк(?:а|у|ом|ові)?|дзе|швили|швілі"
    r"|ых|их|ец|ець|йц[аяую])"
)
_CYRILLIC_LIKE = re.compile(
    r".{2,}(?:[иіїы]н(?:а|у|ым|им|ой|ої)?|ян|янц|[иіуао]к|[оеє]вич|[оеаэ]віч|[кв]о|ич|ий|ый|ой|ая|ів)"
)
_LATIN_SURNAME = re.compile(
    r".{2,}(?:(?:[oe]|ie|ye|io|yo)(?:v|w|ff)a?|[aoe]u|[sctz]k(?:i|y|ij|yj|yi|ii|iy|ij|aya|aia|aja|a)|enk[oa]|(?:ch|cz|tsch|tch|sch|c)[uo]u?k"
    r"|[iyj]uk|dze|shvili|schwili|ets|ec|iec)"
)
_LATIN_LIKE = re.compile(
    r".{2,}(?:in|ina|yn|yna|ian|yan|jan|ik|yk|ak|uk|ko|[oea]vi(?:ch|tch|tsch|c|cz)|[oea]wicz|[yi]ch|ykh|ez)"
)


@dataclass(frozen=True, slots=True)
class Split:
    """One way to share the words out, with its evidence in bits."""

    bits: float
    family: Words
    given: Words
    patronymic: Words = ()


@lru_cache(maxsize=200_000)
def given_bits(word: str) -> float:
    """Give in bits how much likelier a word is as a given name than as a surname."""
    first, *_, last = word.split("-") if "-" in word else (word, word)
    if first != last and given_bits(first) > 0:
        return given_bits(first) if given_bits(last) > _PATRONYMIC else _SURNAME
    ending = _ending_bits(plain_letters(last))
    if ending == _SURNAME and not given_languages(word) and word >= "\u0370":
        return ending
    known = (
        (full_names, _FULL_NAME),
        (inflected_given, _INFLECTED_NAME),
        (short_names, _SHORT_NAME),
        (patronymic_of, _PATRONYMIC),
    )
    return next((bits for find, bits in known if find(word)), ending)


def _ending_bits(plain: str) -> float:
    latin = plain < "\u0370"
    surname, like = (_LATIN_SURNAME, _LATIN_LIKE) if latin else (_CYRILLIC_SURNAME, _CYRILLIC_LIKE)
    if surname.fullmatch(plain):
        return _SURNAME
    return _SURNAME_LIKE if like.fullmatch(plain) else _UNKNOWN


def are_several(groups: list[list[str]]) -> bool:
    """Say whether texts between commas, or one long text, are the whole names of several people."""
    if len(groups) > 1:
        return sum(map(_is_whole, groups)) > 1
    if len(groups[0]) < _TWO_NAMES:
        return False
    named = [word for word in groups[0] if _bits(word) > 0]
    fathers = [word for word in groups[0] if patronymic_of(word) and _bits(word) <= 0]
    return len(named) > 1 and len(fathers) > 1


def _is_whole(words: list[str]) -> bool:
    bits = list(map(_bits, words))
    return len(words) > 1 and max(bits) > 0 and min(bits) <= _SURNAME


def splits(words: list[str], order: Order) -> list[Split]:
    """Give the ways to share out the words of one name, the likeliest first."""
    found = _splits(_expanded(words), order)
    return sorted(found, key=lambda split: -split.bits)


def comma_splits(before: list[str], after: list[str], order: Order) -> list[Split]:
    """Give the ways to read "Surname, Given names"; or "Name Surname, Place" if that is plain."""
    if len(before) > 1 and not is_initial(after[0]):
        inside = max(map(_bits, before))
        if inside > 0 > given_bits(after[0]) and not any(map(patronymic_of, after)):
            return splits(before, order)
    return [_with_family(tuple(before), after)]


def _splits(words: list[str], order: Order) -> list[Split]:
    if len(words) == 1:
        bits = max(-_SINGLE_LIMIT, min(_SINGLE_LIMIT, _bits(words[0])))
        return [Split(0.0, (words[0],), ()), Split(bits, (), (words[0],))]
    if loud := _loud(words):
        return [
            _with_family(
                tuple(word for at, word in enumerate(words) if at in loud),
                [word for at, word in enumerate(words) if at not in loud],
            )
        ]
    if found := _round_patronymic(words, order):
        return found
    if any(map(is_initial, words)) and not all(map(is_initial, words)):
        return [_with_initials(words)]
    if all(map(is_initial, words)):
        return [Split(0.0, (), tuple(words[:1]), tuple(words[1:2]))]
    return _by_order(words, order)


def _bits(word: str) -> float:
    return 0.0 if is_initial(word) else given_bits(word)


def _expanded(words: list[str]) -> list[str]:
    """Give "Горинов АА" as "Горинов А. А.": two capitals after a word that is not all capitals."""
    if len(words) == 2:  # noqa: PLR2004 - a surname and its initials
        first, last = words
        two = len(last) == 2 and last.isalpha() and last.isupper()  # noqa: PLR2004 - two initials
        if two and not first.isupper() and not is_initial(first) and given_bits(first) <= 0:
            return [first, f"{last[0]}.", f"{last[1]}."]
    return words


def _loud(words: list[str]) -> set[int]:
    """Give the places of words in capitals, if there are others beside them."""
    long = [at for at, word in enumerate(words) if not is_initial(word)]
    loud = {at for at in long if words[at].isupper() and len(words[at]) > 1}
    others = len(words) - len(loud)
    return loud if loud and others and (len(loud) < len(long) or len(long) == 1) else set()


def _with_family(family: Words, rest: list[str]) -> Split:
    """Give the parts when the surname is known: given names, then what is a patronymic."""
    if len(rest) > 2 and is_son_of(rest[-1]):  # noqa: PLR2004 - given, father, "of"
        return Split(0.0, family, tuple(rest[:-2]), tuple(rest[-2:]))
    for at, word in enumerate(rest):
        if at and (patronymic_of(word) or _is_joined_kin(word)):
            return Split(0.0, (*rest[at + 1 :], *family), tuple(rest[:at]), (word,))
    if len(rest) > 1 and is_initial(rest[-1]):
        return Split(0.0, family, tuple(rest[:-1]), (rest[-1],))
    return Split(0.0, family, tuple(rest))


def _with_initials(words: list[str]) -> Split:
    """Read "Горинов А. А.", "А. А. Горинов", "Sergey V. Petrov", "Petrov Sergey V."."""
    long = [word for word in words if not is_initial(word)]
    initials = [word for word in words if is_initial(word)]
    if len(long) == 1 or is_initial(words[0]):
        return _with_family(tuple(long), initials)
    if is_initial(words[-1]):
        if len(long) == 2 and _bits(long[0]) > 0 > _bits(long[1]):  # noqa: PLR2004 - "Sergey Petrov V."
            long.reverse()
        return _with_family(tuple(long[:1]), [*long[1:], *initials])
    # Between two words an initial is the father's or the second name.
    if len(long) == 2 and _bits(long[1]) > 0 > _bits(long[0]):  # noqa: PLR2004 - "Petrov V. Sergey"
        long.reverse()
    return _with_family(tuple(long[1:]), [long[0], *initials])


def _by_order(words: list[str], order: Order) -> list[Split]:
    """Share out words of which none stands out, by what they are and by the order of lists."""
    units = joined(words)
    if len(units) == 1:
        return [Split(0.0, units[0], ())]
    bits = [_bits(unit[-1]) if len(unit) == 1 else _SURNAME for unit in units]
    cyrillic = words[0] >= "\u0370"
    lean = _DECLARED if order != "unknown" else _HABIT
    first_leads = order == "family_first" or (order == "unknown" and cyrillic)
    found: list[Split] = []
    for length in range(1, len(units)):
        rare = _DOUBLE * (length - 1)
        lead = rare + sum(bits[length:]) + (lean if first_leads else 0.0)
        trail = rare + sum(bits[: len(units) - length]) + (0.0 if first_leads else lean)
        front, back = units[:length], units[len(units) - length :]
        found.append(Split(lead, _flat(front), _flat(units[length:])))
        found.append(Split(trail, _flat(back), _flat(units[: len(units) - length])))
    if len(units) == 2 and bits[0] > 0 and patronymic_of(words[-1]):  # noqa: PLR2004 - "Роман Абрамович"
        best = max(split.bits for split in found)
        found.append(Split(best + _NO_SURNAME, (), (words[0],), (words[-1],)))
    return found


def _flat(units: list[Words]) -> Words:
    return tuple(word for unit in units for word in unit)


def _round_patronymic(words: list[str], order: Order) -> list[Split]:
    """Read the words round a patronymic: its given name stands before it.

    Of two words in -ович the one after a given name is the patronymic ("Юревич Иван Иванович").
    """
    if len(words) > 2 and is_son_of(words[-1]):  # noqa: PLR2004 - given, father, "of"
        at, end = len(words) - 2, len(words)
    elif len(words) > 3 and (kin := [n for n, w in enumerate(words) if n > 1 and is_son_of(w)]):  # noqa: PLR2004 - a surname besides
        at, end = kin[0] - 1, kin[0] + 1
    else:
        first = 0 if _leads(words) else 1
        places = [n for n in range(first, len(words)) if _can_be_patronymic(words, n)]
        if not places:
            return []
        after_given = [n for n in places if _bits(words[n - 1]) > 0]
        at = (after_given or places)[0]
        end = at + 1
    given = _given_before(words, at, end)
    family = [word for n, word in enumerate(words) if not (n == given or at <= n < end)]
    split = Split(0.0, tuple(family), (words[given],), tuple(words[at:end]))
    if end == len(words) and _may_be_surname(words[at]):
        # "Jan Maria Petrowicz": a surname after two given names.
        others = [Split(s.bits, s.family, s.given) for s in _by_order(words, order)]
        own = sum(map(_bits, split.given)) - _PATRONYMIC + (_HABIT if order == "unknown" else 0)
        best = max(others, key=lambda other: other.bits)
        return [Split(own, split.family, split.given, split.patronymic), best]
    return [split]


def _leads(words: list[str]) -> bool:
    """Say whether three words are a patronymic before a plain given name and a plain surname."""
    if len(words) != 3:  # noqa: PLR2004 - one word for each part
        return False
    bits = sorted(map(_bits, words[1:]))
    return bits[0] <= _SURNAME_LIKE and bits[1] > 0


def _given_before(words: list[str], at: int, end: int) -> int:
    """Give the place of the given name: before the patronymic unless plainly elsewhere."""
    usual = at - 1
    if at and _bits(words[usual]) > _SURNAME:
        return usual
    others = [n for n in range(len(words)) if not at <= n < end]
    best = max(others, key=lambda n: _bits(words[n]))
    return best if _bits(words[best]) > 0 else usual


def _can_be_patronymic(words: list[str], at: int) -> bool:
    """Say whether a word stands as a patronymic can: third of three, or a woman's second of two."""
    if _is_joined_kin(words[at]):
        return True
    found = patronymic_of(words[at])
    if found is None:
        return False
    if len(words) > 2:  # noqa: PLR2004 - two words hold no patronymic beside both other parts
        return True
    return found.gender == "female" and _bits(words[0]) > 0


def _is_joined_kin(word: str) -> bool:
    """Say whether a word is a father's name with "son of" joined to it: Али-оглы."""
    return "-" in word and bool(is_son_of(word.rsplit("-", maxsplit=1)[-1]))


def _may_be_surname(word: str) -> bool:
    """Say whether a patronymic in Latin letters is spelt as surnames of other nations are."""
    return plain_letters(word).endswith(("vic", "wicz", "wic"))


def told_gender(given: Words, patronymic: Words) -> str:
    """Give the gender that patronymic or given name tells, "" if neither does."""
    told = {found.gender for word in patronymic if (found := patronymic_of(word))}
    if not told:
        told = {kin for word in patronymic if (kin := is_son_of(word.rsplit("-", maxsplit=1)[-1]))}
    if not told:
        told = {group(name).gender for word in given for name in full_names(word)}
    return told.pop() if len(told) == 1 else ""
