# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keeping figures, speeches, claims and what bodies said; checking the claims."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from amparo.exchange.plain_data import to_plain
from amparo_desk.figures.models import Authority, Claim, ClaimCheck, Figure, Speech
from amparo_desk.figures.queries import checked_claims
from amparo_desk.history.rows import Kept, keep_row
from amparo_desk.register.domain.turns import turn, writing
from amparo_desk.register.queries import source_ids

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.db import models

    from amparo.claims import Claim as StatedClaim
    from amparo.claims.evidence import BodyStatement, Motion
    from amparo.claims.figures import Figure as StatedFigure
    from amparo_desk.accounts.models import User

Row = tuple[str, dict[str, Any]]


def keep_figures(*, figures: Iterable[StatedFigure], user: User, reason: str = "") -> Counter[Kept]:
    """Add and change the figures given; say how many rows changed. Others stay as they are.

    Raises:
        PermissionDenied: the user may not document.
        KeyError: a source is not in the register.
    """
    ids = source_ids()
    rows: list[Row] = [
        (
            item.key,
            {
                "topic": item.topic,
                "source_id": ids[item.source],
                "data": to_plain(item),
                "position": position,
            },
        )
        for position, item in enumerate(figures, 1)
    ]
    return _keep_and_check(Figure, rows, user, reason)


def keep_authorities(
    *,
    bodies: Iterable[BodyStatement],
    motions: Iterable[Motion],
    user: User,
    reason: str = "",
) -> Counter[Kept]:
    """Add and change what bodies said and motions name; say how many rows changed.

    What is not given stays as it is.

    Raises:
        PermissionDenied: the user may not document.
        KeyError: a source is not in the register.
    """
    ids = source_ids()
    given: list[tuple[Authority.Kind, BodyStatement | Motion]] = [
        *((Authority.Kind.BODY, item) for item in bodies),
        *((Authority.Kind.MOTION, item) for item in motions),
    ]
    rows: list[Row] = [
        (
            item.key,
            {
                "kind": kind.value,
                "source_id": ids[item.source],
                "data": to_plain(item),
                "position": position,
            },
        )
        for position, (kind, item) in enumerate(given, 1)
    ]
    return _keep_and_check(Authority, rows, user, reason)


def keep_speech(
    *,
    key: str,
    texts: Mapping[str, str],
    claims: Iterable[StatedClaim],
    user: User,
    reason: str = "",
) -> Counter[Kept]:
    """Add or change a speech and its claims; `key` is also that of its source.

    Claims that are not given stay as they are.

    Raises:
        PermissionDenied: the user may not document.
        KeyError: the speech's source is not in the register.
    """
    values = {"source_id": source_ids()[key], "texts": dict(texts)}
    with turn(user):
        done = _keep(Speech, [(key, values)], user, reason)
        speech = Speech.objects.get(key=key)
        rows: list[Row] = [
            (
                claim.key,
                {
                    "speech_id": speech.pk,
                    "kind": claim.kind.value,
                    "topic": claim.topic,
                    "spans": {language: list(span) for language, span in claim.spans.items()},
                    "data": to_plain(claim),
                    "position": position,
                },
            )
            for position, claim in enumerate(claims, 1)
        ]
        return done + _keep_and_check(Claim, rows, user, reason)


def check_claims() -> int:
    """Check every claim anew from what the workspace holds now; give the number of claims.

    Checks are derived: they have no history of their own and are simply made again.
    """
    with writing():
        ids = dict(Claim.objects.values_list("key", "pk"))
        ClaimCheck.objects.all().delete()
        found = [item for _, item in checked_claims()]
        ClaimCheck.objects.bulk_create(
            ClaimCheck(claim_id=ids[item.claim], verdict=item.verdict.value, data=to_plain(item))
            for item in found
        )
    return len(found)


def _keep_and_check(
    model: type[models.Model], rows: Iterable[Row], user: User, reason: str
) -> Counter[Kept]:
    with turn(user):
        done = _keep(model, rows, user, reason)
        check_claims()
    return done


def _keep(model: type[models.Model], rows: Iterable[Row], user: User, reason: str) -> Counter[Kept]:
    with turn(user):
        return Counter(
            keep_row(model=model, key=key, values=values, user=user, reason=reason)
            for key, values in rows
        )
