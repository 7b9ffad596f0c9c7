# SPDX-License-Identifier: AGPL-3.0-or-later
"""The sounds that a written word can stand for, in every tradition of Latin spelling.

"Michajlow" is Михайлов to a Pole, "Mikhaïlov" to a Frenchman; "ch" is ч, х, ш or к. A list mixes
them, so a word is read in all traditions, and two words meet where a reading of both is the same.
The table is resources/names/romanisations.yaml.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from amparo.core.languages import Script, script_of
from amparo.names.evidence import name_resource
from amparo.names.folding import plain_latin, same_vowels, sound_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

# Belarusian дз and ц before a soft vowel are the д and т of Russian and Ukrainian.
_SOFT_DZ, _SOFT_TS = re.compile("дз(?=[ьіеёюя])"), re.compile("ц(?=[ьіеёюя])")


@lru_cache(maxsize=1 << 18)
def sound_keys(word: str) -> tuple[str, ...]:
    """Give every sound key of one word, the plainest first, each once; empty for no letters.

    A Latin h is read as г and as х.

    >>> "miXailov" in sound_keys("Michajlow") and "miXailov" in sound_keys("Михайлов")
    True
    """
    plain = sound_key(word)
    found = [plain]
    text = word.casefold()
    if script_of(text) is Script.LATIN:
        letters = f"{plain_latin(word)}$"
        read = (
            pattern.sub(replacing, letters)
            for own, pattern, replacing in _traditions()
            # Where nothing of a tradition's own is written, it reads as the others do.
            if own.search(letters)
        )
        found += map(same_vowels, dict.fromkeys(read))
    else:
        soft = _SOFT_TS.sub("т", _SOFT_DZ.sub("д", text))
        if soft != text:
            found.append(sound_key(soft))
    both = [key.replace("H", sound) for key in found for sound in ("gX" if "H" in key else "g")]
    return tuple(dict.fromkeys(filter(None, both)))


def _replacing(table: dict[str, str]) -> Callable[[re.Match[str]], str]:
    return lambda hit: table[hit[0]]


@cache
def _traditions() -> tuple[
    tuple[re.Pattern[str], re.Pattern[str], Callable[[re.Match[str]], str]], ...
]:
    """Give for each tradition what only it has, all that it reads, and how."""
    resource = name_resource("romanisations")
    found = []
    for own in resource["traditions"].values():
        table = {"$": ""} | resource["base"] | own
        found.append((_any_of(own), _any_of(table), _replacing(table)))
    return tuple(found)


def _any_of(letters: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(letters, key=lambda text: (-len(text), text))
    return re.compile("|".join(map(re.escape, longest_first)))
