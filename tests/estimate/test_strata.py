# SPDX-License-Identifier: AGPL-3.0-or-later
"""Strata: added up by their draws."""

from __future__ import annotations

import pytest

from amparo.estimate.analysis import Asked, analyse
from amparo.estimate.strata import analyse_strata
from list_tables import list_table

KOSOVO, KOREA = list_table("kosovo_1999"), list_table("korea")


def test_a_stratum_without_a_label_is_refused() -> None:
    with pytest.raises(ValueError, match="label"):
        analyse_strata({("",): KOREA, ("a",): KOREA}, ("place",))
    with pytest.raises(ValueError, match="label"):
        analyse_strata({}, ("place",))


def test_equal_strata_are_twice_as_many_with_less_than_twice_the_width() -> None:
    asked = Asked(methods=("graphs", "xi", "chao"))
    one = analyse(KOSOVO, asked)
    both = analyse_strata({("a",): KOSOVO, ("b",): KOSOVO}, ("place",), asked).whole
    assert both.table.n == 2 * KOSOVO.n
    assert both.estimates[0].mean == pytest.approx(2 * (one.estimates[0].mean or 0), rel=0.02)
    wide = one.estimates[0].high - one.estimates[0].low
    assert both.estimates[0].high - both.estimates[0].low == pytest.approx(2**0.5 * wide, rel=0.1)
    assert both.bound is not None
    assert one.bound is not None
    assert both.bound.low == pytest.approx(2 * one.bound.low)
    assert both.at_one is not None
    assert both.assumption is None
