# SPDX-License-Identifier: AGPL-3.0-or-later
"""A person's name in any script: how it is read, folded for search, and compared.

Names in Cyrillic (Russian, Ukrainian, Belarusian) and in any Latin spelling of them, in any order
and case. docs/names.md leads through the room.
"""

from amparo.names.comparing import Level, NameComparison, compare_names
from amparo.names.evidence import Evidence
from amparo.names.folding import search_key
from amparo.names.reading import NameReading, read_name

__all__ = [
    "Evidence",
    "Level",
    "NameComparison",
    "NameReading",
    "compare_names",
    "read_name",
    "search_key",
]
