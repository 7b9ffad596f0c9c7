# SPDX-License-Identifier: AGPL-3.0-or-later
"""The dossier on screen: one HTML file that needs nothing else, no script and no network."""

from __future__ import annotations

import base64
from functools import cache
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

from amparo.core.files import write_whole
from amparo.dossier.glyphs import for_screen
from amparo.dossier.plain import plain

if TYPE_CHECKING:
    from pathlib import Path

    from amparo.dossier.model import Dossier


def write_html(dossier: Dossier, path: str | Path) -> Path:
    """Write the dossier as one HTML file and give the path; equal dossiers give equal bytes.

    The file is written beside its place and then renamed.

    Raises:
        DossierError: the dossier has faults; all are named.
        OSError: the folder does not exist or cannot be written to.
    """
    return write_whole(path, make_html(dossier).encode())


def make_html(dossier: Dossier) -> str:
    """Give the page itself; raises DossierError as `write_html` does."""
    template = _environment().get_template("dossier.html.jinja")
    return template.render(d=plain(dossier, for_screen))


def _picture_address(svg: str) -> str:
    # As an image and not as markup of the page: scripts inside it do not run, and its ids and
    # styles stay its own.
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("amparo.dossier", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["picture_address"] = _picture_address
    return made
