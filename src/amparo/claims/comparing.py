# SPDX-License-Identifier: AGPL-3.0-or-later
"""Figures set beside a claimed number: same unit, state, reason, area, counting, time?

Yearly figures of one institution are also added up, since a claim may well speak of the sum;
a sum is a figure like any other, marked as ours (`Figure.sum_of`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from amparo.claims.figures import Coverage, Figure
from amparo.claims.numbers import ABOUT_IN_SPEECH, Qualifier
from amparo.claims.outcome import ComparisonRow, weakest
from amparo.claims.words import Counting, same, wider
from amparo.core.dates import Period
from amparo.core.sources import Knowledge
from amparo.core.truth import Truth, all_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from amparo.claims.assertions import QuantityAssertion
    from amparo.core.dates import PartialDate

# A stock of one year before or after still speaks of "now"; an older one does not
# (docs/decisions/0006-claim-checks.md).
NEAR_DAYS = 366

# A figure this little below the claimed number may be where the number comes from.
CLOSE = 0.05

# "More than 3,000" is borne out by any greater number, but only one this little above may be
# where it comes from: 11,192 may be that of "more than 10,000", a million is not.
REACHED = 0.20


@dataclass(frozen=True, slots=True)
class Series:
    """Exact flows of one institution over periods that follow each other without a gap.

    `sums` are their sums from the first period to each later one.
    """

    parts: tuple[Figure, ...]
    sums: tuple[Figure, ...]


def near_in_time(one: PartialDate | None, other: PartialDate | None) -> Truth:
    """Say whether two days lie at most a year apart; UNKNOWN where the bounds do not decide."""
    if one is None or other is None or one.doubtful or other.doubtful:
        return Truth.UNKNOWN
    (first, last), (other_first, other_last) = one.bounds(), other.bounds()
    if max(abs(last - other_first), abs(other_last - first)) <= timedelta(days=NEAR_DAYS):
        return Truth.TRUE
    gap = max(first - other_last, other_first - last)
    return Truth.FALSE if gap > timedelta(days=NEAR_DAYS) else Truth.UNKNOWN


def compare(asserted: QuantityAssertion, figure: Figure, said: PartialDate | None) -> ComparisonRow:
    """Set one figure beside what is asserted; `said` is the day of the claim."""
    public = figure.public_from()
    return ComparisonRow(
        figure=figure,
        unit=same(asserted.unit, figure.unit),
        state=same(asserted.state, figure.state),
        reason=same(asserted.reason, figure.reason),
        area=same(asserted.area, figure.area),
        counting=same(asserted.counting, figure.counting),
        time=near_in_time(figure.time(), asserted.as_of),
        bears_out=_bears_out(asserted, figure),
        known_then=Truth.UNKNOWN if public is None or said is None else ~public.after(said),
    )


def _bears_out(asserted: QuantityAssertion, figure: Figure) -> Truth:
    """Say whether the figure's number makes the claimed one true.

    A count of all since a beginning only grows: what it had reached before the day claimed it
    still has, what it had not it may have since; of a later count the reverse holds.
    """
    plain = figure.number.bears_out(asserted.number)
    time, day = figure.time(), asserted.as_of
    if not (_only_grows(asserted, figure) and time and day) or plain is Truth.UNKNOWN:
        return plain
    possible = ~time.after(day) if plain is Truth.TRUE else ~time.before(day)
    return plain if possible is Truth.TRUE else Truth.UNKNOWN


def _only_grows(asserted: QuantityAssertion, figure: Figure) -> bool:
    """Say whether at least so many are claimed of all since a beginning, as the figure counts."""
    at_least_so_many = asserted.number.interval()[1] == math.inf
    return at_least_so_many and figure.counting is asserted.counting is Counting.CUMULATIVE


def match(row: ComparisonRow) -> Truth:
    """Say whether a figure counts what is claimed: the conjunction of its six comparisons."""
    return all_of(row.dimensions.values())


def bounds_from_above(asserted: QuantityAssertion, row: ComparisonRow) -> bool:
    """Say whether the figure excludes the claimed number.

    It does if its source was read, counts all there are of the same or a wider group, and still
    stays below.
    """
    figure = row.figure
    return (
        figure.coverage is Coverage.ALL
        and figure.knowledge is Knowledge.SEEN
        and all_of([row.unit, row.area, row.counting, row.time]) is Truth.TRUE
        and (row.state is Truth.TRUE or wider(figure.state, asserted.state))
        and (row.reason is Truth.TRUE or wider(figure.reason, asserted.reason))
        and row.bears_out is Truth.FALSE
        and figure.number.interval()[1] < asserted.number.interval()[0]
    )


def close_to(asserted: QuantityAssertion, row: ComparisonRow) -> bool:
    """Say whether the claimed number may come from the figure's, whatever the figure counts.

    So it may where the figure is near: within five per cent below, or bearing the number out
    and, for "more than" and "at least", at most twenty per cent above.
    """
    number, low = row.figure.number, asserted.number.low
    if row.bears_out is Truth.TRUE:
        return asserted.number.interval()[1] < math.inf or number.low <= low * (1 + REACHED)
    bare = number.qualifier in {Qualifier.EXACT, Qualifier.ABOUT}
    return bare and low * (1 - CLOSE) <= number.low <= low


def only_known(asserted: QuantityAssertion, row: ComparisonRow) -> bool:
    """Say whether the figure stays below, but counts known cases only: there may be more."""
    least = asserted.number.interval(ABOUT_IN_SPEECH)[0]
    below = row.figure.number.interval()[1] < least
    return row.figure.coverage is Coverage.KNOWN_CASES and below


def superseded(asserted: QuantityAssertion, rows: Sequence[ComparisonRow]) -> list[ComparisonRow]:
    """Give the rows beside which the same institution has a figure that counts instead.

    That is its latest one up to the day claimed, else its first one after. Counts that only
    grow stand side by side: each says what it can.
    """
    day = asserted.as_of
    return [
        row
        for row in rows
        if not _only_grows(asserted, row.figure)
        and any(
            _counted(one.figure) == _counted(row.figure)
            and _instead(one.figure.time(), row.figure.time(), day) is Truth.TRUE
            for one in rows
        )
    ]


def _counted(figure: Figure) -> tuple[object, ...]:
    """Give who counts what, where and how."""
    return (
        figure.institution, figure.unit, figure.state, figure.reason, figure.area, figure.counting,
    )  # fmt: skip


def _instead(one: PartialDate | None, other: PartialDate | None, day: PartialDate | None) -> Truth:
    if one is None or other is None or day is None:
        return Truth.FALSE
    newer = one.after(other) & ~one.after(day)
    return newer | (other.after(day) & one.before(other))


def series_of(figures: Iterable[Figure]) -> tuple[Series, ...]:
    """Find the series among figures: same institution and words, period after period."""
    groups: dict[tuple[object, ...], list[Figure]] = {}
    for figure in figures:
        exact = figure.number.qualifier is Qualifier.EXACT and figure.number.high is None
        if figure.counting is Counting.FLOW and exact and _ends(figure) and not figure.part_of:
            group = (figure.topic, *_counted(figure))
            groups.setdefault(group, []).append(figure)
    found = []
    for group_figures in groups.values():
        for run in _runs(_one_a_period(group_figures)):
            sums = tuple(_sum(run[:count]) for count in range(2, len(run) + 1))
            if sums:
                found.append(Series(tuple(run), sums))
    return tuple(found)


def passing(series: Series, threshold: int) -> tuple[Figure, Figure] | None:
    """Give the sums just before and just after the threshold; None where it is not passed.

    The one before may be the first part alone.
    """
    steps = (series.parts[0], *series.sums)
    for before, after in pairwise(steps):
        if before.number.low <= threshold < after.number.low:
            return before, after
    return None


def _ends(figure: Figure) -> bool:
    period = figure.period
    return period is not None and period.start is not None and period.end is not None


def _start(figure: Figure) -> PartialDate:
    if figure.period is None or figure.period.start is None:
        msg = f"figure {figure.key} has no start and is no part of a series"
        raise ValueError(msg)
    return figure.period.start


def _one_a_period(figures: Iterable[Figure]) -> list[Figure]:
    """Give figures in order of time, one for each period.

    A period with two numbers (preliminary, final) has none that can be added up.
    """
    periods: dict[tuple[object, ...], list[Figure]] = {}
    for figure in sorted(figures, key=lambda one: (_days(one), one.key)):
        periods.setdefault(_days(figure), []).append(figure)
    order = list(Knowledge)
    return [
        min(found, key=lambda one: order.index(one.knowledge))
        for found in periods.values()
        if len({one.number for one in found}) == 1
    ]


def _days(figure: Figure) -> tuple[date, ...]:
    dates = (figure.period.start, figure.period.end) if figure.period else ()
    return tuple(day for one in dates if one for day in (one.earliest, one.latest))


def _runs(figures: Sequence[Figure]) -> list[list[Figure]]:
    """Split figures in order of time where a period does not begin the day after the last."""
    runs: list[list[Figure]] = []
    for figure in figures:
        end = runs[-1][-1].period.end if runs and runs[-1][-1].period else None
        if end is not None and _start(figure).earliest == end.latest + timedelta(days=1):
            runs[-1].append(figure)
        else:
            runs.append([figure])
    return runs


def _sum(parts: Sequence[Figure]) -> Figure:
    last = parts[-1]
    end = last.period.end if last.period else None
    published = [day for part in parts if (day := part.public_from()) is not None]
    return replace(
        last,
        key="sum:" + "+".join(part.key for part in parts),
        number=replace(last.number, low=sum(part.number.low for part in parts)),
        counting=Counting.CUMULATIVE,
        as_of=None,
        period=Period(_start(parts[0]), end),
        coverage=last.coverage if len({part.coverage for part in parts}) == 1 else Coverage.UNKNOWN,
        published=max(published, key=lambda day: day.latest, default=None),
        knowledge=weakest(part.knowledge for part in parts),
        definition="",
        note="",
        sum_of=tuple(part.key for part in parts),
    )
