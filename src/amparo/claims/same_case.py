# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whether two cases against one person, told by different sources, may be one and the same.

One record keeps its cases apart; two records may both tell of one case. Nothing is merged here:
a count of cases is only as certain as it would be if all that may be one were one.
"""

from __future__ import annotations

from itertools import combinations, product
from typing import TYPE_CHECKING

from amparo.core.cases import Instance, could_be_same

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from amparo.core.cases import Prosecution


def may_be_one(one: Prosecution, other: Prosecution) -> bool:
    """Say whether nothing that is known keeps two cases apart.

    Kept apart are cases of one record, and cases of which the country, all articles, the day of
    opening or the day of the first judgment differ. Other judgments of different days do not
    keep them apart: a higher court's is given in the same case.
    """
    if _record(one) == _record(other):
        return False
    pairs = (
        (one.country.values, other.country.values),
        (one.opened.values, other.opened.values),
        (_articles(one), _articles(other)),
        (_first_judgments(one), _first_judgments(other)),
    )
    return all(_compatible(left, right) for left, right in pairs)


def certainly_separate(cases: Sequence[Prosecution]) -> int:
    """Give the least number of cases that these can be: the most of which no two may be one."""
    least = 0
    while least < len(cases) and any(
        not any(may_be_one(*pair) for pair in combinations(some, 2))
        for some in combinations(cases, least + 1)
    ):
        least += 1
    return least


def _record(case: Prosecution) -> str:
    """Give the record of a case: its key without the last part."""
    return case.key.rpartition("/")[0]


def _articles(case: Prosecution) -> list[str]:
    return [value for charge in case.charges for value in charge.provision.values]


def _first_judgments(case: Prosecution) -> list[object]:
    return [
        value
        for sentence in case.sentences
        if sentence.instance.value == Instance.FIRST
        for value in sentence.date.values
    ]


def _compatible(left: Iterable[object], right: Iterable[object]) -> bool:
    pairs = list(product(left, right))
    return not pairs or any(could_be_same(one, other) for one, other in pairs)
