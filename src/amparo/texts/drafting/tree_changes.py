# SPDX-License-Identifier: AGPL-3.0-or-later
"""How the paragraphs of an edited text stand to those of the draft: kept, changed, new, gone.

Sisters are aligned with sisters, in order, by how like their words are (Needleman-Wunsch); a
paragraph that moved or changed its level is struck where it was and new where it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from amparo.texts.document import Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


# Two paragraphs less alike than this (Indel similarity, 0 to 1) are not one paragraph edited.
_ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Reworded:
    """A paragraph whose own words changed, with what changed `below` it."""

    before: Paragraph
    after: Paragraph
    below: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Substituted:
    """A paragraph with all below it that gave way to another."""

    before: Paragraph
    after: Paragraph


@dataclass(frozen=True, slots=True)
class Removed:
    """A paragraph struck with all below it."""

    before: Paragraph


@dataclass(frozen=True, slots=True)
class Added:
    """New paragraphs: after one of the draft, or before one, or the first under one.

    Exactly one of `behind`, `ahead`, `under` is given; none if the draft has no paragraph at all.
    """

    after: tuple[Paragraph, ...]
    behind: Paragraph | None = None
    ahead: Paragraph | None = None
    under: Paragraph | None = None


Change = Reworded | Substituted | Removed | Added


def tree_changes(
    before: Sequence[Paragraph], after: Sequence[Paragraph], parent: Paragraph | None = None
) -> Iterator[Change]:
    """Give what changed between sister paragraphs and below them, in the order of reading."""
    pairs = [*_aligned(before, after), (len(before), len(after))]
    row = column = 0
    for left, right in pairs:
        yield from _gap(before, after, (row, left), (column, right), parent)
        if left < len(before):
            yield from _kept(before[left], after[right])
        row, column = left + 1, right + 1


def same_words(before: Sequence[Paragraph], after: Sequence[Paragraph]) -> bool:
    """Say whether two lists of paragraphs read the same, whatever their numbers."""
    return len(before) == len(after) and all(
        one.text == other.text
        and one.heading == other.heading
        and same_words(one.children, other.children)
        for one, other in zip(before, after, strict=True)
    )


def _kept(before: Paragraph, after: Paragraph) -> Iterator[Change]:
    below = tree_changes(before.children, after.children, before)
    if before.text == after.text:
        yield from below
    else:
        yield Reworded(before, after, tuple(below))


def _gap(
    before: Sequence[Paragraph],
    after: Sequence[Paragraph],
    rows: tuple[int, int],
    columns: tuple[int, int],
    parent: Paragraph | None,
) -> Iterator[Change]:
    """Give the changes between two kept sisters: what is gone gives way to what is new."""
    gone, new = before[slice(*rows)], after[slice(*columns)]
    shared = min(len(gone), len(new))
    for old, fresh in zip(gone, new, strict=False):
        yield Substituted(old, fresh)
    for old in gone[shared:]:
        yield Removed(old)
    if len(new) > shared:
        last = rows[0] + shared - 1
        if last >= 0:
            yield Added(tuple(new[shared:]), behind=before[last])
        elif before:
            yield Added(tuple(new[shared:]), ahead=before[0])
        else:
            yield Added(tuple(new[shared:]), under=parent)


def _aligned(before: Sequence[Paragraph], after: Sequence[Paragraph]) -> list[tuple[int, int]]:
    """Give the pairs of one paragraph, as places, so that the whole likeness is greatest."""
    start = 0
    while start < min(len(before), len(after)) and _likeness(before[start], after[start]) == 1:
        start += 1
    rows, columns = before[start:], after[start:]
    best = [[0.0] * (len(columns) + 1) for _ in range(len(rows) + 1)]
    like = [[_likeness(one, other) for other in columns] for one in rows]
    for i in range(len(rows) - 1, -1, -1):
        for j in range(len(columns) - 1, -1, -1):
            joined = like[i][j] + best[i + 1][j + 1] if like[i][j] else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], joined)
    pairs = [(at, at) for at in range(start)]
    i = j = 0
    while i < len(rows) and j < len(columns):
        if like[i][j] and best[i][j] == like[i][j] + best[i + 1][j + 1]:
            pairs.append((start + i, start + j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _likeness(one: Paragraph, other: Paragraph) -> float:
    if one.heading != other.heading or bool(one.number) != bool(other.number):
        return 0.0
    if one.text == other.text:
        return 1.0 if same_words(one.children, other.children) else 0.99
    found = fuzz.ratio(one.text, other.text, score_cutoff=100 * _ALIKE) / 100
    return min(found, 0.98)
