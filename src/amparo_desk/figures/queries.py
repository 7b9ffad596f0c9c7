# SPDX-License-Identifier: AGPL-3.0-or-later
"""Figures, claims and evidence as the engines read them."""

from __future__ import annotations

from amparo.claims import Check, Claim, Evidence, check
from amparo.claims.evidence import BodyStatement, Motion
from amparo.claims.figures import Figure
from amparo.exchange.plain_data import from_plain
from amparo.law.locators import resolve
from amparo_desk.figures import models
from amparo_desk.register.queries import persons_by_record
from amparo_desk.register.queries.stated import stated_sources


def figures_as_stated() -> tuple[Figure, ...]:
    """Give all figures in their order."""
    return tuple(from_plain(Figure, row.data) for row in models.Figure.objects.all())


def claims_as_stated() -> tuple[Claim, ...]:
    """Give all claims in their order."""
    return tuple(from_plain(Claim, row.data) for row in models.Claim.objects.all())


def evidence() -> Evidence:
    """Give all that a check may use, as the workspace holds it now."""
    authorities = list(models.Authority.objects.all())
    kinds = models.Authority.Kind
    return Evidence(
        figures=figures_as_stated(),
        persons=persons_by_record(),
        resolve=resolve,
        bodies=tuple(
            from_plain(BodyStatement, row.data) for row in authorities if row.kind == kinds.BODY
        ),
        motions=tuple(
            from_plain(Motion, row.data) for row in authorities if row.kind == kinds.MOTION
        ),
        sources=stated_sources(),
    )


def checked_claims() -> tuple[tuple[Claim, Check], ...]:
    """Give each claim with its check, made now."""
    everything = evidence()
    return tuple((claim, check(claim, everything)) for claim in claims_as_stated())
