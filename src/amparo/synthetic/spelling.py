# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writing a Cyrillic word in Latin letters, or in the Cyrillic of another language.

Written for the SYNTHETIC generator and kept apart from the linker's folding (amparo.names): a
mistake there must not be repeated here, or no test on generated lists would find it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from amparo import resources
from amparo.core.yaml_files import read_marked

CYRILLIC = "cyrillic"
_VOWELS = "аеёиоуыэюяіїєAEIOUaeiou"
_SOFTENING = "еиіїйєюяё"


@dataclass(frozen=True, slots=True)
class Table:
    """One table of letters: a pattern of what it replaces and by what."""

    pattern: re.Pattern[str]
    replaced: dict[str, str]

    def write(self, word: str) -> str:
        """Write a word with this table; capitals stay at the beginning of each part of a word."""
        lower = word.lower()
        parts = [self.pattern.sub(self._one, part) for part in lower.split("-")]
        return "-".join(part[:1].upper() + part[1:] for part in parts)

    def _one(self, match: re.Match[str]) -> str:
        # Each alternative is a group of its own; its name's number tells the entry.
        return self.replaced[match.lastgroup or ""]


@cache
def latin_systems() -> dict[str, dict[str, Table]]:
    """Give the tables of spelling.yaml: system -> language -> table.

    Raises:
        YamlFileError: the file has faults.
    """
    path = resources.resource("synthetic", "spelling.yaml")
    top = read_marked(path)
    found = {
        system: {language: _table(text.text()) for language, text in tables.items().items()}
        for system, tables in top.fields(("systems",))["systems"].items().items()
    }
    top.raise_faults(path)
    return found


@cache
def _crossings() -> dict[tuple[str, str], Table]:
    path = resources.resource("synthetic", "crossing.yaml")
    top = read_marked(path)
    found = {
        (origin.removeprefix("from_"), language): _table(text.text())
        for origin, tables in top.items().items()
        for language, text in tables.items().items()
    }
    top.raise_faults(path)
    return found


def latin(word: str, system: str, language: str) -> str:
    """Write a Cyrillic word of a language in Latin letters.

    Raises:
        KeyError: there is no such system, or it has no table of the language.
    """
    return latin_systems()[system][language].write(word)


def crossed(word: str, origin: str, language: str) -> str:
    """Write a Cyrillic word of one language (ru, uk) as another (ru, uk, be) writes it."""
    return word if origin == language else _crossings()[origin, language].write(word)


def _table(text: str) -> Table:
    pairs = [item.partition("=")[::2] for item in text.split()]
    pairs.sort(key=_rank)
    names = {f"n{number}": pair for number, pair in enumerate(pairs)}
    alternatives = (f"(?P<{name}>{_pattern(pair[0])})" for name, pair in names.items())
    return Table(re.compile("|".join(alternatives)), {name: to for name, (_, to) in names.items()})


def _rank(pair: tuple[str, str]) -> tuple[int, int, int, str]:
    """Order the longest first, then what is tied to a place, the beginning before others."""
    key = pair[0]
    return -len(key.strip("^*<:$")), -len(key), "^*".find(key[0]) % 3, key


def _pattern(key: str) -> str:
    letters = re.escape(key.strip("^*<:$"))
    before = after = ""
    if key.startswith("^"):
        before = r"^"
    elif key.startswith("*"):
        before = rf"(?:^|(?<=[{_VOWELS}ъь’]))"
    elif key.startswith("<"):
        after = rf"(?=[{_SOFTENING}])"
    elif key.startswith(":"):
        before, after = rf"(?<=[{_VOWELS}])", rf"(?=[{_VOWELS}])"
    if key.endswith("$"):
        after = r"$"
    return f"{before}{letters}{after}"
