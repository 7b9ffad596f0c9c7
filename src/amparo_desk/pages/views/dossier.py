# SPDX-License-Identifier: AGPL-3.0-or-later
"""Dossiers of the workspace, to be taken away by those who are signed in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import FileResponse, Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

KINDS = {".pdf": "application/pdf", ".html": "text/html; charset=utf-8"}


@require_safe
def dossier(request: HttpRequest) -> HttpResponse:
    """Show the files of the folder `dossier` of the workspace."""
    found = [
        {"name": path.name, "kind": path.suffix[1:].upper(), "size": path.stat().st_size}
        for path in _files()
    ]
    return render(request, "pages/dossier.html", {"files": found})


@require_safe
def dossier_file(request: HttpRequest, name: str) -> FileResponse:  # noqa: ARG001 - Django's signature
    """Give one file as a download.

    A dossier in HTML carries its own styles, which the policy of the desk's pages would not let
    it use; opened from the reader's disk it looks as it should.
    """
    for path in _files():
        if path.name == name:
            return FileResponse(
                path.open("rb"), as_attachment=True, filename=name, content_type=KINDS[path.suffix]
            )
    raise Http404(name)


def _files() -> list[Path]:
    folder = Path(settings.WORKSPACE.dossier)
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.suffix in KINDS and path.is_file())
