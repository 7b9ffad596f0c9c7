# SPDX-License-Identifier: AGPL-3.0-or-later
"""Everything a dossier tells, as the engines give it, before it is put into sections."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from amparo.claims.figures import Figure
from amparo.claims.outcome import Check
from amparo.claims.speech import Claim
from amparo.core.cases import Person
from amparo.core.messages import Message
from amparo.core.sources import Source
from amparo.demands.records import Chamber
from amparo.demands.way import DemandWay
from amparo.law.provisions import Provision
from amparo.pictures.picture import Picture


@dataclass(frozen=True, slots=True)
class TopicPicture:
    """A picture with its caption; with a topic it stands above that topic's table of figures.

    `sources_last`: the last column of the picture's table holds keys of sources.
    """

    caption: Message
    picture: Picture
    topic: str = ""
    sources_last: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What a dossier tells; what is left empty has a section that says so, or none.

    `speech` holds the text of the speech by language, in
    which the claims have their places; `sources` every source by key (those of provisions are
    added); `waiting_reviews` is the number of pairs of records of which nobody has decided
    whether they are one person. `synthetic`: all its persons are made up.
    """

    title: Message
    subtitle: Message
    language: str
    made_on: dt.date
    sources: Mapping[str, Source]
    persons: tuple[Person, ...] = ()
    checks: tuple[tuple[Claim, Check], ...] = ()
    speech: Mapping[str, str] = field(default_factory=dict)
    figures: tuple[Figure, ...] = ()
    chambers: tuple[Chamber, ...] = ()
    ways: tuple[DemandWay, ...] = ()
    provisions: tuple[Provision, ...] = ()
    pictures: tuple[TopicPicture, ...] = ()
    waiting_reviews: int = 0
    synthetic: bool = False
