# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whether a person belongs to a population: yes, no, or not known, with the reason.

A person counts if one case does: of the country, in time, assessed as asked. What the dates do
not decide stays undecided (`amparo.demands.followup` for deprivation of liberty); silence is taken
neither for freedom nor for prison. Who is left out is left out for one reason, the first that
holds.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from amparo.core.cases import Person, Prosecution
from amparo.core.dates import PartialDate, Period
from amparo.core.truth import Truth, any_of
from amparo.demands.followup import state_at
from amparo.demands.listed import listed_apart
from amparo.demands.records import agreed, stated_values
from amparo.names import read_name
from amparo_desk.estimates.models import Population

if TYPE_CHECKING:
    from amparo.core.cases import Known, Restraint

UNNAMED = "unnamed"
NO_LIST = "no_list"
# Why somebody whom the register knows is not among those counted.
REASONS: Mapping[str, Any] = {
    UNNAMED: _("The record names nobody, so that nobody can be recognised on another list."),
    "place": _("No case in this country."),
    "time": _("Not in this period."),
    "assessment": _("Assessed, and the outcome does not count."),
    "no_case": _("Not known: no case is stated."),
    "place_unknown": _("Not known: the country of the case."),
    "no_end": _("Not known: a beginning is stated, no end."),
    "time_unknown": _("Not known: the dates do not decide it."),
    "not_assessed": _("Not known: not assessed, or for want of material."),
    NO_LIST: _("Counts, but is on none of the lists used."),
}
_DEPRIVING = frozenset({"custody", "house_arrest"})
_ENDING = frozenset({"served", "pardoned", "acquitted"})
_IMPRISONMENT = "imprisonment"
_INSUFFICIENT = "insufficient"


@dataclass(frozen=True, slots=True)
class Criteria:
    """What a population asks of a person, with the outcomes of assessments by case."""

    stock: bool
    condition: str
    period: Period
    country: str = ""
    undetermined: str = Population.Undetermined.OUT.value
    outcomes: Collection[str] = ()
    assessed: Mapping[str, str] = field(default_factory=dict)
    by: tuple[str, ...] = ()

    @classmethod
    def of(cls, population: Population, assessed: Mapping[str, str]) -> Criteria:
        """Read them; `assessed` has the outcome of each case under the population's definition."""
        begin, end = (PartialDate.from_edtf(text) for text in (population.begin, population.end))
        return cls(
            stock=population.kind == Population.Kind.STOCK,
            condition=population.condition,
            # "2024" as a beginning is its first day, as an end its last.
            period=Period(PartialDate.day(begin.earliest), PartialDate.day(end.latest)),
            country=population.country,
            undetermined=population.undetermined,
            outcomes=frozenset(population.outcomes) if population.assessment else (),
            assessed=assessed,
            by=tuple(population.by),
        )


@dataclass(frozen=True, slots=True)
class Placed:
    """Whether somebody counts. `reason` is why not, or what is not known of one who is let in."""

    counts: bool
    reason: str = ""
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Case:
    """What is known of one case: of the country, in time (`open`: but for its end), assessed."""

    case: Prosecution
    place: Truth
    time: Truth
    open: bool
    assessed: Truth


def placed(person: Person, criteria: Criteria) -> Placed:
    """Say whether the person counts, why not, and the labels."""
    if all(read_name(name).unnamed for name in person.names.values):
        return Placed(counts=False, reason=UNNAMED)
    cases = _cases(person, criteria)
    verdict, reason = _judged(cases)
    allowed = {
        Population.Undetermined.OUT.value: (),
        Population.Undetermined.OPEN.value: ("no_end",),
        Population.Undetermined.IN.value: tuple(REASONS),
    }[criteria.undetermined]
    counts = verdict is Truth.TRUE or (verdict is Truth.UNKNOWN and reason in allowed)
    if not counts:
        return Placed(counts=False, reason=reason)
    counted = [item.case for item in cases if _together(item) is not Truth.FALSE]
    sure = [item.case for item in cases if _together(item) is Truth.TRUE]
    labels = tuple(FIELDS[name].label(person, sure or counted) for name in criteria.by)
    return Placed(counts=True, reason=reason, labels=labels)


def _together(item: _Case) -> Truth:
    return item.place & item.time & item.assessed


def _judged(cases: list[_Case]) -> tuple[Truth, str]:
    """Give the answer of all cases and the first thing that it hangs on."""
    if not cases:
        return Truth.UNKNOWN, "no_case"
    place = any_of(item.place for item in cases)
    time = any_of(item.place & item.time for item in cases)
    whole = any_of(_together(item) for item in cases)
    if whole is Truth.TRUE:
        return Truth.TRUE, ""
    for found, reason in ((place, "place"), (time, "time"), (whole, "assessment")):
        if found is Truth.FALSE:
            return Truth.FALSE, reason
    if place is Truth.UNKNOWN:
        return Truth.UNKNOWN, "place_unknown"
    if time is Truth.TRUE:
        return Truth.UNKNOWN, "not_assessed"
    only_end = any_of(
        item.place & Truth.of(item.open or item.time is Truth.TRUE) & item.assessed
        for item in cases
    )
    return Truth.UNKNOWN, "no_end" if only_end is Truth.TRUE else "time_unknown"


def _cases(person: Person, criteria: Criteria) -> list[_Case]:
    apart = listed_apart(person)
    cases = [*person.prosecutions, *([apart] if apart else [])]
    held: Mapping[str, Truth] = {}
    if criteria.stock and criteria.condition == Population.Condition.DEPRIVED:
        state = state_at(person, _day(criteria))
        held = {item.prosecution: item.deprived_of_liberty for item in state.prosecutions}
    return [_case(item, person, criteria, held) for item in cases]


