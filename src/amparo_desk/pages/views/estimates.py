# SPDX-License-Identifier: AGPL-3.0-or-later
"""Estimates: whom to count, stated beforehand; who is on the lists; asking for a run."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from csp.constants import NONE, UNSAFE_INLINE
from csp.decorators import csp
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from amparo.assessment import read_definition
from amparo.estimate.estimates import GateVerdict
from amparo.estimate.gates import table_gates
from amparo.estimate.tables import drop_empty
from amparo_desk.estimates import queries
from amparo_desk.estimates.counting import FIELDS
from amparo_desk.estimates.definition import DefinitionFaults, faults_of
from amparo_desk.estimates.domain import (
    begin_run,
    change_population,
    define_population,
    withdraw_population,
)
from amparo_desk.estimates.models import Population, Run
from amparo_desk.estimates.stated import is_synthetic
from amparo_desk.estimates.tables import to_json
from amparo_desk.pages.estimate_forms import RunForm, WholeForm
from amparo_desk.pages.estimate_found import (
    reasons,
    said_of,
    when_of,
)
from amparo_desk.pages.estimate_tables import overlap_block, overlap_drawn
from amparo_desk.pages.permitted import documenter
from amparo_desk.pages.pictures import SIZES
from amparo_desk.pages.views.review import ReasonForm
from amparo_desk.register.domain.turns import RefusedError
from amparo_desk.register.models import Assessment, Source

if TYPE_CHECKING:
    from django.http import HttpRequest

    from amparo.estimate.estimates import Gate
    from amparo_desk.accounts.models import User
    from amparo_desk.estimates.tables import Tables


@require_safe
def estimates(request: HttpRequest) -> HttpResponse:
    """Show whom it was stated to count, each with what was said last."""
    found = [_listed(population) for population in queries.populations()]
    return render(request, "pages/estimates.html", {"populations": found})


@require_http_methods(["GET", "HEAD", "POST"])
def estimate_new(request: HttpRequest) -> HttpResponse:
    """State a new population: all, or nothing with every reason."""
    return _define(request, documenter(request), None)


@require_http_methods(["GET", "HEAD", "POST"])
def estimate_change(request: HttpRequest, key: str) -> HttpResponse:
    """State a population anew; the estimates made of it stay."""
    return _define(request, documenter(request), population_of(key))


@require_POST
def estimate_withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """Take a population off the list, with a reason."""
    user = documenter(request)
    population = population_of(key)
    form = ReasonForm(request.POST)
    if form.is_valid():
        try:
            withdraw_population(population=population, by=user, reason=form.cleaned_data["reason"])
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Withdrawn; it is kept with its estimates."))
            return redirect("estimates")
    return _shown(request, population, withdrawing=form, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
def estimate(request: HttpRequest, key: str) -> HttpResponse:
    """Show a population, who is on the lists now and its estimates; ask for another."""
    population = population_of(key)
    if request.method != "POST":
        return _shown(request, population)
    user = documenter(request)
    form = RunForm(request.POST, strata=bool(population.by))
    refused = ""
    if form.is_valid():
        try:
            run = begin_run(population=population, by=user, **form.cleaned_data)
        except RefusedError as refusal:
            refused = str(refusal)
        else:
            return redirect("estimate_run", key, run.pk)
    return _shown(request, population, form=form, refused=refused, status=422)


@require_safe
@csp({"default-src": [NONE], "style-src": [UNSAFE_INLINE]})  # type: ignore[arg-type]  # it passes on all arguments
def estimate_lists_picture(
    request: HttpRequest,  # noqa: ARG001 - Django's signature
    key: str,
    language: str,
    size: str,
) -> HttpResponse:
    """Give the picture of who is on which lists together now."""
    if language not in dict(settings.LANGUAGES) or size not in SIZES:
        raise Http404(language)
    table = queries.tables_of(population_of(key)).whole
    if table is None:
        raise Http404(key)
    picture = overlap_drawn(drop_empty(table), language, SIZES[size])
    return HttpResponse(picture.svg, content_type="image/svg+xml")


def population_of(key: str) -> Population:
    """Give a population.

    Raises:
        Http404: there is none of this key.
    """
    try:
        return queries.population(key)
    except Population.DoesNotExist as missing:
        raise Http404(key) from missing


def _listed(population: Population) -> dict[str, Any]:
    runs = sorted(population.runs.all(), key=lambda run: run.pk)
    done = [run for run in runs if run.state == Run.State.DONE]
    last = next(reversed(done or runs), None)
    return {
        "population": population,
        "synthetic": is_synthetic(population),
        "lists": len({use.system for use in population.uses.all()}),
        "when": when_of(population),
        "run": last,
        "said": said_of(last) if last else "",
    }


def _define(request: HttpRequest, user: User, population: Population | None) -> HttpResponse:
    sources = _lists()
    sent = request.POST if request.method == "POST" else None
    form = WholeForm.of(sources, sent, population)
    if sent is not None:
        kept = _kept(form, user, population)
        if kept is not None:
            messages.success(request, _("Whom it counts is kept."))
            return redirect("estimate", kept.key)
    here = reverse("estimate_change", args=[population.key]) if population else ""
    context = {
        "form": form,
        "faulty": sent is not None,
        "heading": _("Change whom it counts") if population else _("State whom to count"),
        "action": here or reverse("estimate_new"),
    }
    status = 422 if sent is not None else 200
    return render(request, "pages/estimate_define.html", context, status=status)


def _kept(form: WholeForm, user: User, population: Population | None) -> Population | None:
    """Keep what was sent; None where something is wrong, all of which is then in the form."""
    valid, definition = form.is_valid, form.read()
    if not valid:
        form.blame(faults_of(definition))
        return None
    try:
        if population is None:
            return define_population(key="", definition=definition, by=user)
        return change_population(population=population, definition=definition, by=user)
    except DefinitionFaults as faults:
        form.blame(faults.faults)
    return None


def _lists() -> list[Source]:
    """Give the sources of which the register has records."""
    return list(Source.objects.filter(records__gone=False).distinct())


def _shown(
    request: HttpRequest,
    population: Population,
    *,
    form: RunForm | None = None,
    withdrawing: ReasonForm | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    tables = queries.tables_of(population)
    gates, now = _gates(tables), to_json(tables)
    context = {
        "population": population,
        "synthetic": is_synthetic(population),
        "runs": [
            {"run": run, "said": said_of(run), "changed": _changed(run, now)}
            for run in queries.runs_of(population)
        ],
        "tables": tables,
        "excluded": reasons(tables.excluded),
        "admitted": reasons(tables.admitted),
        "gates": gates,
        "refusing": any(gate.verdict is GateVerdict.REFUSE for _stratum, gate in gates),
        "form": form or RunForm(strata=bool(population.by)),
        "withdrawing": withdrawing or ReasonForm(),
        "refused": refused,
        **_definition(population),
        **_overlap(population, tables),
    }
    return render(request, "pages/estimate.html", context, status=status)


def _changed(run: Run, now: dict[str, Any]) -> bool:
    """Say whether the tables of a run are other ones than those of now; its draws stand apart."""
    return any(run.tables.get(name) != value for name, value in now.items())


def _definition(population: Population) -> dict[str, Any]:
    """Give in words whom the population counts."""
    uses = sorted(population.uses.all(), key=lambda use: use.system)
    rows = [
        {
            "source": row.source,
            "field_words": FIELDS[row.field].title,
            "label": row.label,
            "reason": row.reason,
        }
        for row in population.not_reached.all()
    ]
    outcomes = dict(Assessment.Outcome.choices)
    return {
        "when": when_of(population),
        "assessed": read_definition(population.assessment).title if population.assessment else "",
        "outcomes": [outcomes.get(name, name) for name in population.outcomes],
        "strata_fields": [FIELDS[name].title for name in population.by],
        "systems": [(name, list(own)) for name, own in groupby(uses, lambda use: use.system)],
        "not_reached": rows,
    }


def _gates(tables: Tables) -> list[tuple[str, Gate]]:
    """Give the gates that the lists alone make speak, of each stratum whose labels are known."""
    return [
        (", ".join(labels), gate)
        for labels, table in tables.strata.items()
        if all(labels)
        for gate in table_gates(drop_empty(table))
    ]


def _overlap(population: Population, tables: Tables) -> dict[str, Any]:
    overlap, whole = tables.overlap, tables.whole
    if overlap is None or whole is None:
        return {}
    return {
        "overlap": overlap,
        "lists": list(zip(overlap.lists, overlap.sizes, overlap.alone, strict=True)),
        "unlabelled": any("" in labels for labels in tables.strata),
        "picture": overlap_block(population, drop_empty(whole)),
        "strata": [
            (
                ", ".join(label or _("not known") for label in labels),
                table.n,
                tables.unreached.get(labels, ()),
            )
            for labels, table in tables.strata.items()
        ]
        if tables.by
        else [],
    }
