# SPDX-License-Identifier: AGPL-3.0-or-later
"""The waterfall of a pair: every bar begins where the one before it ended."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.core.messages import say
from amparo.pictures.picture import Ink, Picture, Size
from amparo.pictures.waterfall import Step, percent, probability_of, waterfall

STEPS = (
    Step(say("the same surname: {name}", name="Vymyshlena"), 7.2),
    Step(say("the same given name"), 4.1),
    Step(say("different places"), -1.5),
)


def layers(picture: Picture, mark: str) -> list[list[dict[str, Any]]]:
    return [
        picture.spec["datasets"][layer["data"]["name"]]
        if "name" in layer["data"]
        else layer["data"]["values"]
        for layer in picture.spec["layer"]
        if layer["mark"]["type"] == mark
    ]


def test_the_bars_go_from_the_prior_over_each_step_to_the_sum() -> None:
    (bars,) = layers(waterfall(-9.0, STEPS), "rect")
    ways = [(round(bar["start"], 6), round(bar["end"], 6)) for bar in bars]
    assert ways == [(0, -9), (-9, -1.8), (-1.8, 2.3), (2.3, 0.8), (0, 0.8)]


def test_for_and_against_differ_in_shape_and_not_only_in_colour() -> None:
    (heads,) = layers(waterfall(-9.0, STEPS), "point")
    looks = {(head["shape"], head["color"]) for head in heads[1:-1]}
    assert looks == {("triangle-right", Ink.BLUE), ("triangle-left", Ink.ORANGE)}


def test_evidence_that_weighs_nothing_is_said_and_has_no_bar() -> None:
    picture = waterfall(0.0, [Step(say("nothing either way"), 0.0)])
    assert layers(picture, "rect") == [[]]
    assert "nothing either way" in picture.svg


def test_it_says_in_words_and_as_a_table_what_it_shows() -> None:
    picture = waterfall(-9.0, STEPS)
    assert str(picture.alt) == (
        "From −9.0 bits before any evidence to +0.8 bits together: the probability that the two"
        " are one person is 64 %. Speaking for it: 2; against it: 1."
    )
    assert f"<desc>{picture.alt}</desc>" in picture.svg
    assert picture.table.rows[0] == ("Before any evidence", "", "−9.0 bits", "0.19 %")
    assert picture.table.rows[-1] == ("different places", "−1.5 bits", "+0.8 bits", "64 %")


@pytest.mark.parametrize(
    ("bits", "expected"),
    [
        (0.0, "50 %"), (2.0, "80 %"), (-2.0, "20 %"), (7.0, "99.22 %"), (-10.0, "0.098 %"),
        (20.0, "99.999905 %"), (40.0, "above 99.999999 %"), (-40.0, "below 0.000001 %"),
        (-5000.0, "below 0.000001 %"), (5000.0, "above 99.999999 %"),
    ],
)  # fmt: skip
def test_a_probability_is_never_rounded_to_certainty(bits: float, expected: str) -> None:
    assert percent(bits, "en") == expected


def test_numbers_are_written_as_the_language_writes_them() -> None:
    svg = waterfall(-9.0, STEPS, "ru").svg
    assert "+7,2" in svg
    assert "+7.2" not in svg


@settings(max_examples=15)  # each draws two pictures
@given(st.floats(-60, 60), st.lists(st.floats(-30, 30), max_size=8))
def test_the_last_sum_is_the_total_whatever_the_order(prior: float, bits: list[float]) -> None:
    steps = [Step(say("a"), value) for value in bits]
    one = waterfall(prior, steps).table.rows[-1][2:]
    other = waterfall(prior, steps[::-1]).table.rows[-1][2:]
    assert math.isclose(probability_of(prior), 1 - probability_of(-prior), abs_tol=1e-12)
    if abs((prior + sum(bits)) * 10 % 1 - 0.5) > 1e-6:
        assert one == other


@pytest.mark.parametrize("bad", [math.inf, math.nan])
def test_what_cannot_be_drawn_is_refused(bad: float) -> None:
    with pytest.raises(ValueError, match="not finite"):
        waterfall(0.0, [Step(say("a"), bad)])


@pytest.mark.parametrize("size", Size)
def test_the_same_input_gives_the_same_bytes(size: Size) -> None:
    assert (
        waterfall(-9.0, STEPS, "uk", size=size).svg == waterfall(-9.0, STEPS, "uk", size=size).svg
    )
