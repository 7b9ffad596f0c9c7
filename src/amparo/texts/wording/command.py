# SPDX-License-Identifier: AGPL-3.0-or-later
"""One command as it is worded, before it is known what it means in its place."""

from __future__ import annotations

from dataclasses import dataclass, field

from amparo.texts.operations import Position, Unit
from amparo.texts.wording.paragraph_numbers import neighbour
from amparo.texts.wording.rest_of_text import Rest
from amparo.texts.wording.targets import Place, Spot, Words

OF_PARAGRAPHS = (Unit.PARAGRAPH, Unit.PARAGRAPHS, Unit.SUBPARAGRAPH, Unit.SUBPARAGRAPHS)


@dataclass(slots=True)
class Command:
    """One command as worded; what it does not name itself is left empty.

    `introduced`: "with" was read. `belated`: a place was named after all else.
    """

    verb: str = ""
    places: list[Place] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)
    objects: list[Words | Place | Rest] = field(default_factory=list)
    unit: Unit | None = None
    number: str = ""
    texts: list[str] = field(default_factory=list)
    occurrence: int = 0
    everywhere: bool = False
    introduced: bool = False
    belated: bool = False
    start: int = 0
    end: int = 0

    @property
    def complete(self) -> bool:
        """Say whether nothing is missing."""
        if self.verb == "insert":
            return bool(self.texts and self.spots)
        if self.verb == "delete":
            return bool(self.objects)
        return bool(self.objects and self.texts)

    def say_where(self) -> None:
        """Say where in other words: "complete paragraph 5 with", "insert a new paragraph 8.6"."""
        where = self.objects[0] if self.objects else None
        if self.verb == "complete" and isinstance(where, Place):
            self.verb, self.objects = "insert", []
            self.spots = [Spot(Position.END, where)]
        if self.verb == "insert" and self.number and self.unit in OF_PARAGRAPHS and not self.spots:
            former = neighbour(self.number, -1)
            where = Place("paragraphs", numbers=(former or self.number,))
            self.spots = [Spot(Position.AFTER if former else Position.BEFORE, where)]
