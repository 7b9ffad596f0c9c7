# SPDX-License-Identifier: AGPL-3.0-or-later
"""One estimate: its progress while it is at work, then what can be said, and the files of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from csp.constants import NONE, UNSAFE_INLINE
from csp.decorators import csp
from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from amparo.estimate.titles import TITLES
from amparo_desk.estimates import queries, reckoning
from amparo_desk.estimates.domain import resume_run, stop_run
from amparo_desk.estimates.models import Run
from amparo_desk.estimates.stated import as_stated, still_stated
from amparo_desk.estimates.working import somebody_at_work
from amparo_desk.pages.estimate_forms import RunForm
from amparo_desk.pages.estimate_found import (
    FILES,
    at_work_words,
    file_of,
    picture_svg,
    reasons,
    said_of,
    shown_run,
    when_of,
    whole_report,
)
from amparo_desk.pages.permitted import documenter
from amparo_desk.pages.pictures import SIZES
from amparo_desk.pages.showing import language_now
from amparo_desk.register.domain.turns import RefusedError

if TYPE_CHECKING:
    from django.http import HttpRequest

    from amparo_desk.estimates.reckoning import Found

# What htmx takes as the sign to ask no more.
STOP_ASKING = 286
MOST_CLAIMED = 10**12
KINDS = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "json": "application/json",
}


class ClaimForm(forms.Form):
    """A number that somebody claimed."""

    claimed = forms.IntegerField(
        label=gettext_lazy("More than how many were claimed?"),
        min_value=0,
        max_value=MOST_CLAIMED,
        required=False,
    )

    def number(self) -> int | None:
        """Give the number asked about; None where there is none or it is none."""
        return self.cleaned_data.get("claimed") if self.is_valid() else None


@require_safe
def estimate_run(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Show a run: how far it is, or what can be said."""
    run = run_of(key, number)
    form = ClaimForm({"claimed": request.GET.get("claimed", "")})
    found = reckoning.found(run)
    claimed = form.number()
    context = {
        **_about(run),
        "claim_form": form,
        "found": shown_run(run, found, claimed) if found else None,
        "said": said_of(run),
    }
    return render(request, "pages/estimate_run.html", context)


@require_safe
def estimate_progress(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Give how far a run is; where it stands still, the page is to be loaded again."""
    run = run_of(key, number)
    response = render(request, "components/estimate_progress.html", _about(run))
    if run.state not in {Run.State.WAITING, Run.State.RUNNING}:
        response.status_code = STOP_ASKING
        response["HX-Refresh"] = "true"
    return response


@require_POST
def estimate_stop(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Ask a run to stop."""
    user = documenter(request)
    run = stop_run(run=run_of(key, number), by=user)
    if run.state in {Run.State.WAITING, Run.State.RUNNING}:
        messages.success(request, _("It stops at the end of this block; what is done is kept."))
    return redirect("estimate_run", key, number)


@require_POST
def estimate_resume(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Take up a run that stands still."""
    user = documenter(request)
    try:
        resume_run(run=run_of(key, number), by=user)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return redirect("estimate_run", key, number)


@require_safe
def estimate_details(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Show the whole report of a finished run."""
    run, found = _finished(key, number)
    context = {**_about(run), "report": whole_report(run, found)}
    return render(request, "pages/estimate_details.html", context)


@require_safe
def estimate_report(request: HttpRequest, key: str, number: int, kind: str) -> HttpResponse:
    """Give the report as a file."""
    if kind not in FILES:
        raise Http404(kind)
    run, found = _finished(key, number)
    claimed = ClaimForm({"claimed": request.GET.get("claimed", "")}).number()
    response = HttpResponse(file_of(run, found, kind, claimed), content_type=KINDS[kind])
    name = f"{run.population.key}-{run.key[:12]}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
@csp({"default-src": [NONE], "style-src": [UNSAFE_INLINE]})  # type: ignore[arg-type]  # it passes on all arguments
def estimate_picture(
    request: HttpRequest,
    key: str,
    number: int,
    language: str,
    size: str,
    name: str,
) -> HttpResponse:
    """Give a picture of a finished run."""
    if language not in dict(settings.LANGUAGES) or size not in SIZES:
        raise Http404(language)
    run, found = _finished(key, number)
    claimed = ClaimForm({"claimed": request.GET.get("claimed", "")}).number()
    svg = picture_svg(run, found, name, language=language, size=size, claimed=claimed)
    if svg is None:
        raise Http404(name)
    return HttpResponse(svg, content_type="image/svg+xml")


def run_of(key: str, number: int) -> Run:
    """Give a run of a population.

    Raises:
        Http404: there is none of this number.
    """
    try:
        run = queries.run(number)
    except Run.DoesNotExist as missing:
        raise Http404(number) from missing
    if run.population.key != key:
        raise Http404(key)
    return run


def _finished(key: str, number: int) -> tuple[Run, Found]:
    run = run_of(key, number)
    found = reckoning.found(run)
    if found is None:
        raise Http404(number)
    return run, found


def _about(run: Run) -> dict[str, Any]:
    stated = as_stated(run)
    return {
        "run": run,
        "population": stated,
        "stated_anew": not still_stated(run),
        "synthetic": run.stated["synthetic"],
        "when": when_of(stated),
        "percent": int(100 * run.share),
        "at_work": at_work_words(run),
        "left_lying": run.state == Run.State.WAITING and not somebody_at_work(),
        "excluded": reasons(run.excluded),
        "asked": _asked(run),
    }


def _asked(run: Run) -> list[tuple[Any, Any]]:
    """Give the settings of a run by the words of the form."""
    form, held = RunForm(), run.settings
    methods = ", ".join(TITLES[name].text(language_now()) for name in held["methods"])
    rest = [(form[name].label, held[name]) for name in ("seed", "sweeps", "partitions")]
    return [(form["methods"].label, methods), *rest]
