# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page for users shows the table of weights and the numbers of the model as they are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from amparo.linkage import Costs
from amparo.linkage.candidates import FEW, LARGEST
from amparo.linkage.clustering import LARGEST_GROUP, MARGIN, MOST_BITS
from amparo.linkage.draws import EXACT
from amparo.linkage.register_linker import LEAST_SUPPORT, REGISTER_COSTS
from amparo.names.evidence import feature_weights, kin_share, name_prior

ROOT = Path(__file__).parents[2]
PAGE = " ".join((ROOT / "docs" / "linkage.md").read_text("utf-8").split())
LINES = (ROOT / "docs" / "linkage.md").read_text("utf-8").splitlines()
NAMES = " ".join((ROOT / "docs" / "names.md").read_text("utf-8").split())


def shown(feature: str) -> str:
    """Give the row of the page that a row of the table of weights must stand in."""
    row = feature_weights()[feature]
    if row.u is None:
        share = "share" if row.breadth == 1 else f"share x {row.breadth:g}"
        return (
            f"| `{feature}` | {row.m:g} | {share} | {row.bits:+.1f} - log2(share) | {row.reason} |"
        )
    return f"| `{feature}` | {row.m:g} | {row.u:g} | {row.bits:+.1f} | {row.reason} |"


@pytest.mark.parametrize("feature", sorted(feature_weights()))
def test_each_weight_stands_on_the_page(feature: str) -> None:
    assert shown(feature) in LINES


def test_no_other_weight_stands_on_the_page() -> None:
    rows = [found[1] for line in LINES if (found := re.match(r"\| `(\w+)` \|", line))]
    assert rows == list(feature_weights())


@pytest.mark.parametrize(
    "words",
    [
        f"from a probability of {Costs().link:g}",
        f"from {REGISTER_COSTS.link:g}",
        f"shown from {Costs().ask_from:g}",
        f"shown from {REGISTER_COSTS.ask_from:g}",
        f"at least {LEAST_SUPPORT:g} bits",
        f"by {MARGIN:g} bits",
        f"at most {MOST_BITS:g} bits",
        f"more than {LARGEST_GROUP} records",
        f"more than {LARGEST} records",
        f"at most {FEW} records",
        f"up to {EXACT} records",
        f"{kin_share() * 100_000:g} in 100,000",
    ],
)
def test_the_numbers_of_the_model_stand_on_the_page(words: str) -> None:
    assert words in PAGE


def test_the_prior_of_two_names_stands_on_the_page_of_names() -> None:
    assert f"one pair in {1 / name_prior():,.0f}" in NAMES