def _case(
    case: Prosecution, person: Person, criteria: Criteria, held: Mapping[str, Truth]
) -> _Case:
    time, is_open = _time(case, person, criteria, held)
    return _Case(case, _place(case, criteria.country), time, is_open, _assessed(case, criteria))


def _day(criteria: Criteria) -> PartialDate:
    assert criteria.period.start is not None  # noqa: S101 - a population has both ends
    return criteria.period.start


def _place(case: Prosecution, country: str) -> Truth:
    if not country:
        return Truth.TRUE
    return agreed(Truth.of(name == country) for name in countries([case]))


def _assessed(case: Prosecution, criteria: Criteria) -> Truth:
    if not criteria.outcomes:
        return Truth.TRUE
    outcome = criteria.assessed.get(case.key, _INSUFFICIENT)
    if outcome in criteria.outcomes:
        return Truth.TRUE
    return Truth.of(None if outcome == _INSUFFICIENT else False)


def _time(
    case: Prosecution, person: Person, criteria: Criteria, held: Mapping[str, Truth]
) -> tuple[Truth, bool]:
    """Say whether the case is in time, and whether nothing but its end is missing for that."""
    match criteria.condition, criteria.stock:
        case Population.Condition.DEPRIVED, True:
            return held.get(case.key, Truth.UNKNOWN), _held_open(case, person, _day(criteria))
        case Population.Condition.DEPRIVED, False:
            return _taken(case, criteria.period), False
        case Population.Condition.SENTENCED, _:
            dates = [item.date for item in case.sentences]
            return any_of(
                _when(date, criteria) for date in dates
            ) if dates else Truth.UNKNOWN, False
        case _, False:
            return _opened(case, lambda date: date.within(criteria.period)), False
    day = _day(criteria)
    begun = _opened(case, lambda date: ~date.after(day))
    ends = [item.date for item in case.releases if set(stated_values(item.kind)) & _ENDING]
    ended = any_of(agreed(date.before(day) for date in stated_values(end)) for end in ends)
    return begun & (~ended if ends else Truth.UNKNOWN), begun is Truth.TRUE and not ends


def _when(date: Known[PartialDate], criteria: Criteria) -> Truth:
    if criteria.stock:
        return agreed(~value.after(_day(criteria)) for value in stated_values(date))
    return agreed(value.within(criteria.period) for value in stated_values(date))


def _opened(case: Prosecution, test: Callable[[PartialDate], Truth]) -> Truth:
    """Test the day of opening; where it is not stated nothing is known."""
    return agreed(test(value) for value in stated_values(case.opened))


def _taken(case: Prosecution, period: Period) -> Truth:
    """Say whether a deprivation of liberty began in the period."""
    found = [
        agreed(value.within(period) for value in stated_values(item.start))
        for item in case.restraints
        if item.kind.value in _DEPRIVING
    ]
    # Whether and since when a sentence was served no source says.
    served = [item for item in case.sentences if item.kind.value == _IMPRISONMENT]
    return any_of(found) | (Truth.FALSE if found and not served else Truth.UNKNOWN)


def _held_open(case: Prosecution, person: Person, day: PartialDate) -> bool:
    """Say whether somebody was taken by that day and nothing tells of an end."""

    def lasting(item: Restraint) -> bool:
        begun = agreed(~value.after(day) for value in stated_values(item.start))
        return item.kind.value in _DEPRIVING and begun is Truth.TRUE and not item.end.stated

    released = any(item.releases for item in person.prosecutions)
    return not released and any(lasting(item) for item in case.restraints)


def countries(cases: Iterable[Prosecution]) -> list[str]:
    """Give the countries of cases: as stated, else those of the provisions."""
    found: dict[str, None] = {}
    for case in cases:
        said = stated_values(case.country)
        found |= dict.fromkeys(said or [key.split("/")[0] for key in _provisions(case)])
    return list(found)


def _provisions(case: Prosecution) -> list[str]:
    stated = (value for item in case.charges for value in stated_values(item.provision))
    return [value for value in stated if value]


def _articles(cases: Iterable[Prosecution]) -> list[str]:
    return ["/".join(key.split("/")[:3]) for case in cases for key in _provisions(case)]


def _conducts(cases: Iterable[Prosecution]) -> list[str]:
    charges = (charge for case in cases for charge in case.charges)
    return [value for charge in charges for value in stated_values(charge.conduct_kind)]


def _fact(name: str) -> Callable[[Person, list[Prosecution]], Iterable[str]]:
    def values(person: Person, _cases: list[Prosecution]) -> Iterable[str]:
        known = person.facts.get(name)
        if known is None or known.disputed:
            return ()
        return stated_values(known)

    return values


@dataclass(frozen=True, slots=True)
class Field:
    """A field of strata: its name for people, and the values of a person and the cases counted."""

    title: Any
    values: Callable[[Person, list[Prosecution]], Iterable[str]]

    def label(self, person: Person, cases: list[Prosecution]) -> str:
        """Give the label: several values together, "" where none is known or it is disputed."""
        return " + ".join(sorted({value for value in self.values(person, cases) if value}))


FIELDS: Mapping[str, Field] = {
    "gender": Field(_("gender"), _fact("gender")),
    "country": Field(_("country of the case"), lambda _person, cases: countries(cases)),
    "article": Field(_("article"), lambda _person, cases: _articles(cases)),
    "conduct_kind": Field(_("conduct alleged"), lambda _person, cases: _conducts(cases)),
    "workplace_before": Field(_("workplace before"), _fact("workplace_before")),
}
