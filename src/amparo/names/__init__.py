# SPDX-License-Identifier: AGPL-3.0-or-later
"""A person's name in any script: how it is read, folded for search, and compared.

First version (docs/decisions/0005-first-linkage.md): names in the nominative, Cyrillic of
Russian, Ukrainian and Belarusian, and their common Latin spellings. Inflected names are
recognised by the patronymic only and always left to people.
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
