# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every feature of names can be said, in words that hold what both names have."""

from __future__ import annotations

import pytest

from amparo.names.parts import FAMILY, GIVEN, PATRONYMIC
from amparo.names.wording import part_words

FEATURES = [name for name in (*FAMILY, *GIVEN, *PATRONYMIC) if not name.endswith("_missing")]


@pytest.mark.parametrize("feature", FEATURES)
def test_each_level_is_said_with_both_parts(feature: str) -> None:
    said = str(part_words(feature, "Первый", "Второй"))
    assert said.index("Первый") < said.index("Второй")


def test_no_two_levels_are_said_alike() -> None:
    said = {str(part_words(feature, "x", "y")) for feature in FEATURES}
    assert len(said) == len(FEATURES)


def test_what_is_no_feature_of_names_is_not_said() -> None:
    with pytest.raises(KeyError):
        part_words("birth_day", "x", "y")
