# SPDX-License-Identifier: AGPL-3.0-or-later
"""How far a run has come, and when it stops."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from amparo.estimate.analysis import StoppedError
from amparo_desk.estimates.meter import Meter
from amparo_desk.estimates.models import Run
from amparo_desk.estimates.remembered import Remembered
from amparo_desk.estimates.working import ENDING

if TYPE_CHECKING:
    from collections.abc import Iterator


def meter(*strata: tuple[str, ...], methods: tuple[str, ...] = ("loglinear", "lcm")) -> Meter:
    rows = [{"labels": list(labels)} for labels in strata or [()]]
    by = ["field"] if strata else []
    settings = {"methods": list(methods), "partitions": 0}
    return Meter(Run(settings=settings, tables={"by": by, "strata": rows}))


# What the engine tells, in its order: the share grows from one to the next and never beyond 1.
TOLD = {
    "one table": (
        meter(),
        [
            *(("", "loglinear", 0.0), ("", "lcm", 0.0), ("", "lcm", 0.5)),
            *(("", "alternatives", 0.5), ("", "stress", 0.5), ("", "stress", 1.0)),
        ],
    ),
    "strata": (
        meter(("a",), ("b",)),
        [("a", "loglinear", 0.0), ("a", "lcm", 0.9), ("b", "loglinear", 0.0), ("b", "lcm", 1.0)],
    ),
    "labels filled in": (
        meter(("",), ("a",), ("b",)),
        [("a (1/2)", "lcm", 0.5), ("b (1/2)", "lcm", 0.5), ("a (2/2)", "lcm", 0.5)],
    ),
    "ways of linking": (
        meter(),
        [("", "linkage", 0.2), ("", "linkage", 0.9), ("1/4", "lcm", 0.5), ("3/4", "lcm", 0.5)],
    ),
}


@pytest.mark.parametrize("case", TOLD)
def test_the_share_grows(case: str) -> None:
    at, told = TOLD[case]
    shares = [at._share(*news) for news in told]
    assert shares == sorted(set(shares))
    assert 0 <= shares[0] <= shares[-1] <= 1


def test_half_of_the_strata_is_about_half() -> None:
    assert meter(("a",), ("b",))._share("b", "loglinear", 0.0) == pytest.approx(0.5, abs=0.05)
    ways = meter(methods=("loglinear",))
    assert ways._share("3/4", "loglinear", 0.0) == pytest.approx(0.5, abs=0.05)


@pytest.fixture
def ending() -> Iterator[None]:
    ENDING.set()
    yield
    ENDING.clear()


def test_where_the_process_is_to_end_the_run_stops(ending: None) -> None:
    with pytest.raises(StoppedError):
        meter().told("", "lcm", 0.5)


def test_only_the_last_answers_are_remembered() -> None:
    made: list[str] = []

    def answer(key: str) -> str:
        made.append(key)
        return key.upper()

    held: Remembered[str] = Remembered(2)
    for key in ("a", "b", "a", "c", "a", "b"):
        assert held.get(key, lambda key=key: answer(key)) == key.upper()  # type: ignore[misc]  # bound now
    assert made == ["a", "b", "c", "b"]


def test_what_could_not_be_answered_is_not_remembered() -> None:
    held: Remembered[str] = Remembered(2)
    with pytest.raises(ZeroDivisionError):
        held.get("a", lambda: str(1 // 0))
    assert held.get("a", lambda: "now") == "now"
