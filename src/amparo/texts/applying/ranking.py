# SPDX-License-Identifier: AGPL-3.0-or-later
"""The order of the text; among amendments that exclude each other the furthest from it first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amparo.texts.applying.edits import TITLE, Add, Edit, Resolved, Rewrite, Strike, in_order

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from amparo.texts.applying.draft import Draft

Spot = tuple[float, int]
# How far from the text: whole paragraphs struck, then replaced, then words struck, replaced, added.
STRIKES, REWRITES, CUTS, REPLACES, ADDS = range(5)


def spot(draft: Draft, resolved: Resolved, lost: Collection[Edit] = ()) -> Spot:
    """Give where in the text an amendment begins; places that others strike do not count."""
    edits = remaining(resolved, lost)
    return min((_spot(draft, edit) for edit in edits), default=(float("inf"), 0))


def remaining(resolved: Resolved, lost: Collection[Edit]) -> tuple[Edit, ...]:
    """Give the edits that are not lost to other amendments, all of them where none is left."""
    return tuple(edit for edit in resolved.edits if edit not in lost) or resolved.edits


def distance(draft: Draft, resolved: Resolved) -> tuple[int, int]:
    """Give how far from the text an amendment goes, smaller for further: the kind, the size."""
    kinds = [_kind(edit) for edit in resolved.edits]
    sizes = [_size(draft, edit) for edit in resolved.edits]
    return min(kinds, default=ADDS), -sum(sizes)


def ranked(
    draft: Draft,
    resolved: Mapping[str, Resolved],
    excluding: Mapping[str, set[str]],
    identical: Mapping[str, set[str]],
    lost: Mapping[str, Collection[Edit]],
) -> list[str]:
    """Give the keys in the order of voting; identical ones follow each other.

    `lost` are the places of each that other amendments strike and that it can do without.
    """
    spots = {key: spot(draft, item, lost.get(key, ())) for key, item in resolved.items()}
    far = {key: (distance(draft, item), in_order(key)) for key, item in resolved.items()}
    order: list[str] = []
    placed: set[str] = set()

    def place(key: str) -> None:
        if key in placed:
            return
        group = sorted({key, *identical.get(key, ())} - placed, key=in_order)
        placed.update(group)
        for member in group:
            for other in sorted(excluding.get(member, ()), key=lambda item: far[item]):
                if far[other] < far[member]:
                    place(other)
        order.extend(group)

    for key in sorted(resolved, key=lambda key: (spots[key], far[key])):
        place(key)
    return order


def _spot(draft: Draft, edit: Edit) -> Spot:
    if isinstance(edit, Add):
        siblings = draft.siblings(edit.part, edit.parent)
        if edit.at:
            last = draft.places[siblings[edit.at - 1].key].last
            return last + 0.5, 0
        if edit.parent:
            return draft.places[edit.parent].index + 0.5, 0
        first = draft.of_part(edit.part)
        return (first[0].index - 0.5 if first else edit.part), 0
    if edit.paragraph == TITLE:
        return -1.0, 0
    start = 0 if isinstance(edit, Strike | Rewrite) else edit.start
    return float(draft.places[edit.paragraph].index), start


def _kind(edit: Edit) -> int:
    if isinstance(edit, Strike):
        return STRIKES
    if isinstance(edit, Rewrite):
        return REWRITES
    if isinstance(edit, Add) or edit.start == edit.end:
        return ADDS
    return REPLACES if edit.text else CUTS


def _size(draft: Draft, edit: Edit) -> int:
    if isinstance(edit, Strike | Rewrite):
        return sum(len(place.paragraph.text) for place in draft.below(edit.paragraph))
    if isinstance(edit, Add):
        return sum(len(new.text) for new in edit.new)
    return edit.end - edit.start or len(edit.text)
