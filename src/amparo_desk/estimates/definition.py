# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whom an estimate counts, as somebody states it, and what is wrong with a statement of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from amparo.assessment import read_definition
from amparo.core.dates import DateError, PartialDate, Precision
from amparo_desk.estimates.counting import FIELDS
from amparo_desk.estimates.models import Population
from amparo_desk.register.models import Assessment
from amparo_desk.register.queries import source_ids

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A list to look on: the key of its source; sources of one system are one list."""

    source: str
    system: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreached:
    """A list (key of its source) that cannot have anybody with this label, and why."""

    source: str
    field: str
    label: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """All that states a population but its key; fields as those of `models.Population`.

    `by` are names of `counting.FIELDS`; `end` may be empty where it is `begin`.
    """

    title: str
    definition: str
    kind: str
    begin: str
    end: str = ""
    condition: str = "prosecuted"
    undetermined: str = "out"
    place: str = ""
    country: str = ""
    assessment: str = ""
    outcomes: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    uses: tuple[Use, ...] = ()
    not_reached: tuple[Unreached, ...] = ()


class DefinitionFaults(ValueError):  # noqa: N818 - the name says what it holds
    """A definition that cannot be used; `faults` are all of them: (field, what is wrong)."""

    def __init__(self, faults: Iterable[tuple[str, str]]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(problem for _, problem in self.faults))


def faults_of(definition: Definition) -> list[tuple[str, str]]:
    """Give all that is wrong with a definition: (field, in words)."""
    return [
        *_words_missing(definition),
        *_wrong_choices(definition),
        *_wrong_dates(definition),
        *_wrong_assessment(definition),
        *_wrong_lists(definition),
        *_wrong_reach(definition),
    ]


def _words_missing(definition: Definition) -> Iterator[tuple[str, str]]:
    if not definition.title.strip():
        yield "title", _("A title is needed.")
    if not definition.definition.strip():
        yield "definition", _("Say in words whom it counts.")


def _wrong_choices(definition: Definition) -> Iterator[tuple[str, str]]:
    for name, known in (
        ("kind", Population.Kind),
        ("condition", Population.Condition),
        ("undetermined", Population.Undetermined),
    ):
        if getattr(definition, name) not in known.values:
            yield name, _("Choose one of these: %(words)s.") % {"words": ", ".join(known.values)}
    unknown = [name for name in definition.by if name not in FIELDS]
    if unknown or len(set(definition.by)) < len(definition.by):
        yield (
            "by",
            _("Strata are by fields of the register, each once: %(fields)s.")
            % {"fields": ", ".join(FIELDS)},
        )


def _wrong_dates(definition: Definition) -> Iterator[tuple[str, str]]:
    stock = definition.kind == Population.Kind.STOCK
    dates = {}
    for name, text in (("begin", definition.begin), ("end", definition.end)):
        if name == "end" and not text.strip():
            continue
        try:
            dates[name] = date = PartialDate.from_edtf(text.strip())
        except DateError:
            yield name, _("A date is needed: 2024-06-30, 2024-06 or 2024.")
            continue
        if date.doubtful or date.approximate:
            yield name, _("A date that is doubtful or approximate decides nothing.")
    if "begin" not in dates:
        return
    begin = dates["begin"]
    end = dates.get("end", begin)
    if stock and (begin.precision is not Precision.DAY or begin != end):
        yield "begin", _("Those who are it on one day: a single day is needed, such as 2024-06-30.")
    elif begin.earliest > end.latest:
        yield "end", _("The period ends before it begins.")


def _wrong_assessment(definition: Definition) -> Iterator[tuple[str, str]]:
    if not definition.assessment:
        if definition.outcomes:
            yield "outcomes", _("Outcomes are of an assessment: name its definition.")
        return
    try:
        read_definition(definition.assessment)
    except OSError:
        yield "assessment", _("There is no such definition.")
    if not definition.outcomes or set(definition.outcomes) - set(Assessment.Outcome.values):
        yield "outcomes", _("Say which outcomes count.")


def _wrong_lists(definition: Definition) -> Iterator[tuple[str, str]]:
    if not definition.uses:
        yield "uses", _("At least one list is needed; to estimate, three.")
    known = source_ids()
    named = [use.source for use in definition.uses]
    for key in sorted(set(named) - set(known)):
        yield "uses", _("There is no source %(key)s.") % {"key": key}
    for key in sorted({key for key in named if named.count(key) > 1}):
        yield "uses", _("The list %(key)s stands twice.") % {"key": key}
    # As they are kept: a list that names no system is one of its own key.
    kept = {(use.source, use.system.strip() or use.source) for use in definition.uses}
    systems = Counter(system for _key, system in kept)
    for use in definition.uses:
        if systems[use.system.strip() or use.source] > 1 and not use.reason.strip():
            yield "uses", _("%(key)s: say why it is one list with others.") % {"key": use.source}


def _wrong_reach(definition: Definition) -> Iterator[tuple[str, str]]:
    used = {use.source for use in definition.uses}
    for item in definition.not_reached:
        told = {"key": item.source}
        if item.source not in used:
            yield "not_reached", _("%(key)s is none of the lists used.") % told
        if item.field not in definition.by:
            yield (
                "not_reached",
                _("%(key)s: whom a list does not reach must be a stratum of its own.") % told,
            )
        if not (item.label.strip() and item.reason.strip()):
            yield "not_reached", _("%(key)s: say whom it does not reach, and why.") % told
    rows = [(item.source, item.field, item.label.strip()) for item in definition.not_reached]
    for key in sorted({row[0] for row in rows if rows.count(row) > 1}):
        yield "not_reached", _("%(key)s: the same is said twice.") % {"key": key}
