# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page for users shows the table of weights as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from amparo.names.evidence import weights

PAGE = (Path(__file__).parents[2] / "docs" / "linkage.md").read_text("utf-8")


@pytest.mark.parametrize("feature", sorted(weights().points))
def test_each_weight_stands_on_the_page(feature: str) -> None:
    table = weights()
    row = f"| `{feature}` | {table.points[feature]:g} | {table.reasons[feature]} |"
    assert row in PAGE.splitlines()


def test_the_thresholds_stand_on_the_page() -> None:
    assert f"score at least {weights().link_threshold:g} |" in PAGE
    assert f"score at least {weights().review_threshold:g} |" in PAGE
