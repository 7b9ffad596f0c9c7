# SPDX-License-Identifier: AGPL-3.0-or-later
"""Names for clusters that last: a person keeps the id when records come and go."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_LENGTH = 12


def person_ids(
    keys: Sequence[str], labels: Sequence[int], former: Mapping[str, str] | None = None
) -> list[str]:
    """Give the id of each record's person.

    A cluster takes over the former id of most of its records; of clusters that could take the
    same id the one with most of that person's records does, then the one whose first key sorts
    first. A new person's id comes from the first key, so the same records give the same ids.
    """
    members: dict[int, list[str]] = defaultdict(list)
    for key, label in zip(keys, labels, strict=True):
        members[label].append(key)
    former = former or {}
    counted = Counter(
        (label, former[key]) for key, label in zip(keys, labels, strict=True) if key in former
    )
    claims = [
        (-number, min(members[label]), person, label) for (label, person), number in counted.items()
    ]
    ids: dict[int, str] = {}
    taken: set[str] = set()
    for _, _, person, label in sorted(claims):
        if label not in ids and person not in taken:
            ids[label] = person
            taken.add(person)
    reserved = taken | set(former.values())
    for label, found in sorted(members.items(), key=lambda item: min(item[1])):
        if label not in ids:
            ids[label] = _new_id(min(found), reserved)
            reserved.add(ids[label])
    return [ids[label] for label in labels]


def _new_id(key: str, taken: set[str]) -> str:
    for attempt in range(len(taken) + 1):
        text = f"{key}\n{attempt}" if attempt else key
        found = "p" + hashlib.blake2b(text.encode(), digest_size=_LENGTH // 2).hexdigest()
        if found not in taken:
            return found
    msg = "no id is free"
    raise AssertionError(msg)
