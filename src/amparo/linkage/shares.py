# SPDX-License-Identifier: AGPL-3.0-or-later
"""How common each part of a name is: from outside tables, and from the records themselves.

A register holds one person many times, so its own counts make rare names look common. What is
counted here is therefore bearers, not records: a surname's distinct given names, a given name's
distinct surnames, one set aside, since a pair of records of one person has one bearer.
The larger of the two shares counts: a name may be rarer in the world than among these people.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from amparo.names.comparing import father_share
from amparo.names.frequency import given_share
from amparo.names.parts import father_of, given_forms
from amparo.names.reading import is_initial

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from amparo.linkage.table import RecordTable


# How many persons with one value in twenty a column's own counts are held against.
_ASSUMED, _ASSUMED_SHARE = 20, 0.05


def part_shares(table: RecordTable) -> tuple[NDArray[np.float64], ...]:
    """Give for each vocabulary of the table the share of persons who bear each of its texts."""
    _, given, patronymic = table.vocabularies
    named = table.readings > 0
    first = table.parts[:, named, 0]
    classes = (
        _family_classes(table),
        _numbers([_given_class(text) if text else "" for text in given]),
        _numbers([father_of(text) if text else "" for text in patronymic]),
    )
    families, givens, fathers = (classes[part][first[part]] for part in range(3))
    return (
        np.maximum(_bearers(families, givens, classes[0]), _family_chances(table)),
        np.maximum(_bearers(givens, families, classes[1]), _outside(given, given_share)),
        np.maximum(_bearers(fathers, families, classes[2]), _outside(patronymic, father_share)),
    )


def column_shares(table: RecordTable) -> dict[str, NDArray[np.float64]]:
    """Give for each further column the share of persons who have each of its values.

    Counted over distinct surnames, one set aside, for the reason above; where few are known it
    leans on one person in twenty.
    """
    families = _family_classes(table)[table.parts[0, :, 0]]
    found = {}
    for name, column in table.columns.items():
        record, slot = np.nonzero((column.codes >= 0) & (families > 0)[:, None])
        codes = column.codes[record, slot].astype(np.int64)
        distinct = np.unique(codes << 32 | families[record])
        counted = np.bincount(distinct >> 32, minlength=len(column.texts))
        bearers = len(np.unique(families[record]))
        others = np.maximum(counted - 1, 0) + _ASSUMED * _ASSUMED_SHARE
        found[name] = np.minimum(others / (max(0, bearers - 1) + _ASSUMED), 1.0)
    return found


def _numbers(classes: list[str]) -> NDArray[np.int32]:
    """Number classes as they are met; 0 for "", which is none."""
    codes: dict[str, int] = {"": 0}
    return np.array([codes.setdefault(name, len(codes)) for name in classes], dtype=np.int32)


def _family_classes(table: RecordTable) -> NDArray[np.int32]:
    return _numbers([facts.sounds_like for facts in table.families])


def _family_chances(table: RecordTable) -> NDArray[np.float64]:
    return np.array([facts.chance for facts in table.families])


def _bearers(
    own: NDArray[np.int32], other: NDArray[np.int32], classes: NDArray[np.int32]
) -> NDArray[np.float64]:
    """Give for each text the share of distinct bearers of its class, one of them set aside."""
    size = int(classes.max(initial=0)) + 1
    known = (own > 0) & (other > 0)
    distinct = np.unique(own[known].astype(np.int64) << 32 | other[known])
    counted = np.bincount((distinct >> 32).astype(np.int64), minlength=size)
    share: NDArray[np.float64] = np.maximum(counted - 1, 0) / max(1, len(distinct))
    return share[classes]


def _outside(texts: list[str], share: Callable[[str], float]) -> NDArray[np.float64]:
    return np.array([share(text) if text else 1.0 for text in texts])


def _given_class(text: str) -> str:
    word = text.split(maxsplit=1)[0]
    if is_initial(word):
        return ""
    forms = given_forms(word)
    return min(forms.full | forms.short, default=forms.forms.plain)
