# SPDX-License-Identifier: AGPL-3.0-or-later
"""A person's name in any script: how it is read, folded for search, and compared.

Names in Cyrillic (Russian, Ukrainian, Belarusian) and in any Latin spelling of them, in any order
and case. docs/names.md leads through the room.
"""

from amparo.names.comparing import Level, NameComparison, compare_names
from amparo.names.evidence import Evidence
from amparo.names.folding import search_key
from amparo.names.reading import NameReading, read_name
from amparo.names.searching import asked_keys, kept_keys

__all__ = [
    "Evidence",
    "Level",
    "NameComparison",
    "NameReading",
    "asked_keys",
    "compare_names",
    "kept_keys",
    "read_name",
    "search_key",
]
