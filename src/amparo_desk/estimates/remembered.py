# SPDX-License-Identifier: AGPL-3.0-or-later
"""The last few answers of this process, so that turning pages does not work them out again.

Who may see an answer is decided before it is asked for: what is remembered knows no user.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class Remembered(Generic[T]):
    """Answers by a key of all that they depend on."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._held: OrderedDict[str, T] = OrderedDict()
        self._lock = Lock()

    def get(self, key: str, make: Callable[[], T]) -> T:
        """Give the answer that is remembered, else make it; whatever `make` raises is raised."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]
        made = make()
        with self._lock:
            self._held[key] = made
            while len(self._held) > self.most:
                self._held.popitem(last=False)
        return made
