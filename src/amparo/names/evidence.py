# SPDX-License-Identifier: AGPL-3.0-or-later
"""Evidence for or against two records being one person, with the one table of weights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import log2
from typing import Any

import yaml

from amparo.core.messages import Message
from amparo.core.truth import Truth


@dataclass(frozen=True, slots=True)
class Evidence:
    """One feature of a pair: whether it agrees, how much it weighs, and this in words.

    `feature` is the name of its row in the table of weights; `weight` is that row's points.
    """

    feature: str
    agreement: Truth
    weight: float
    words: Message


@dataclass(frozen=True, slots=True)
class Weights:
    """The table: points of each feature, and the two scores at which a verdict changes."""

    points: Mapping[str, float]
    reasons: Mapping[str, str]
    link_threshold: float
    review_threshold: float


@cache
def weights() -> Weights:
    """Read resources/names/weights.yaml."""
    table = name_resource("weights")
    rows = table["weights"]
    return Weights(
        points={feature: float(row["points"]) for feature, row in rows.items()},
        reasons={feature: row["reason"] for feature, row in rows.items()},
        link_threshold=float(table["link_threshold"]),
        review_threshold=float(table["review_threshold"]),
    )


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


def evidence(feature: str, agreement: Truth, words: Message) -> Evidence:
    """Give the evidence of one feature with its weight.

    Raises:
        KeyError: the table of weights has no such feature.
    """
    return Evidence(feature, agreement, weights().points[feature], words)


def name_resource(stem: str) -> Any:  # noqa: ANN401 - each file has its own shape
    """Read one of the hand-kept files of resources/names."""
    path = files("amparo") / "resources" / "names" / f"{stem}.yaml"
    return yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
