# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is kept comes back as it was, under a key of all that it depends on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from amparo.core.messages import say
from amparo.estimate.estimates import Estimate, Gate, GateVerdict
from amparo.estimate.gates import Missing
from amparo.estimate.store import (
    NoEstimateError,
    NotKeptError,
    Store,
    engine_digest,
    key_of,
    packed,
    unpacked,
)
from list_tables import list_table

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

KOREA = list_table("korea")
FOUND = Estimate.from_draws(
    "made up",
    np.arange(130.0, 180.0),
    settings={"seed": 1},
    diagnostics={"span": [{"within": 6.0, "low": 130.0, "high": float("inf")}]},
    gates=[Gate("doubt", GateVerdict.WARN, say("{what} is doubtful", what=say("all")))],
    seconds=1.5,
)


def test_an_estimate_comes_back_as_it_was() -> None:
    back = unpacked(packed(FOUND))
    assert back.draws is not None
    assert FOUND.draws is not None
    assert np.array_equal(back.draws, FOUND.draws)
    assert back.to_json() == FOUND.to_json()
    assert back.gates == FOUND.gates
    assert packed(back) == packed(FOUND)


def test_what_is_kept_is_not_made_again(tmp_path: Path) -> None:
    store = Store(tmp_path)
    first = store.kept(KOREA, "made up", {"seed": 1}, lambda: FOUND)
    assert store.kept(KOREA, "made up", {"seed": 1}, never).median == first.median
    with pytest.raises(AssertionError):
        store.kept(KOREA, "made up", {"seed": 2}, never)
    with pytest.raises(AssertionError):
        Store().kept(KOREA, "made up", {"seed": 1}, never)


def test_the_key_is_of_table_method_and_settings() -> None:
    keys = {
        key_of(KOREA, "a", {"seed": 1}),
        key_of(KOREA, "b", {"seed": 1}),
        key_of(KOREA, "a", {"seed": 2}),
        key_of(KOREA.scaled(2), "a", {"seed": 1}),
    }
    assert len(keys) == 4
    assert key_of(KOREA, "a", {"x": 1, "y": 2}) == key_of(KOREA, "a", {"y": 2, "x": 1})


@pytest.mark.parametrize("cut", [0, 10, 300])
def test_half_a_file_is_made_anew(tmp_path: Path, cut: int) -> None:
    store = Store(tmp_path)
    store.kept(KOREA, "made up", {}, lambda: FOUND)
    (path,) = tmp_path.iterdir()
    path.write_bytes(path.read_bytes()[:cut])
    assert store.kept(KOREA, "made up", {}, lambda: FOUND) is FOUND
    assert unpacked(path.read_bytes()).median == FOUND.median


def test_what_was_begun_comes_back_until_it_is_ended(tmp_path: Path) -> None:
    store, settings = Store(tmp_path), {"seed": 1}
    assert store.begun(KOREA, "a", settings) is None
    store.keep_begun(KOREA, "a", settings, {"rows": np.arange(4.0)})
    held = store.begun(KOREA, "a", settings)
    assert held is not None
    assert np.array_equal(held["rows"], np.arange(4.0))
    assert store.begun(KOREA, "a", {"seed": 2}) is None
    store.kept(KOREA, "a", settings, lambda: FOUND)
    assert store.begun(KOREA, "a", settings) is None
    # Without a folder nothing is kept, and that is no fault.
    Store().keep_begun(KOREA, "a", settings, {"rows": np.arange(4.0)})
    assert Store().begun(KOREA, "a", settings) is None


def test_that_there_is_no_estimate_is_kept_too(tmp_path: Path) -> None:
    missing = Missing.because("graphs", ValueError("too many lists"))
    store, times = Store(tmp_path), []

    def refuse(error: ValueError) -> Callable[[], Estimate]:
        def make() -> Estimate:
            times.append(error)
            raise error

        return make

    for _ in range(2):
        with pytest.raises(NoEstimateError) as told:
            store.kept(KOREA, "graphs", {}, refuse(NoEstimateError(missing)))
        assert told.value.missing == missing
        with pytest.raises(ValueError, match="no figure"):
            store.kept(KOREA, "other", {}, refuse(ValueError("no figure")))
    assert len(times) == 2


def test_a_store_for_reading_gives_what_that_engine_estimated_and_makes_nothing(
    tmp_path: Path,
) -> None:
    Store(tmp_path).kept(KOREA, "a", {}, lambda: FOUND)
    assert Store(tmp_path, engine=engine_digest()).kept(KOREA, "a", {}, never).median == 154.5
    for engine, method in ((engine_digest(), "b"), ("f" * 64, "a")):
        with pytest.raises(NotKeptError):
            Store(tmp_path, engine=engine).kept(KOREA, method, {}, never)
    assert len(list(tmp_path.iterdir())) == 1


def never() -> Estimate:
    raise AssertionError
