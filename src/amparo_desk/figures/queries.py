# SPDX-License-Identifier: AGPL-3.0-or-later
"""Figures, claims and evidence as the engines read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amparo.claims import Check, Claim, Evidence, check
from amparo.claims.assertions import (
    ChargeAssertion,
    ConductAssertion,
    RepeatedSentenceAssertion,
)
from amparo.claims.evidence import BodyStatement, Motion
from amparo.claims.figures import Figure
from amparo.exchange.plain_data import from_plain
from amparo.law.locators import resolve
from amparo_desk.figures import models
from amparo_desk.register.queries import persons_by_record, stated_sources

if TYPE_CHECKING:
    from collections.abc import Iterable


def figures_as_stated() -> tuple[Figure, ...]:
    """Give all figures in their order."""
    return tuple(from_plain(Figure, row.data) for row in models.Figure.objects.all())


def claims_as_stated() -> tuple[Claim, ...]:
    """Give all claims in their order."""
    return tuple(from_plain(Claim, row.data) for row in models.Claim.objects.all())


def evidence(claims: Iterable[Claim]) -> Evidence:
    """Give all that checks of these claims may use, as the workspace holds it now."""
    authorities = list(models.Authority.objects.all())
    kinds = models.Authority.Kind
    return Evidence(
        figures=figures_as_stated(),
        persons=persons_by_record({key for claim in claims for key in _persons_named(claim)}),
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
    claims = claims_as_stated()
    everything = evidence(claims)
    return tuple((claim, check(claim, everything)) for claim in claims)


def _persons_named(claim: Claim) -> tuple[str, ...]:
    """Give the record keys of the persons whom a claim is about."""
    match claim.assertion:
        case RepeatedSentenceAssertion(persons=persons):
            return persons
        case ConductAssertion(person=person) | ChargeAssertion(person=person):
            return (person,)
        case _:
            return ()
