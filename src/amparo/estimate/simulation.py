# SPDX-License-Identifier: AGPL-3.0-or-later
"""SYNTHETIC lists of a population whose size is known, by designs kept in resources/estimate."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from amparo.core.yaml_files import read_marked
from amparo.estimate.tables import ListTable
from amparo.resources import resource

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from amparo.core.yaml_files import Marked

_FIELDS = ("said", "people", "lists", "classes", "depends", "copies", "never_both")
_NEEDED = ("said", "people", "lists", "classes")
_SUM = 1e-9


@dataclass(frozen=True, slots=True)
class Group:
    """People alike: their share of all and the probability of each list (J)."""

    share: float
    on: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Tie:
    """How a list depends on one before it, by places: `strength` are odds or a share copied."""

    place: int
    before: int
    strength: float


@dataclass(frozen=True, slots=True)
class PopulationDesign:
    """A population of known size and the way in which its people get on lists.

    For each person a group is drawn, then the lists in their order: the probability is the group's,
    its odds times those of `depends` for every list there that the person is on; `copies` take
    over from lists before; on the second list of a pair of `never_both` is nobody who is on the
    first, and the table states that pattern as impossible.
    """

    key: str
    said: str
    people: int
    lists: tuple[str, ...]
    groups: tuple[Group, ...]
    depends: tuple[Tie, ...]
    copies: tuple[Tie, ...]
    never_both: tuple[tuple[int, int], ...]

    def table(self, seed: int) -> ListTable:
        """Draw the lists once; the same seed gives the same table."""
        dice = np.random.default_rng((seed, *self.key.encode()))
        share = np.array([group.share for group in self.groups])
        group = dice.choice(len(share), self.people, p=share / share.sum())
        usual = np.array([group.on for group in self.groups])[group]
        on = np.zeros((self.people, len(self.lists)), np.int8)
        for place in range(len(self.lists)):
            odds = usual[:, place] / (1 - usual[:, place])
            for tie in self.depends:
                if tie.place == place:
                    odds = odds * np.where(on[:, tie.before] == 1, tie.strength, 1.0)
            there = dice.random(self.people) < odds / (1 + odds)
            for tie in self.copies:
                if tie.place == place:
                    there |= (on[:, tie.before] == 1) & (dice.random(self.people) < tie.strength)
            for first, second in self.never_both:
                if second == place:
                    there &= on[:, first] == 0
            on[:, place] = there
        return ListTable.from_records(self.lists, on[on.any(axis=1)], self._impossible())

    def _impossible(self) -> NDArray[np.int8]:
        width = len(self.lists)
        every = np.arange(2**width)[:, None] >> np.arange(width) & 1
        never = np.zeros(len(every), bool)
        for first, second in self.never_both:
            never |= (every[:, first] & every[:, second]) == 1
        return every[never].astype(np.int8)


@cache
def designs() -> tuple[PopulationDesign, ...]:
    """Give the packaged designs."""
    return read_designs(resource("estimate", "designs.yaml"))


def read_designs(path: Path) -> tuple[PopulationDesign, ...]:
    """Read designs by hand.

    Raises:
        YamlFileError: with every fault.
    """
    top = read_marked(path)
    found = tuple(_design(key, item) for key, item in top.items().items())
    top.raise_faults(path)
    return found


def _design(key: str, item: Marked) -> PopulationDesign:
    told = item.fields(_FIELDS, needed=_NEEDED)
    lists = told["lists"].texts() if "lists" in told else ()
    if len(set(lists)) != len(lists):
        told["lists"].fault("a list stands here twice; keep one")
    groups = tuple(_group(g, len(lists)) for g in _entries(told, "classes"))
    if groups and abs(sum(group.share for group in groups) - 1) > _SUM:
        told["classes"].fault("the shares must add up to 1")
    return PopulationDesign(
        key,
        told["said"].text() if "said" in told else "",
        round(_number(told["people"], 1, 1e7)) if "people" in told else 0,
        lists,
        groups,
        tuple(_tie(t, lists, "on", "odds", 1e6) for t in _entries(told, "depends")),
        tuple(_tie(t, lists, "from", "share", 1) for t in _entries(told, "copies")),
        tuple(_pair(p, lists) for p in _entries(told, "never_both")),
    )


def _entries(told: dict[str, Marked], name: str) -> list[Marked]:
    return told[name].entries() if name in told else []


def _group(item: Marked, width: int) -> Group:
    told = item.fields(("share", "on"), needed=("share", "on"))
    on = tuple(_number(entry, 0, 0.99) for entry in _entries(told, "on"))
    if len(on) != width:
        item.fault(f"must have a probability for each of the {width} lists")
    return Group(_number(told["share"], 0, 1) if "share" in told else 0.0, on)


def _tie(item: Marked, lists: tuple[str, ...], other: str, strength: str, most: float) -> Tie:
    names = ("list", other, strength)
    told = item.fields(names, needed=names)
    if len(told) < len(names):
        return Tie(0, 0, 0.0)
    place, before = _place(told["list"], lists), _place(told[other], lists)
    if before >= place:
        item.fault(f"{other!r} must be a list before {told['list'].text()!r}")
    return Tie(place, before, _number(told[strength], 0, most))


def _pair(item: Marked, lists: tuple[str, ...]) -> tuple[int, int]:
    places = [_place(entry, lists) for entry in item.entries()]
    if len(places) != 2 or places[0] >= places[1]:  # noqa: PLR2004 - a pair
        item.fault("must be two lists, the earlier first")
        return 0, 0
    return places[0], places[1]


def _place(item: Marked, lists: tuple[str, ...]) -> int:
    name = item.word(lists)
    return lists.index(name) if name else 0


def _number(item: Marked, least: float, most: float) -> float:
    text = item.text()
    try:
        value = float(text)
    except ValueError:
        value = np.nan
    if not least <= value <= most:
        item.fault(f"{text!r} is no number from {least} to {most:g}")
        return least
    return value
