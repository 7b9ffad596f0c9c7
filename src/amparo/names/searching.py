# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finding a name however it is asked for: what is kept of a name, and what is looked for in it.

The first line kept is the folded key, by which names are also put in order; then the keys of
each word in the other traditions of Latin spelling, of its nominative, and the given names of the
table, so that Сергей finds Сергій and Siarhei. Only text is compared: all databases find the same.
"""

from __future__ import annotations

from amparo.names.folding import coarse, search_key, words_of
from amparo.names.parts import given_forms
from amparo.names.reading import is_initial, read_name
from amparo.names.romanisations import sound_keys

# Round the name of a group of given names: it is no word, and not the beginning of another.
_GROUP = "="


def kept_keys(name: str) -> str:
    """Give what is kept of a name to be searched: lines of keys, a space before each key."""
    first = search_key(name)
    reading = read_name(name)
    words = [word for part in (name, *reading.family, *reading.given) for word in words_of(part)]
    others = {key for word in words for key in (*_keys(word), *_groups(word))}
    lines = [first, " ".join(sorted(others - set(first.split())))]
    return "\n".join(f" {line}" for line in lines if line)


def asked_keys(text: str) -> list[tuple[str, ...]]:
    """Give for each word that is asked for what may stand in the keys kept; any of them will do.

    A key of a word finds every word that begins with it.
    """
    found = [(*_keys(word), *_groups(word)) for word in words_of(text)]
    return [tuple(dict.fromkeys(f" {key}" for key in keys)) for keys in found if keys]


def _keys(word: str) -> list[str]:
    return [coarse(sounds) for sounds in sound_keys(word)] if search_key(word) else []


def _groups(word: str) -> list[str]:
    if is_initial(word):
        return []
    forms = given_forms(word)
    return [f"{_GROUP}{name}{_GROUP}" for name in sorted(forms.full | forms.short)]
