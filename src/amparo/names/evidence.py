# SPDX-License-Identifier: AGPL-3.0-or-later
"""Evidence for or against two records being one person, with the one table of weights."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import log2
from typing import TYPE_CHECKING, Any

import yaml

from amparo.core.messages import Message
from amparo.core.truth import Truth

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Evidence:
    """One feature of a pair: whether it agrees, how much it weighs, and this in words.

    `feature` is the name of its row in the table of weights; `weight` is in bits, log2 of how much
    likelier the feature is of one person than of two.
    """

    feature: str
    agreement: Truth
    weight: float
    words: Message


@dataclass(frozen=True, slots=True)
class FeatureWeight:
    """One row of resources/names/evidence.yaml: how often persons and strangers show a feature.

    `u` is None where the share of the very name or value stands for it, times `breadth`.
    """

    m: float
    u: float | None
    breadth: float
    reason: str

    @property
    def bits(self) -> float:
        """The weight in bits; without -log2(share) where `u` is a share."""
        return log2(self.m / (self.breadth if self.u is None else self.u))


@cache
def feature_weights() -> Mapping[str, FeatureWeight]:
    """Read resources/names/evidence.yaml."""
    rows = name_resource("evidence")["weights"]
    return {
        feature: FeatureWeight(
            m=float(row["m"]),
            u=None if row["u"] == "share" else float(row["u"]),
            breadth=float(row.get("breadth", 1)),
            reason=row["reason"],
        )
        for feature, row in rows.items()
    }


def bits(feature: str, share: float = 1.0) -> float:
    """Give the weight of a feature for a name or value that this share of people bear.

    Raises:
        KeyError: the table of weights has no such feature.
    """
    row = feature_weights()[feature]
    return row.bits - log2(share) if row.u is None else row.bits


@cache
def name_prior() -> float:
    """Give the share of pairs taken to be one person where two names are all there is."""
    return float(name_resource("evidence")["prior"])


@cache
def kin_share() -> float:
    """Give how often two people of one register have one surname because they are relatives."""
    return float(name_resource("evidence")["kin"])


def name_resource(stem: str) -> Any:  # noqa: ANN401 - each file has its own shape
    """Read one of the hand-kept files of resources/names."""
    path = files("amparo") / "resources" / "names" / f"{stem}.yaml"
    return yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
