# SPDX-License-Identifier: AGPL-3.0-or-later
"""A debate as a page shows it: rows of paragraphs, and beside each the amendments to it.

A row holds one paragraph of the draft and what is inserted after it. Comparing what a page shows
with what it should show gives the few rows and cards that must be drawn anew.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from amparo.texts.applying.clashes import EXCLUDING
from amparo.texts.marked import Consolidation, Mark, MarkedParagraph, Refusal
from amparo_desk.chamber.models import Scenario
from amparo_desk.chamber.reckoning import title_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from amparo_desk.chamber.reckoning import Reckoned

ADOPTED, REJECTED, OPEN = Scenario.Choice.ADOPTED.value, Scenario.Choice.REJECTED.value, ""


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph of the draft: as proposed and as it results.

    Proposed is what is neither rejected nor falls with what is adopted. `choices` are those of
    the amendments whose marks stand in it.
    """

    number: int
    heading: str
    proposed: tuple[MarkedParagraph, ...]
    resulting: tuple[MarkedParagraph, ...]
    choices: tuple[tuple[str, str], ...]

    @property
    def touched(self) -> bool:
        """Say whether an adopted amendment changes anything but numbers here."""
        return any(item.changed or item.mark is not Mark.KEPT for item in self.resulting)


@dataclass(frozen=True, slots=True)
class Card:
    """Where an amendment stands in a scenario.

    `state` is "effect", "falls", "refused" of one taken as adopted, "would_fall", "open",
    "rejected" of others; `refusal` says why it takes no effect, `because_of` what it collides with.
    """

    label: str
    choice: str
    state: str
    refusal: Refusal | None = None
    because_of: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many amendments stand where."""

    all: int
    adopted: int
    rejected: int
    open: int
    falling: int


@dataclass(frozen=True, slots=True)
class Changes:
    """Rows to be drawn anew: as proposed, as they result, or only their resulting numbers."""

    proposed: list[Row]
    resulting: list[Row]
    renumbered: list[Row]

    @property
    def numbers(self) -> list[tuple[str, str]]:
        """The numbers that changed alone, by the ids of their elements."""
        return [
            (f"k-{row.number}-{place}", f"{item.number_after}.")
            for row in self.renumbered
            for place, item in enumerate(row.resulting, 1)
            if item.number_after and item.mark is not Mark.STRUCK
        ]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows of a text for the choices of a scenario."""

    rows: tuple[Row, ...]
    cards: dict[str, Card]
    resulting: Consolidation
    tally: Tally

    def differing_rows(self, other: Shown) -> Changes:
        """Give the rows that are not as in `other`, by what of them must be drawn anew."""
        changes = Changes([], [], [])
        for row, old in zip(self.rows, other.rows, strict=True):
            if (row.choices, _as_proposed(row)) != (old.choices, _as_proposed(old)):
                changes.proposed.append(row)
            if row.resulting == old.resulting:
                continue
            same_words = _without_numbers(row) == _without_numbers(old)
            (changes.renumbered if same_words else changes.resulting).append(row)
        return changes

    def differing_cards(self, other: Shown) -> list[Card]:
        """Give the cards that are not as in `other`."""
        return [card for label, card in self.cards.items() if card != other.cards.get(label)]


def shown(work: Reckoned, choices: Mapping[str, str]) -> Shown:
    """Lay out a text with its amendments for the choices of a scenario."""
    return _shown(work, frozenset(choices.items()))


