# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from program import run_amparo, table_hashes

if TYPE_CHECKING:
    from pathlib import Path

    from program import Demonstration


def test_the_second_demonstration_is_built_once_and_says_what_it_found(tmp_path: Path) -> None:
    folder = tmp_path / "made-up"
    words = ("demo", "--synthetic", "--persons", "40", "--workspace", str(folder))
    first = run_amparo(*words)
    assert first.code == 0, first.err
    assert first.out.startswith("SYNTHETIC data: no real persons.")
    assert re.search(r"\d+ records of 3 lists -> \d+ persons", first.out)
    assert re.search(r"precision [01]\.\d{3}.* [01]\.\d{3} \(recall\)", first.out)
    listed = run_amparo("register", "persons", folder=folder)
    assert listed.out.startswith("SYNTHETIC data: no real persons.\n")
    found = json.loads(run_amparo("register", "persons", "--json", folder=folder).out)
    assert {item["synthetic"] for item in found} == {True}
    before = table_hashes(folder)
    assert run_amparo(*words).code == 0
    after = table_hashes(folder)
    assert {name for name in before if before[name] != after[name]} == set()
    refused = run_amparo("demo", folder=folder)
    assert refused.code == 2
    assert "SYNTHETIC persons only" in refused.err


def test_of_one_person_there_is_a_demonstration_too(tmp_path: Path) -> None:
    ran = run_amparo("demo", "--synthetic", "--persons", "1", folder=tmp_path / "one")
    assert ran.code == 0, ran.err
    assert "none of so few persons is on it" in ran.err
    assert re.search(r"[1-3] records of [1-3] lists -> 1 persons", ran.out)


def test_made_up_persons_do_not_go_into_the_first_demonstration(
    demonstration: Demonstration,
) -> None:
    ran = run_amparo("demo", "--synthetic", folder=demonstration.folder)
    assert ran.code == 2
    assert "may hold real persons" in ran.err


def test_persons_are_asked_for_in_the_second_demonstration_only(tmp_path: Path) -> None:
    ran = run_amparo("demo", "--persons", "40", folder=tmp_path / "none")
    assert ran.code == 2
    assert "--synthetic" in ran.err
    assert not (tmp_path / "none").exists()
