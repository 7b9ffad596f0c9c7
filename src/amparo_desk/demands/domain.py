# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keeping demands."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from amparo.exchange.plain_data import to_plain
from amparo_desk.demands.models import Demand
from amparo_desk.history.rows import Kept, keep_row
from amparo_desk.register.domain.turns import turn
from amparo_desk.register.queries import source_ids

if TYPE_CHECKING:
    from collections.abc import Iterable

    from amparo.demands.records import Demand as StatedDemand
    from amparo_desk.accounts.models import User
    from amparo_desk.chamber.models import Debate


def keep_demands(
    *, debate: Debate, demands: Iterable[StatedDemand], user: User, reason: str = ""
) -> Counter[Kept]:
    """Add and change the demands given; say how many rows changed. Others stay as they are.

    Raises:
        PermissionDenied: the user may not document.
        KeyError: a source is not in the register.
    """
    with turn(user):
        ids = source_ids()
        done: Counter[Kept] = Counter()
        for position, demand in enumerate(demands, 1):
            values = {
                "debate_id": debate.pk,
                "source_id": ids[demand.steps[0].source],
                "position": position,
                "data": to_plain(demand),
            }
            done[
                keep_row(model=Demand, key=demand.key, values=values, user=user, reason=reason)
            ] += 1
        return done
