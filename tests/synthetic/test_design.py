# SPDX-License-Identifier: AGPL-3.0-or-later
"""Designs: the packaged ones, faults of a file, files that are written, the command."""

from __future__ import annotations

import csv
import json
from dataclasses import fields
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from amparo.cli import main
from amparo.core.yaml_files import YamlFileError
from amparo.synthetic import ListDesign, designs, load_design, read_design

ROOT = Path(__file__).resolve().parents[2]


def run(*words: object) -> Result:
    return CliRunner().invoke(main, ["synthetic", *map(str, words)])


def test_the_packaged_designs_can_be_read_and_say_what_they_are() -> None:
    assert set(designs()) >= {"three_lists", "courts", "scale"}
    assert all("SYNTHETIC" in load_design(key).title for key in designs())
    assert len(load_design("three_lists").lists) == 3


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("nonsense: 1", "'nonsense' is not a field"),
        ("patronymic: 1.2", "must be a number from 0 to 1"),
        ("patronymic: often", "must be a number from 0 to 1"),
        ("order: upside_down", "is not one of"),
        ("spelling: {bgn: 0.4}", "must sum to 1"),
        ("spelling: {runes: 1}", "'runes' is not a field"),
        ("cases: {genitive: 0.8, dative: 0.8}", "at most 1"),
        ("missing: {name: 1}", "'name' is not a field"),
        ("copied_from: 1", "from 0 to 0"),
    ],
)
def test_a_fault_of_a_design_is_named_with_its_line(tmp_path: Path, line: str, fault: str) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(f"lists:\n- language: ru\n  {line}\n", "utf-8")
    with pytest.raises(YamlFileError, match=fault) as found:
        read_design(file)
    assert found.value.faults[0].line == 3


def test_the_files_are_labelled_and_complete(tmp_path: Path) -> None:
    ran = run("--persons", 200, "--lists", 2, "--seed", 7, "--out", tmp_path, "--json")
    assert ran.exit_code == 0, ran.output
    said = json.loads(ran.output)
    names = ["LIST-1.csv", "LIST-2.csv", "truth.csv", "persons.csv", "marks.csv", "README.txt"]
    assert [Path(path).name for path in said["files"]] == names
    for name in names:
        first_look = (tmp_path / name).read_text("utf-8").splitlines()[:2]
        assert "synthetic" in " ".join(first_look).lower(), name
    records = [
        row
        for name in names[:2]
        for row in csv.DictReader((tmp_path / name).read_text("utf-8").splitlines())
    ]
    truth = list(csv.DictReader((tmp_path / "truth.csv").read_text("utf-8").splitlines()))
    assert [row["record_id"] for row in truth] == [row["record_id"] for row in records]
    assert said["records"] == len(records)
    assert "SYNTHETIC" in (tmp_path / "README.txt").read_text("utf-8")


def test_the_command_writes_the_same_bytes_again(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        assert run("--persons", 50, "--seed", 3, "--out", tmp_path / folder).exit_code == 0
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_wrong_use_is_exit_code_2_and_says_why(tmp_path: Path) -> None:
    ran = run("--lists", 9, "--out", tmp_path)
    assert (ran.exit_code, "3 lists" in ran.stderr) == (2, True)
    ran = run("--design", tmp_path / "none.yaml", "--out", tmp_path)
    assert (ran.exit_code, "three_lists" in ran.stderr) == (2, True)
    assert run("--persons", 20, "--out", tmp_path).exit_code == 0
    ran = run("--persons", 20, "--lists", 2, "--out", tmp_path)
    assert (ran.exit_code, "LIST-3.csv" in ran.stderr) == (2, True)


def test_the_page_names_every_option_of_a_design() -> None:
    page = (ROOT / "docs" / "synthetic.md").read_text("utf-8")
    options = [item.name for item in fields(ListDesign)]
    assert [name for name in options if f"`{name}`" not in page] == []
