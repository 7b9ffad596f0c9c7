# SPDX-License-Identifier: AGPL-3.0-or-later
"""Missing labels of strata filled in by chance, several times, so that nobody is dropped.

Who lacks a label (age, region) belongs to a stratum all the same: without them N comes out too
small, and more so where one list lacks most of the labels. They are drawn from the posterior of
the labels given the lists a person is on and the labels known of him or her (multiple imputation:
Rubin 1987; by data augmentation: Tanner and Wong 1987, Journal of the American Statistical
Association 82:528). Assumed is that whether a label is missing depends on the lists and the labels
known alone, not on the label that is missing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from amparo.core.messages import Message, say
from amparo.estimate.estimates import Gate, GateVerdict
from amparo.estimate.tables import ListTable, TableFault, TableFaults

if TYPE_CHECKING:
    from collections.abc import Iterable

Labels = tuple[str, ...]
# Sweeps before an imputation where some labels of a person are known and others not.
_SWEEPS = 50
# From which share on the gate `labels_missing` warns, and leaves a range only.
MANY_MISSING, MOST_MISSING = 0.2, 0.5


@dataclass(frozen=True, slots=True)
class Imputing:
    """How often labels are filled in; the slow method (latent classes) sees the first `slow`."""

    imputations: int = 20
    slow: int = 5

    def __post_init__(self) -> None:
        if min(self.imputations, self.slow) < 2:  # noqa: PLR2004 - one shows no spread
            message = "labels are filled in twice at least, to see what hangs on it"
            raise ValueError(message)


@dataclass(frozen=True, slots=True)
class MissingLabels:
    """How many labels are missing.

    `people` are all, `without` those who lack a label, `by_column` how many lack that of each
    column; `worst` is the list of whose people the largest share lacks one, with the share.
    """

    people: int
    without: int
    by_column: tuple[tuple[str, int], ...]
    worst: tuple[str, float]

    @classmethod
    def of(cls, strata: Mapping[Labels, ListTable], by: Sequence[str]) -> MissingLabels:
        """Count them."""
        lacking = [table for labels, table in strata.items() if "" in labels]
        every, without = _on_lists(strata.values()), _on_lists(lacking)
        shares = {name: without.get(name, 0) / size for name, size in every.items() if size}
        return cls(
            sum(table.n for table in strata.values()),
            sum(table.n for table in lacking),
            tuple(
                (column, sum(table.n for labels, table in strata.items() if not labels[place]))
                for place, column in enumerate(by)
            ),
            max(sorted(shares.items()), key=lambda item: item[1], default=("", 0.0)),
        )

    @property
    def gate(self) -> Gate | None:
        """Give the gate of too many missing: a warning, or where they decide a range."""
        share = self.without / self.people if self.people else 0.0
        name, of_list = self.worst
        if max(share, of_list) <= MANY_MISSING:
            return None
        reason = say(
            "{share} % of the people, and {of_list} % of those on “{list}”, lack a label. The"
            " labels filled in are right only if whether one is missing does not depend on what it"
            " would be.",
            share=round(100 * share),
            of_list=round(100 * of_list),
            list=name,
        )
        verdict = GateVerdict.RANGE if share > MOST_MISSING else GateVerdict.WARN
        return Gate("labels_missing", verdict, reason)

    @property
    def said(self) -> Message:
        """Say it."""
        return say(
            "{without} of {people} people lack a label ({columns}).",
            without=self.without,
            people=self.people,
            columns=", ".join(f"{name}: {number}" for name, number in self.by_column if number),
        )

    def to_json(self) -> dict[str, Any]:
        """Give plain data."""
        return {
            "people": self.people,
            "without": self.without,
            "by_column": dict(self.by_column),
            "worst_list": {"list": self.worst[0], "share": self.worst[1]},
        }


@dataclass(frozen=True, eq=False)
class Labelling:
    """All that is known of who has which label; `draw` fills in what is missing.

    `codes` (C,) are the patterns over `lists`; `held` (C, L) counts the people with all labels by
    stratum, `prior` (C, L) is that of the labels of those who show a pattern: a Dirichlet that
    weighs as much as one person for each stratum, its shares those among people on the same number
    of lists, which in turn are drawn towards those among all by as much. It is 0 where the pattern
    cannot be shown in the stratum. `lacking` are (which strata are possible (L,), people (C,)).
    """

    strata: Mapping[Labels, ListTable]
    lists: tuple[str, ...]
    codes: NDArray[np.int64]
    held: NDArray[np.float64]
    prior: NDArray[np.float64]
    lacking: tuple[tuple[NDArray[np.bool_], NDArray[np.int64]], ...]

    @classmethod
    def of(cls, strata: Mapping[Labels, ListTable], by: Sequence[str]) -> Labelling:
        """Look at strata; those with "" among their labels hold the people to be placed.

        Raises:
            TableFaults: nobody has all labels, or people for whom no stratum is possible.
        """
        known = {labels: table for labels, table in strata.items() if "" not in labels}
        known = {labels: table for labels, table in known.items() if table.n}
        if not known:
            raise TableFaults([TableFault(say("Nobody has a label: there are no strata."))])
        lists = tuple(sorted({name for table in strata.values() for name in table.lists}))
        codes = np.unique(np.concatenate([_codes(table, lists) for table in strata.values()]))
        held = np.column_stack([_counts(table, lists, codes) for table in known.values()])
        possible = np.column_stack([possible_in(table, lists, codes) for table in known.values()])
        lacking, faults = [], []
        for labels, table in strata.items():
            if "" not in labels or not table.n:
                continue
            fits = np.array([_fits(labels, other) for other in known])
            people = _counts(table, lists, codes).astype(np.int64)
            lost = int(people[~(possible & fits).any(axis=1)].sum())
            if lost:
                faults.append(TableFault(_no_stratum(labels, by, lost)))
            lacking.append((fits, people))
        if faults:
            raise TableFaults(faults)
        return cls(known, lists, codes, held, _prior(codes, held, possible), tuple(lacking))

    def draw(self, seed: int, number: int) -> dict[Labels, ListTable]:
        """Fill in the labels once; imputations of other numbers are apart from each other."""
        dice = np.random.default_rng((seed, 3, number))
        # Who lacks every label tells nothing about labels, and is placed at the end.
        partly = [(fits, people) for fits, people in self.lacking if not fits.all()]
        wholly = [(fits, people) for fits, people in self.lacking if fits.all()]
        placed = np.zeros_like(self.held)
        for _ in range(_SWEEPS if partly else 0):
            placed = _placed(self._shares(placed, dice), partly, dice)
        shares = self._shares(placed, dice)
        counts = self.held + _placed(shares, partly + wholly, dice)
        return {
            labels: self._table(table, counts[:, place])
            for place, (labels, table) in enumerate(self.strata.items())
        }

    def _shares(
        self, placed: NDArray[np.float64], dice: np.random.Generator
    ) -> NDArray[np.float64]:
        drawn = dice.standard_gamma(self.prior + self.held + placed)
        # A tiny share may be drawn as 0 in a whole row.
        found: NDArray[np.float64] = np.where(
            self.prior > 0, np.maximum(drawn, np.finfo(float).tiny), 0.0
        )
        return found

    def _table(self, table: ListTable, counts: NDArray[np.float64]) -> ListTable:
        places = [self.lists.index(name) for name in table.lists]
        there = counts > 0
        patterns = self.codes[there, None] >> np.array(places) & 1
        return ListTable.from_patterns(table.lists, patterns, counts[there], table.impossible)


def _placed(
    shares: NDArray[np.float64],
    lacking: Iterable[tuple[NDArray[np.bool_], NDArray[np.int64]]],
    dice: np.random.Generator,
) -> NDArray[np.float64]:
    """Draw the strata of people who lack labels, given the shares of the strata by pattern."""
    found = np.zeros_like(shares)
    for fits, people in lacking:
        some = np.flatnonzero(people)
        chance = shares[some] * fits
        chance /= chance.sum(axis=1, keepdims=True)
        found[some] += dice.multinomial(people[some], chance)
    return found


def _prior(
    codes: NDArray[np.int64], held: NDArray[np.float64], possible: NDArray[np.bool_]
) -> NDArray[np.float64]:
    weight = held.shape[1]
    every = held.sum(axis=0) + 0.5
    every /= every.sum()
    times = np.bitwise_count(codes)
    found = np.zeros_like(held)
    for number in np.unique(times):
        alike = times == number
        shares = held[alike].sum(axis=0) + weight * every
        found[alike] = shares / shares.sum()
    found = np.where(possible, found, 0.0)
    whole = found.sum(axis=1, keepdims=True)
    scaled: NDArray[np.float64] = weight * found / np.where(whole > 0, whole, 1.0)
    return scaled


def _on_lists(tables: Iterable[ListTable]) -> dict[str, int]:
    found: dict[str, int] = {}
    for table in tables:
        for name, size in zip(table.lists, table.sizes.tolist(), strict=True):
            found[name] = found.get(name, 0) + size
    return found


def _codes(table: ListTable, lists: Sequence[str]) -> NDArray[np.int64]:
    """Give the patterns of a table as numbers over more lists."""
    bits = np.array([1 << lists.index(name) for name in table.lists], np.int64)
    found: NDArray[np.int64] = table.patterns.astype(np.int64) @ bits
    return found


def _counts(
    table: ListTable, lists: Sequence[str], codes: NDArray[np.int64]
) -> NDArray[np.float64]:
    found = np.zeros(len(codes))
    found[np.searchsorted(codes, _codes(table, lists))] = table.counts
    return found


def possible_in(
    table: ListTable, lists: Sequence[str], codes: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Say which patterns can be shown in a stratum: on its lists only, and not impossible."""
    there = codes[:, None] >> np.arange(len(lists)) & 1
    places = [lists.index(name) for name in table.lists]
    others = np.delete(there, places, axis=1).any(axis=1)
    own = there[:, places] @ (np.int64(1) << np.arange(len(places), dtype=np.int64))
    found: NDArray[np.bool_] = ~others & ~np.isin(own, table.impossible_codes)
    return found


def _fits(partly: Labels, whole: Labels) -> bool:
    return all(one in {"", other} for one, other in zip(partly, whole, strict=True))


def _no_stratum(labels: Labels, by: Sequence[str], people: int) -> Message:
    known = ", ".join(f"{c}={label}" for c, label in zip(by, labels, strict=True) if label)
    if not known:
        return say(
            "{people} people without a label are on lists that together cover no stratum.",
            people=people,
        )
    return say(
        "{people} people lack a label, and nobody who could be shown on their lists has {known} and"
        " all other labels: there is no stratum to put them in.",
        people=people,
        known=known,
    )
