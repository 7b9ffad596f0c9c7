# SPDX-License-Identifier: AGPL-3.0-or-later
"""Demands and their ways, as the engine works them out from what is kept."""

from __future__ import annotations

from amparo.demands.records import Demand as StatedDemand
from amparo.demands.texts import Told, ToldText, texts_of, vote_of
from amparo.demands.way import DemandWay, way_of
from amparo.exchange.plain_data import from_plain
from amparo_desk.chamber.models import Debate
from amparo_desk.chamber.queries import chamber_of
from amparo_desk.demands.models import Demand
from amparo_desk.register.queries import persons_by_record


def stated_demands(debate: Debate) -> list[StatedDemand]:
    """Give the demands of a debate in their order."""
    return [from_plain(StatedDemand, row.data) for row in Demand.objects.filter(debate=debate)]


def debates_told(language: str) -> list[tuple[Told, tuple[ToldText, ...]]]:
    """Give the vote and the texts of each debate in sentences."""
    chambers = [chamber_of(debate) for debate in Debate.objects.all()]
    return [(vote_of(chamber), texts_of(chamber, language)) for chamber in chambers]


def ways() -> list[DemandWay]:
    """Give the way of every demand, from who asked to the cases after the vote."""
    persons = persons_by_record()
    return [
        way_of(demand, chamber_of(debate), persons)
        for debate in Debate.objects.all()
        for demand in stated_demands(debate)
    ]


def way(key: str) -> DemandWay | None:
    """Give the way of the demand of this key, None if there is none."""
    row = Demand.objects.select_related("debate").filter(key=key).first()
    if row is None:
        return None
    return way_of(from_plain(StatedDemand, row.data), chamber_of(row.debate), persons_by_record())
