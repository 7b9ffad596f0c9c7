# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from amparo.core.yaml_files import YamlFileError
from amparo.estimate.simulation import PopulationDesign, designs, read_designs

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

DESIGNS = {design.key: design for design in designs()}


def shares(design: PopulationDesign, seeds: int = 20) -> NDArray[np.float64]:
    """Give the mean share of the people on each list and on each two (J, J)."""
    found: NDArray[np.float64] = np.mean(
        [design.table(seed).overlaps / design.people for seed in range(seeds)], axis=0
    )
    return found


def test_there_are_designs_of_every_kind() -> None:
    assert len(DESIGNS) >= 12
    assert {len(design.lists) for design in DESIGNS.values()} == {3, 4, 5, 6}
    assert any(design.copies for design in DESIGNS.values())
    assert any(design.never_both for design in DESIGNS.values())
    assert any(tie.strength < 1 for design in DESIGNS.values() for tie in design.depends)
    assert any(len(design.groups) > 1 for design in DESIGNS.values())


@pytest.mark.parametrize("key", DESIGNS)
def test_a_seed_gives_the_same_table_and_nobody_who_is_not_there(key: str) -> None:
    design = DESIGNS[key]
    table = design.table(3)
    assert table == design.table(3)
    assert table != design.table(4)
    assert 0 < table.n < design.people
    assert table.lists == design.lists


def test_independent_lists_have_their_sizes_and_overlaps() -> None:
    found = shares(DESIGNS["independent"])
    on = np.array(DESIGNS["independent"].groups[0].on)
    expected = np.outer(on, on)
    np.fill_diagonal(expected, on)
    assert found == pytest.approx(expected, abs=0.012)


def test_odds_copies_and_classes_do_what_they_say() -> None:
    tied = shares(DESIGNS["dependent_pair"])
    assert tied[0, 1] / tied[0, 0] == pytest.approx(0.5, abs=0.02)  # odds 1/4 times 4
    copied = shares(DESIGNS["copied_list"])
    assert copied[0, 1] / copied[0, 0] == pytest.approx(1 - 0.2 * 0.85, abs=0.02)
    classes = DESIGNS["strong_classes"]
    expected = sum(group.share * group.on[0] * group.on[1] for group in classes.groups)
    assert shares(classes)[0, 1] == pytest.approx(expected, abs=0.01)


def test_what_cannot_be_is_stated_in_the_table() -> None:
    table = DESIGNS["never_both"].table(1)
    assert table.overlaps[0, 3] == 0
    assert len(table.impossible) == 4
    assert (table.impossible[:, [0, 3]] == 1).all()


def test_all_faults_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "designs.yaml"
    path.write_text(
        "bad:\n"
        "  said: Bad\n"
        "  people: many\n"
        "  lists: [A, B]\n"
        "  classes:\n"
        "    - {share: 0.5, on: [0.2]}\n"
        "  depends:\n"
        "    - {list: A, on: B, odds: 2}\n"
        "    - {list: X, on: A, odds: 2}\n"
        "  never_both: [[B, A]]\n"
        "  other: 1\n",
        "utf-8",
    )
    with pytest.raises(YamlFileError) as caught:
        read_designs(path)
    told = str(caught.value)
    for words in ("'many' is no number", "each of the 2 lists", "add up to 1", "a list before",
                  "'X' is not one of", "the earlier first", "'other' is not a field"):  # fmt: skip
        assert words in told
