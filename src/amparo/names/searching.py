# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finding a name however it is asked for: what is kept of a name, and what is looked for in it.

The first line kept is the folded key, by which names are also put in order and of whose words the
beginning is found; then, as whole words, the keys of each word in every tradition of Latin spelling
and of its nominative, and the given names of the table, so that Сергей finds Сергій and Siarhei.
Only text is compared: all databases find the same.
"""

from __future__ import annotations

from amparo.names.folding import coarse, search_key, words_of
from amparo.names.parts import given_forms
from amparo.names.reading import is_initial, read_name
from amparo.names.romanisations import sound_keys


def kept_keys(name: str) -> str:
    """Give what is kept of a name to be searched: a line of its key, one of whole words."""
    first = search_key(name)
    if not first:
        return ""
    reading = read_name(name)
    words = [word for part in (name, *reading.family, *reading.given) for word in words_of(part)]
    whole = sorted({key for word in words for key in _whole(word)})
    return f" {first}\n{''.join(whole)}"


def asked_keys(text: str) -> list[tuple[str, ...]]:
    """Give for each word that is asked for what may stand in the keys kept; any of them will do."""
    words = [(search_key(word), word) for word in words_of(text)]
    return [(f" {key}", *_whole(word)) for key, word in words if key]


def _whole(word: str) -> list[str]:
    """Give the keys of a whole word, between signs that no key holds; one for a group of names."""
    if not search_key(word):
        return []
    keys = dict.fromkeys(f"|{coarse(sounds)}|" for sounds in sound_keys(word))
    if is_initial(word):
        return list(keys)
    forms = given_forms(word)
    return [*keys, *(f"={name}=" for name in sorted(forms.full | forms.short))]
