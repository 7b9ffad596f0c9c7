# SPDX-License-Identifier: AGPL-3.0-or-later
"""Three-valued truth after Kleene's strong logic.

Source of the method: S. C. Kleene, Introduction to Metamathematics (1952), section 64.
UNKNOWN means "not established", never "half true": a conjunction with a false part is
false whatever the unknown part turns out to be, and a disjunction with a true part is true.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Truth(Enum):
    """TRUE, FALSE or UNKNOWN, with ``&``, ``|`` and ``~``.

    >>> Truth.UNKNOWN & Truth.FALSE
    <Truth.FALSE: 'false'>
    >>> Truth.UNKNOWN | Truth.FALSE
    <Truth.UNKNOWN: 'unknown'>
    """

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"

    @classmethod
    def of(cls, value: bool | None) -> Truth:  # noqa: FBT001 - the value itself, not a switch
        """Give TRUE, FALSE, or UNKNOWN for None."""
        if value is None:
            return cls.UNKNOWN
        return cls.TRUE if value else cls.FALSE

    def __and__(self, other: Truth) -> Truth:
        """Give the conjunction: the least established of the two."""
        return min(self, other, key=_RANK.__getitem__)

    def __or__(self, other: Truth) -> Truth:
        """Give the disjunction: the best established of the two."""
        return max(self, other, key=_RANK.__getitem__)

    def __invert__(self) -> Truth:
        """Give the negation; UNKNOWN stays UNKNOWN."""
        return {Truth.TRUE: Truth.FALSE, Truth.FALSE: Truth.TRUE}.get(self, Truth.UNKNOWN)

    def __bool__(self) -> bool:
        """Refuse: ``if truth`` would silently take UNKNOWN for one of the others.

        Raises:
            TypeError: always; ask ``truth is Truth.TRUE`` instead.
        """
        msg = "a Truth is not a bool: ask `is Truth.TRUE`, `is Truth.FALSE` or `is Truth.UNKNOWN`"
        raise TypeError(msg)

    def implies(self, other: Truth) -> Truth:
        """Give the material implication, not-self or other."""
        return ~self | other


_RANK = {Truth.FALSE: 0, Truth.UNKNOWN: 1, Truth.TRUE: 2}


def all_of(values: Iterable[Truth]) -> Truth:
    """Give the conjunction of all values; TRUE for none, as in logic."""
    result = Truth.TRUE
    for value in values:
        result &= value
    return result


def any_of(values: Iterable[Truth]) -> Truth:
    """Give the disjunction of all values; FALSE for none, as in logic."""
    result = Truth.FALSE
    for value in values:
        result |= value
    return result
