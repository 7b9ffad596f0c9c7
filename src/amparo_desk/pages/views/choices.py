# SPDX-License-Identifier: AGPL-3.0-or-later
"""Choosing one of contradicting values, with a reason; the others stay beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from amparo.core.statements import Schema
from amparo.dossier.words import ENTITIES
from amparo.dossier.words import PROPERTIES as PROPERTY_WORDS
from amparo_desk.pages.permitted import documenter
from amparo_desk.pages.showing import shown_row
from amparo_desk.pages.views.review import ReasonForm
from amparo_desk.register.domain.choices import choose, withdraw_choice
from amparo_desk.register.domain.turns import RefusedError
from amparo_desk.register.models import Choice, Statement
from amparo_desk.register.queries import standing_choice, statements_beside

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class ChoiceForm(ReasonForm):
    """Which statement is to stand, and why."""

    statement = forms.IntegerField()


@require_http_methods(["GET", "HEAD", "POST"])
def choice(request: HttpRequest, number: int) -> HttpResponse:
    """Show all that is said of the property of this statement; let one value stand."""
    asked = get_object_or_404(Statement.objects.select_related("record__person"), pk=number)
    beside = statements_beside(asked)
    if not beside:
        raise Http404(number)
    form = ChoiceForm(request.POST or None)
    status = 200
    if request.method == "POST":
        user = documenter(request)
        picked = {row.pk: row for row in beside}
        if form.is_valid() and form.cleaned_data["statement"] in picked:
            row = picked[form.cleaned_data["statement"]]
            try:
                choose(statement=row, reason=form.cleaned_data["reason"], user=user)
            except RefusedError as refusal:
                messages.error(request, str(refusal))
            else:
                messages.success(request, _("This value stands now; the others stay beside it."))
                return redirect("person", asked.record.person_id)
        else:
            messages.error(request, _("Choose one of the values and give a reason."))
        status = 422
    standing = standing_choice(asked)
    context = {
        "asked": asked,
        "person": asked.record.person,
        "schema": ENTITIES[Schema(asked.schema)],
        "prop": PROPERTY_WORDS[asked.prop],
        "values": [(row.pk, shown_row(row)) for row in beside],
        "form": form,
        "standing": standing,
    }
    return render(request, "pages/choice.html", context, status=status)


@require_POST
def unchoose(request: HttpRequest, number: int) -> HttpResponse:
    """Take back a choice: the sources' values stand side by side again."""
    user = documenter(request)
    row = get_object_or_404(Choice.objects.select_related("statement__record"), pk=number)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("A reason is needed to take back a choice."))
        return redirect("choice", row.statement_id)
    try:
        withdraw_choice(choice=row, reason=form.cleaned_data["reason"], user=user)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The choice is taken back; it stays in the history."))
    return redirect("choice", row.statement_id)
