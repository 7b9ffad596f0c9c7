# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sources as the engines read them."""

from __future__ import annotations

from amparo.core.sources import Knowledge, SourceKind
from amparo.core.sources import Source as StatedSource
from amparo_desk.register.models import Source


def stated_sources() -> dict[str, StatedSource]:
    """Give every source by its key."""
    return {
        row.key: StatedSource(
            key=row.key,
            kind=SourceKind(row.kind),
            title=row.title,
            knowledge=Knowledge(row.knowledge),
            language=row.language,
            pages=tuple(row.pages),
            published=row.published,
            statement=row.statement,
            note=row.note,
            synthetic=row.synthetic,
        )
        for row in Source.objects.all()
    }
