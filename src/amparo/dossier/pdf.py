# SPDX-License-Identifier: AGPL-3.0-or-later
"""The dossier on paper: PDF/UA-1 (ISO 14289-1), set by typst.

Typst itself refuses to write a file that breaks the rules of PDF/UA-1 which a program can
check. No validator such as veraPDF runs here; what is tested is in tests/dossier/test_pdf.py.
"""

from __future__ import annotations

import datetime as dt
import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import typst

from amparo.core.files import write_whole
from amparo.dossier.glyphs import for_print
from amparo.dossier.model import DossierError
from amparo.dossier.plain import plain

if TYPE_CHECKING:
    from pathlib import Path

    from amparo.dossier.model import Dossier


def write_pdf(dossier: Dossier, path: str | Path) -> Path:
    """Write the dossier as PDF/UA-1 and give the path; the same dossier gives the same bytes.

    The file is written beside its place and then renamed.

    Raises:
        DossierError: the dossier has faults (all are named), or typst refuses it: then a
            picture is no readable SVG or has no words.
        OSError: the folder does not exist or cannot be written to.
    """
    return write_whole(path, make_pdf(dossier))


def make_pdf(dossier: Dossier) -> bytes:
    """Give the PDF itself; raises DossierError as `write_pdf` does."""
    data = json.dumps(plain(dossier, for_print), ensure_ascii=False)
    noon = dt.datetime.combine(dossier.made_on, dt.time(12), dt.UTC)
    try:
        # A package or a system font would make the result depend on the machine.
        made = typst.compile(
            _template(),
            sys_inputs={"dossier": data},
            pdf_standards=["ua-1"],
            ignore_system_fonts=True,
            timestamp=int(noon.timestamp()),
        )
    except typst.TypstError as fault:
        msg = f"typst refused the dossier: {fault}"
        raise DossierError(msg) from fault
    if not isinstance(made, bytes):  # a list is given for formats of one file per page
        msg = f"typst gave {type(made).__name__} where one PDF was asked for"
        raise DossierError(msg)
    return made


@cache
def _template() -> bytes:
    return (files("amparo.dossier") / "templates" / "dossier.typ").read_bytes()
