# SPDX-License-Identifier: AGPL-3.0-or-later
"""The commands over the engines, and what holds for all commands."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest
from click.testing import CliRunner, Result

from amparo.cli import main

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def every_command(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        for name, found in command.commands.items():
            yield from every_command(found, f"{path} {name}")


COMMANDS = dict(every_command(main, "amparo"))


@pytest.mark.parametrize("path", COMMANDS)
def test_every_command_has_help_with_an_example(path: str) -> None:
    words = path.split()[1:]
    shown = run(*words, "--help")
    assert shown.exit_code == 0
    begins = "amparo demo" if path == "amparo" else path
    examples = [line for line in shown.output.splitlines() if line.startswith(f"    {begins}")]
    assert examples, shown.output


@pytest.mark.parametrize("path", COMMANDS)
def test_every_command_stands_in_the_documentation(path: str) -> None:
    assert f"## {path}\n" in (ROOT / "docs" / "commands.md").read_text("utf-8")


def test_every_command_that_answers_can_answer_as_json() -> None:
    silent = {"amparo demo", "amparo desk", "amparo init", "amparo users add", "amparo worker"}
    silent |= {f"amparo users {verb}" for verb in ("passphrase", "role", "deactivate")}
    without = {
        path
        for path, command in COMMANDS.items()
        if not isinstance(command, click.Group)
        and "--json" not in {name for item in command.params for name in item.opts}
    }
    assert without == silent


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("1980", "1980"),
        ("март 2022", "2022-03"),
        ("05.06.2022", "2022-06-05"),
        ("15-20 May 2023", "[2023-05-15..2023-05-20]"),
        ("осінь 2022", "2022-23"),
        ("2022?", "2022?"),
    ],
)
def test_dates_are_read_as_what_they_say(text: str, edtf: str) -> None:
    assert json.loads(run("date", text, "--json").output)["edtf"] == edtf


@pytest.mark.parametrize("text", ["31.02.2022", "05/06/2022", "осінь", "tomorrow", ""])
def test_what_is_no_date_is_refused_with_a_reason(text: str) -> None:
    ran = run("date", text)
    assert ran.exit_code == 2
    assert ran.stdout == ""
    assert len(ran.stderr) > 20


def test_a_declared_form_decides_what_slashes_mean() -> None:
    ran = run("date", "05/06/2022", "--form", "MM/DD/YYYY", "--json")
    assert json.loads(ran.output)["edtf"] == "2022-05-06"


def test_a_name_is_read_in_parts() -> None:
    read = json.loads(run("names", "parse", "KAGARLITSKY Boris", "--json").output)
    assert (read["family"], read["given"]) == ("KAGARLITSKY", "Boris")


def test_an_inflected_name_is_read_in_the_nominative() -> None:
    ran = run("names", "parse", "Горинова Алексея Александровича", "--json")
    assert ran.exit_code == 0
    assert json.loads(ran.output) == {
        "written": "Горинова Алексея Александровича",
        "family": "Горинов",
        "given": "Алексей",
        "patronymic": "Александрович",
        "gender": "male",
        "case": "genitive",
        "language": "ru",
        "weight": 1.0,
        "unnamed": False,
        "alternatives": [],
    }


def test_two_readings_of_a_name_are_said_with_their_shares() -> None:
    ran = run("names", "parse", "Горинова Александра")
    assert ran.exit_code == 0
    assert "family Горинова, given Александра  (94%, female)" in ran.output
    assert "family Горинов, given Александр  (6%, male, genitive)" in ran.output


def test_a_description_names_nobody_and_is_not_decided() -> None:
    ran = run("names", "parse", "17-летний житель Тюмени", "--json")
    assert ran.exit_code == 1
    assert json.loads(ran.output)["unnamed"] is True


@pytest.mark.parametrize(
    ("left", "right", "level", "code"),
    [
        ("Олексій Горінов", "Alexei Gorinov", "same", 0),
        ("Александр Иванов", "Александра Иванова", "different", 0),
        ("Горинов", "Горинов А. А.", "cannot_tell", 1),
    ],
)
def test_names_are_compared(left: str, right: str, level: str, code: int) -> None:
    ran = run("names", "compare", left, right, "--json")
    assert (json.loads(ran.output)["level"], ran.exit_code) == (level, code)


def test_spellings_of_a_name_have_one_key() -> None:
    keys = {run("names", "key", name).output for name in ("Шеляженко", "Sheliazhenko")}
    assert len(keys) == 1


def test_a_wrong_locator_is_said_to_be_wrong() -> None:
    ran = run("provision", "Article 111-1 of Ukraine's military legislation", "--json")
    found = json.loads(ran.output)
    assert (found["kind"], found["provisions"], ran.exit_code) == (
        "wrong_place",
        ["UA/KK/111-1"],
        1,
    )
    assert "Criminal Code" in found["explanation"]


def test_a_right_locator_is_found() -> None:
    ran = run("provision", "Article 111-1 of the Criminal Code of Ukraine", "--json")
    assert (json.loads(ran.output)["kind"], ran.exit_code) == ("found", 0)


def test_a_list_is_shown_as_statements() -> None:
    folder = ROOT / "src/amparo/resources/demo/lists"
    mapping = str(folder / "ru.mapping.yaml")
    rows = json.loads(run("list", str(folder / "ru.csv"), "--mapping", mapping, "--json").output)
    assert [row["key"] for row in rows] == ["1", "2", "3", "4"]
    values = {item["prop"]: item["value"] for item in rows[0]["statements"]}
    assert values["case_provision"] == "RU/UK/205.2/1"


def test_a_broken_list_is_exit_code_2_with_all_faults(tmp_path: Path) -> None:
    folder = ROOT / "src/amparo/resources/demo/lists"
    broken = tmp_path / "ru.csv"
    lines = (folder / "ru.csv").read_text("utf-8").splitlines()
    lines[2] = lines[2].replace("июль 2023", "когда-то")
    lines[4] = lines[4].replace("4;", "3;", 1)
    broken.write_text("\n".join(lines) + "\n", "utf-8")
    ran = run("list", str(broken), "--mapping", str(folder / "ru.mapping.yaml"))
    assert ran.exit_code == 2
    assert "row 3" in ran.stderr
    assert "row 5" in ran.stderr


def test_wrong_use_is_exit_code_2() -> None:
    assert run("no-such-command").exit_code == 2
    assert run("date").exit_code == 2
