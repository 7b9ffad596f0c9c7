# SPDX-License-Identifier: AGPL-3.0-or-later
"""A definition's file is read whole, or all its faults are named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from amparo.assessment import read_definition
from amparo.assessment.definitions import read_definition_file
from amparo.core.yaml_files import YamlFileError

if TYPE_CHECKING:
    from pathlib import Path

GOOD = """
definition: own
version: "1"
title: Our own
adopted: "2020"
source: ours
elements: {held: In a cell, unfair: Tried unfairly, violent: Hurt somebody}
gate: [held]
criteria: {one: [unfair]}
exclusion: [violent]
"""


def faults(tmp_path: Path, text: str) -> list[str]:
    place = tmp_path / "own.yaml"
    place.write_text(text)
    with pytest.raises(YamlFileError) as caught:
        read_definition_file(place)
    return [fault.what for fault in caught.value.faults]


def test_the_resolution_of_2012_has_five_criteria_and_an_exclusion_of_three_parts() -> None:
    definition = read_definition("pace-1900")
    assert list(definition.criteria) == ["a", "b", "c", "d", "e"]
    assert "motive" not in definition.criteria["a"]
    assert len(definition.exclusion) == 3


def test_a_good_file_is_read(tmp_path: Path) -> None:
    place = tmp_path / "own.yaml"
    place.write_text(GOOD)
    assert read_definition_file(place).criteria == {"one": ("unfair",)}


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("[unfair]", "[unfair, held]", "stands in two of"),
        ("[violent]", "[violent, held]", "stands in two of"),
        ("[violent]", "[violent, hate]", "not described"),
        ("violent: Hurt somebody", "violent: Hurt, rude: Shouted", "not used"),
        ("gate: [held]", "gate: []", "no elements"),
        ('version: "1"\n', "", "missing"),
    ],
)
def test_a_fault_is_told(tmp_path: Path, before: str, after: str, told: str) -> None:
    assert any(told in what for what in faults(tmp_path, GOOD.replace(before, after)))


def test_two_faults_are_told_at_once(tmp_path: Path) -> None:
    text = GOOD.replace("[violent]", "[hate]").replace("[unfair]", "[rude]")
    assert len(faults(tmp_path, text)) >= 2
