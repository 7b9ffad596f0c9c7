# SPDX-License-Identifier: AGPL-3.0-or-later
"""Forms of the estimates: whom to count and on which lists, and what to run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy

from amparo.assessment import read_definition
from amparo.estimate.analysis import ALL
from amparo.estimate.titles import TITLES
from amparo.resources import resource
from amparo_desk.estimates.counting import FIELDS
from amparo_desk.estimates.definition import Definition, Unreached, Use
from amparo_desk.estimates.domain import MOST_PARTITIONS, MOST_SEED, MOST_SWEEPS, SWEEPS
from amparo_desk.estimates.models import Population
from amparo_desk.pages.showing import language_now
from amparo_desk.register.models import Assessment, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.http import QueryDict


LONGEST_TITLE = 400
LONGEST_TEXT = 4000
# Empty rows for lists that do not reach everybody; more of them once these are kept.
_EMPTY_ROWS = 2


def _words(label: Any, rows: int = 2, *, required: bool = True) -> forms.CharField:  # noqa: ANN401 - a lazy translation
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=LONGEST_TEXT, required=required, widget=area)


class DefinitionForm(forms.Form):
    """Whom an estimate counts; fields as those of `estimates.domain.Definition`."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=LONGEST_TITLE)
    definition = _words(gettext_lazy("Whom it counts, in words"), 3)
    condition = forms.ChoiceField(
        label=gettext_lazy("What they were, or what happened to them"),
        choices=Population.Condition.choices,
    )
    kind = forms.ChoiceField(label=gettext_lazy("When"), choices=Population.Kind.choices)
    begin = forms.CharField(
        label=gettext_lazy("The day, or the beginning of the period"),
        help_text=gettext_lazy("2024-06-30, 2024-06 or 2024"),
        max_length=60,
    )
    end = forms.CharField(
        label=gettext_lazy("The end of the period"),
        help_text=gettext_lazy("Empty where it is one day."),
        max_length=60,
        required=False,
    )
    undetermined = forms.ChoiceField(
        label=gettext_lazy("Persons whose dates do not decide whether they count"),
        choices=Population.Undetermined.choices,
    )
    country = forms.CharField(
        label=gettext_lazy("Country whose cases count"),
        help_text=gettext_lazy("As the register has it; empty: any country."),
        max_length=40,
        required=False,
    )
    place = _words(gettext_lazy("Place, in words"), 1, required=False)
    assessment = forms.ChoiceField(
        label=gettext_lazy("Only persons assessed under"), required=False
    )
    outcomes = forms.MultipleChoiceField(
        label=gettext_lazy("Outcomes of the assessment that count"),
        choices=Assessment.Outcome.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    by = forms.MultipleChoiceField(
        label=gettext_lazy("Strata"),
        help_text=gettext_lazy("Each stratum is estimated by itself; their draws are added up."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's arguments
        super().__init__(*args, **kwargs)
        self.fields["assessment"].choices = [("", "–"), *_definitions()]  # type: ignore[attr-defined]  # a choice field's
        self.fields["by"].choices = _fields()  # type: ignore[attr-defined]  # a choice field's


class UseForm(forms.Form):
    """Whether a list is looked on, and with which others it is one."""

    used = forms.BooleanField(required=False)
    system = forms.CharField(max_length=120, required=False)
    reason = forms.CharField(max_length=LONGEST_TEXT, required=False)


class ReachForm(forms.Form):
    """A list that cannot have anybody with a label; an empty row says nothing."""

    source = forms.ChoiceField(label=gettext_lazy("List"), required=False)
    field = forms.ChoiceField(label=gettext_lazy("Field"), required=False)
    label = forms.CharField(label=gettext_lazy("Label"), max_length=240, required=False)
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=LONGEST_TEXT, required=False)

    def __init__(self, sources: Sequence[Source], *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's arguments
        super().__init__(*args, **kwargs)
        named = [(source.key, source.title) for source in sources]
        self.fields["source"].choices = [("", "–"), *named]  # type: ignore[attr-defined]  # a choice field's
        self.fields["field"].choices = [("", "–"), *_fields()]  # type: ignore[attr-defined]  # a choice field's


@dataclass(frozen=True, slots=True)
class WholeForm:
    """All that states a population: the definition, a row for each list, rows of their reach."""

    definition: DefinitionForm
    uses: list[tuple[Source, UseForm]]
    reach: list[ReachForm]

    @classmethod
    def of(
        cls,
        sources: Sequence[Source],
        sent: QueryDict | None = None,
        population: Population | None = None,
    ) -> WholeForm:
        """Give it as sent, else as the population has it, else empty."""
        uses = {use.source_id: use for use in population.uses.all()} if population else {}
        reached = [_reach_held(row) for row in population.not_reached.all()] if population else []
        rows = len(reached) + _EMPTY_ROWS
        return cls(
            DefinitionForm(sent, initial=_held(population) if population else {}),
            [
                (source, UseForm(sent, prefix=source.key, initial=_use_held(uses.get(source.pk))))
                for source in sources
            ],
            [
                ReachForm(
                    sources,
                    sent,
                    prefix=f"reach{place}",
                    initial=reached[place] if place < len(reached) else {},
                )
                for place in range(rows)
            ],
        )

    @property
    def is_valid(self) -> bool:
        """Whether each part can be read; all are looked at, so that all faults are named."""
        parts = [self.definition, *(form for _, form in self.uses), *self.reach]
        return not sum(not form.is_valid() for form in parts)

    def read(self) -> Definition:
        """Give what was sent as the domain takes it, after `is_valid`; unreadable fields empty."""
        given = self.definition.cleaned_data
        told: dict[str, Any] = {name: given.get(name, "") for name in DefinitionForm.base_fields}
        told["outcomes"] = tuple(given.get("outcomes", ()))
        told["by"] = tuple(given.get("by", ()))
        told["uses"] = tuple(
            Use(source=source.key, **{name: row.get(name, "") for name in ("system", "reason")})
            for source, row in ((source, form.cleaned_data) for source, form in self.uses)
            if row.get("used")
        )
        told["not_reached"] = tuple(
            Unreached(**{name: row.get(name, "") for name in ReachForm.base_fields})
            for row in (form.cleaned_data for form in self.reach)
            if any(row.values())
        )
        return Definition(**told)

    def blame(self, faults: Iterable[tuple[str, str]]) -> None:
        """Write each fault at its field; those of no single field stand above all."""
        blamed = set(self.definition.errors)
        for name, problem in faults:
            if name not in blamed:
                known = name in self.definition.fields
                self.definition.add_error(name if known else None, problem)


class RunForm(forms.Form):
    """What is to be run; the doubt of linkage goes with no strata."""

    methods = forms.MultipleChoiceField(
        label=gettext_lazy("Methods"), widget=forms.CheckboxSelectMultiple
    )
    seed = forms.IntegerField(
        label=gettext_lazy("Seed of all that is drawn"), min_value=0, max_value=MOST_SEED
    )
    sweeps = forms.IntegerField(
        label=gettext_lazy("The most sweeps of each chain of latent classes"),
        min_value=1,
        max_value=MOST_SWEEPS,
    )
    partitions = forms.IntegerField(
        label=gettext_lazy("Ways of linking the records that are carried through"),
        help_text=gettext_lazy("0: the register as it stands. Each way takes its time."),
        min_value=0,
        max_value=MOST_PARTITIONS,
    )

    def __init__(self, sent: QueryDict | None = None, *, strata: bool = False) -> None:
        usual = {"methods": list(ALL), "seed": 1, "sweeps": SWEEPS, "partitions": 0}
        super().__init__(sent, initial=usual)
        if strata:
            del self.fields["partitions"]
        titles = [(name, TITLES[name].text(language_now())) for name in ALL]
        self.fields["methods"].choices = titles  # type: ignore[attr-defined]  # a choice field's


def _held(population: Population) -> dict[str, Any]:
    return {name: getattr(population, name) for name in DefinitionForm.base_fields}


def _use_held(use: Any) -> dict[str, Any]:  # noqa: ANN401 - a ListUse, or None
    if use is None:
        return {}
    # A list that stands alone has its own key as its system.
    system = "" if use.system == use.source.key else use.system
    return {"used": True, "system": system, "reason": use.reason}


def _reach_held(row: Any) -> dict[str, Any]:  # noqa: ANN401 - a NotReached
    return {
        "source": row.source.key,
        "field": row.field,
        "label": row.label,
        "reason": row.reason,
    }


def _definitions() -> list[tuple[str, str]]:
    folder = resource("definitions", "pace-1900.yaml").parent
    keys = sorted(path.stem for path in folder.glob("*.yaml"))
    return [(key, read_definition(key).title) for key in keys]


def _fields() -> list[tuple[str, Any]]:
    return [(name, field.title) for name, field in FIELDS.items()]
