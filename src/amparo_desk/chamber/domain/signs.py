# SPDX-License-Identifier: AGPL-3.0-or-later
"""Control signs, which no paper can show: found at the door, with the place where they stand."""

from __future__ import annotations

import unicodedata

from django.utils.translation import gettext as _


def control_sign(words: str) -> str:
    """Say which control sign stands first in `words` and where, "" for none.

    Those that end lines or part words (a page break of a PDF) are spaces and no fault.
    """
    for number, line in enumerate(words.splitlines(), 1):
        for column, sign in enumerate(line, 1):
            if unicodedata.category(sign) == "Cc" and not sign.isspace():
                return _(
                    "a control sign (U+%(code)s) stands in line %(line)d as sign %(column)d;"
                    " take it out"
                ) % {"code": f"{ord(sign):04X}", "line": number, "column": column}
    return ""
