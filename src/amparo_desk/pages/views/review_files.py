# SPDX-License-Identifier: AGPL-3.0-or-later
"""Decisions as text: taken away as a file, brought in from one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from amparo.exchange.decisions import decisions_of, decisions_text
from amparo.exchange.lists_faults import ListFaults
from amparo.exchange.workbook_limits import MEGABYTE
from amparo_desk.pages.permitted import documenter
from amparo_desk.pages.showing import language_now
from amparo_desk.register.domain import import_decisions
from amparo_desk.register.queries import decision_rows

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.http import HttpRequest

LARGEST = 20 * MEGABYTE


class FileForm(forms.Form):
    """A file of decisions."""

    file = forms.FileField(label=gettext_lazy("File of decisions (CSV, UTF-8)"))

    def clean_file(self) -> UploadedFile[Any]:
        """Refuse a file larger than any register's decisions."""
        sent: UploadedFile[Any] = self.cleaned_data["file"]
        if (sent.size or 0) > LARGEST:
            raise forms.ValidationError(_("The file is too large."))
        return sent


@require_safe
def export(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Give the decisions of people that stand, in the order of the records' keys."""
    response = HttpResponse(decisions_text(decision_rows()), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="decisions.csv"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def import_file(request: HttpRequest) -> HttpResponse:
    """Ask for a file and let its decisions stand: all, or none with every fault named."""
    user = documenter(request)
    form = FileForm(request.POST or None, request.FILES or None)
    faults: list[str] = []
    if request.method == "POST" and form.is_valid():
        sent: UploadedFile[Any] = form.cleaned_data["file"]
        name = sent.name or "decisions.csv"
        try:
            rows = decisions_of(sent.read(), name=name, reasons=True)
            done = import_decisions(rows=rows, file=name, user=user)
        except ListFaults as found:
            faults = [fault.text(language_now()) for fault in found.faults]
        except PermissionDenied:
            faults = [_("Two readers decide here: only an administrator brings in a file.")]
        else:
            counts = {"added": done.added, "replaced": done.replaced, "same": done.unchanged}
            said = _(
                "Decisions brought in: %(added)d; in the place of “unsure”: %(replaced)d;"
                " here already: %(same)d."
            )
            messages.success(request, said % counts)
            return redirect("review_decisions")
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "faults": faults}
    return render(request, "pages/review_import.html", context, status=status)