# What a page shows is asked for again with its next switch.
@lru_cache(maxsize=8)
def _shown(work: Reckoned, chosen: frozenset[tuple[str, str]]) -> Shown:
    choices = dict(chosen)
    adopted = {label for label, choice in choices.items() if choice == ADOPTED}
    right = work.consolidated(adopted)
    refused = {item.amendment: item for item in right.refused}
    applied = set(right.applied)
    cards = {
        label: _card(work, label, choices.get(label, OPEN), refused, applied)
        for label in work.amendments
    }
    # What is taken as adopted goes before what is open.
    left = work.consolidated(
        {label for label, card in cards.items() if card.state not in {"rejected", "would_fall"}}
    )
    states = [card.state for card in cards.values()]
    return Shown(
        rows=tuple(_rows(work, left, right, choices)),
        cards=cards,
        resulting=right,
        tally=Tally(
            all=len(cards),
            adopted=sum(card.choice == ADOPTED for card in cards.values()),
            rejected=sum(card.choice == REJECTED for card in cards.values()),
            open=sum(card.choice == OPEN for card in cards.values()),
            falling=sum(state in {"falls", "would_fall"} for state in states),
        ),
    )


def _as_proposed(row: Row) -> list[tuple[object, ...]]:
    """Give what is seen of a row as proposed: a paragraph of the draft has the draft's number."""
    return [
        (item.mark, item.runs, item.by, item.number_after if item.mark is Mark.INSERTED else "")
        for item in row.proposed
    ]


def _without_numbers(row: Row) -> list[tuple[object, ...]]:
    return [(item.mark, item.runs, item.by, bool(item.number_after)) for item in row.resulting]


def others(work: Reckoned, label: str) -> Iterator[str]:
    """Give the amendments that cannot stand together with one."""
    for collision in work.collisions.get(label, ()):
        if collision.kind in EXCLUDING:
            yield collision.right if collision.left == label else collision.left


def slug(label: str) -> str:
    """Give a label as an element's id may hold it, no two alike: "13/1" becomes "13-1"."""
    rare = re.sub(r"[^0-9A-Za-z/]", lambda sign: f"_{ord(sign[0]):x}_", label)
    return rare.replace("/", "-")


def _rows(
    work: Reckoned, left: Consolidation, right: Consolidation, choices: Mapping[str, str]
) -> Iterator[Row]:
    by_left, by_right = _beside(work, left), _beside(work, right)
    headings = {
        part.paragraphs[0].key: f"{part.letter}. {part.heading}" if part.letter else part.heading
        for part in work.document.parts
        if part.paragraphs and part.heading
    }
    for number, key in enumerate(work.keys):
        proposed = tuple(
            replace(item, number_after=work.new_numbers[item.key])
            if item.key in work.new_numbers
            else item
            for item in by_left.get(key, ())
        )
        marks = {run.by for item in proposed for run in item.runs} | {item.by for item in proposed}
        yield Row(
            number,
            headings.get(key, ""),
            proposed,
            tuple(by_right.get(key, ())),
            tuple(sorted((by, choices.get(by, OPEN)) for by in marks if by)),
        )


def _beside(work: Reckoned, made: Consolidation) -> dict[str, list[MarkedParagraph]]:
    """Give marked paragraphs by the draft's paragraph: itself, and what is inserted after it."""
    of_draft = set(work.keys)
    found: dict[str, list[MarkedParagraph]] = {}
    last = ""
    before = title_of(made)
    for item in made.walk():
        if item.key in of_draft:
            last = item.key
            found[last] = [*before, item]
            before = []
        elif last:
            found[last].append(item)
        else:
            before.append(item)
    return found


def _card(
    work: Reckoned,
    label: str,
    choice: str,
    refused: Mapping[str, Refusal],
    applied: Collection[str],
) -> Card:
    if choice == REJECTED:
        return Card(label, choice, "rejected")
    if choice == ADOPTED:
        refusal = refused.get(label)
        if refusal is None:
            return Card(label, choice, "effect" if label in applied else "waits")
        state = "falls" if refusal.because_of else "refused"
        return Card(label, choice, state, refusal, refusal.because_of)
    against = next((other for other in others(work, label) if other in applied), "")
    if against:
        return Card(label, choice, "would_fall", because_of=against)
    refusal = work.alone[label].refusal
    return Card(label, choice, "refused" if refusal else "open", refusal)
