# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the comparison of a part of two names found, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amparo.core.messages import Message, say

if TYPE_CHECKING:
    from collections.abc import Callable


def part_words(feature: str, left: str, right: str) -> Message:
    """Say what a feature of two names is; `left` and `right` are the part as read.

    Raises:
        KeyError: it is no feature of names.
    """
    return _WORDS[feature](left, right)


_WORDS: dict[str, Callable[[str, str], Message]] = {
    "family_same": lambda left, right: say(
        "the surnames are the same: {left}, {right}", left=left, right=right
    ),
    "family_gendered": lambda left, right: say(
        "one surname in two genders: {left}, {right}", left=left, right=right
    ),
    "family_vowels": lambda left, right: say(
        "the surnames differ as spellings of unstressed vowels do: {left}, {right}",
        left=left,
        right=right,
    ),
    "family_part": lambda left, right: say(
        "one word of a double surname is the same: {left}, {right}", left=left, right=right
    ),
    "family_consonants": lambda left, right: say(
        "the surnames have the same consonants: {left}, {right}", left=left, right=right
    ),
    "family_close": lambda left, right: say(
        "the surnames differ by a letter or two: {left}, {right}", left=left, right=right
    ),
    "family_outline": lambda left, right: say(
        "the surnames differ in letters that spellings confuse: {left}, {right}",
        left=left,
        right=right,
    ),
    "family_different": lambda left, right: say(
        "the surnames differ: {left}, {right}", left=left, right=right
    ),
    "given_same": lambda left, right: say(
        "the given names are the same: {left}, {right}", left=left, right=right
    ),
    "given_short": lambda left, right: say(
        "one given name can be a short form of the other: {left}, {right}", left=left, right=right
    ),
    "given_near": lambda left, right: say(
        "the given names look alike: {left}, {right}", left=left, right=right
    ),
    "given_initial": lambda left, right: say(
        "the initial fits: {left}, {right}", left=left, right=right
    ),
    "given_bridged": lambda left, right: say(
        "the initial fits the name in another language: {left}, {right}", left=left, right=right
    ),
    "given_different": lambda left, right: say(
        "the given names differ: {left}, {right}", left=left, right=right
    ),
    "patronymic_same": lambda left, right: say(
        "the patronymics are the same: {left}, {right}", left=left, right=right
    ),
    "patronymic_near": lambda left, right: say(
        "the patronymics look alike: {left}, {right}", left=left, right=right
    ),
    "patronymic_initial": lambda left, right: say(
        "the initial of the patronymic fits: {left}, {right}", left=left, right=right
    ),
    "patronymic_bridged": lambda left, right: say(
        "the initial fits the patronymic in another language: {left}, {right}",
        left=left,
        right=right,
    ),
    "patronymic_different": lambda left, right: say(
        "the patronymics differ: {left}, {right}", left=left, right=right
    ),
    "gender_different": lambda _left, _right: say("their names are of different genders"),
}
