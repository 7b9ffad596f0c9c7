# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where quoted words stand in the place that a command names, and near it where they do not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from amparo.core.messages import say
from amparo.texts.applying.matching import Match, around, nearest, occurrences
from amparo.texts.applying.scopes import Scope, Slice, UnfitError

if TYPE_CHECKING:
    from amparo.texts.applying.draft import Draft
    from amparo.texts.operations import Operation

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Found:
    """Quoted words in a piece of a paragraph."""

    piece: Slice
    match: Match


def side_by_side(
    draft: Draft, scope: Scope, found: list[Found], operation: Operation
) -> list[Found]:
    """Give the occurrences directly before `until`: "between the words X and Y".

    Raises:
        UnfitError: the words stand there, but not side by side.
    """
    beside = [
        hit
        for hit in found
        for other in occurrences(operation.until, draft.text(hit.piece.key))
        if not draft.text(hit.piece.key)[hit.match.end : other.start].strip(" \u00a0")
        and other.start >= hit.match.end
    ]
    if found and not beside:
        raise UnfitError(
            say(
                "the words “{first}” and “{second}” do not stand side by side in {place}",
                first=operation.quoted,
                second=operation.until,
                place=scope.name,
            ),
            passages(draft, found),
        )
    return beside


def behind_words(draft: Draft, scope: Scope, found: list[Found], behind: str) -> list[Found]:
    """Give the occurrences directly after other words; where there are none, those further on.

    Raises:
        UnfitError: the words that they are to follow are not there.
    """
    leads = found_words(draft, scope, behind)
    if not leads:
        reason = say("the words “{quoted}” are not in {place}", quoted=behind, place=scope.name)
        raise UnfitError(reason, nearest_passages(draft, scope, behind))
    gaps = [
        (hit, draft.text(hit.piece.key)[lead.match.end : hit.match.start])
        for hit in found
        for lead in leads
        if lead.piece.key == hit.piece.key and lead.match.end <= hit.match.start
    ]
    directly = [hit for hit, gap in gaps if not gap.strip(" \u00a0,;:")]
    return list(dict.fromkeys(directly or [hit for hit, _ in gaps]))


def found_words(draft: Draft, scope: Scope, quoted: str) -> list[Found]:
    """Give each place where quoted words stand, in the order of reading."""
    found: list[Found] = []
    for piece in scope.slices:
        # Words are cut out with what stands before them, so that the edges of words are seen.
        text = draft.text(piece.key)[: piece.end]
        found += [
            Found(piece, match) for match in occurrences(quoted, text) if match.start >= piece.start
        ]
    return found


def passages(draft: Draft, found: list[Found]) -> tuple[str, ...]:
    """Give some places with the words round them, for people."""
    return tuple(
        f"{draft.name(hit.piece.key)}: "
        f"{around(draft.text(hit.piece.key), hit.match.start, hit.match.end)}"
        for hit in found[:_SHOWN]
    )


def nearest_passages(draft: Draft, scope: Scope, quoted: str) -> tuple[str, ...]:
    """Give the same words elsewhere in the text first, then words like them in the place named."""
    same = [
        Found(Slice(place.paragraph.key, 0, len(place.paragraph.text)), match)
        for place in draft.reading
        for match in occurrences(quoted, place.paragraph.text)
    ]
    if same:
        return passages(draft, same)
    keys = list(dict.fromkeys(piece.key for piece in scope.slices))
    near = nearest(quoted, [draft.text(key) for key in keys])
    if not near:
        keys = [place.paragraph.key for place in draft.reading]
        near = nearest(quoted, [draft.text(key) for key in keys])
    return tuple(
        f"{draft.name(keys[hit.text])}: {around(draft.text(keys[hit.text]), hit.start, hit.end)}"
        for hit in near
    )
