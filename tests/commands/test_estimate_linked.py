# SPDX-License-Identifier: AGPL-3.0-or-later
"""`amparo synthetic`, `amparo link --draws`, `amparo estimate --draws`, on SYNTHETIC lists.

Four lists of 1,000 made-up people: how many are on none is known.
"""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from amparo.cli import main
from html_page import Page

if TYPE_CHECKING:
    from click.testing import Result

DESIGN = Path(__file__).parents[2] / "bench" / "estimate_linkage.yaml"
PEOPLE = 1_000
WAYS = 8


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [*map(str, words)])


def done(*words: object) -> Any:  # noqa: ANN401 - any JSON
    result = run(*words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    folder = tmp_path_factory.mktemp("made")
    made = done("synthetic", "--persons", PEOPLE, "--design", DESIGN, "--seed", 2, "--out", folder)
    return tuple(Path(path) for path in made["files"] if "LIST-" in path)


@pytest.fixture(scope="module")
def draws(lists: tuple[Path, ...]) -> Path:
    folder = lists[0].parent
    path = folder / "draws.parquet"
    done("link", *lists, "--out", folder / "even.csv", "--draws", WAYS, "--draws-out", path)
    return path


def table_of(lists: tuple[Path, ...], persons: Path) -> Path:
    """Write the table of one linkage: a row for each person."""
    person = {row["record_id"]: row["person_id"] for row in rows(persons)}
    names = [path.stem for path in lists]
    there: dict[str, set[str]] = {}
    for path in lists:
        for row in rows(path):
            there.setdefault(person[row["record_id"]], set()).add(path.stem)
    found = persons.with_suffix(".table.csv")
    cells = [",".join(str(int(name in on)) for name in names) for on in there.values()]
    found.write_text("\n".join([",".join(names), *cells]), "utf-8")
    return found


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))


def test_pooled_the_interval_holds_the_truth_that_a_cautious_linkage_misses(
    lists: tuple[Path, ...], draws: Path
) -> None:
    cautious = lists[0].parent / "cautious.csv"
    done("link", *lists, "--out", cautious, "--cost-wrong", 99)
    one = done("estimate", table_of(lists, cautious), "--method", "graphs")
    assert one["statement"]["low"] > PEOPLE
    found = done("estimate", *lists, "--draws", draws, "--method", "graphs", "--claimed", PEOPLE)
    assert found["statement"]["low"] <= PEOPLE <= found["statement"]["high"]
    assert found["methods"]["graphs"]["settings"]["partitions"] == WAYS
    told = found["linkage"]
    assert told["partitions"] == WAYS
    assert told["documented"]["low"] <= found["n_observed"] <= told["documented"]["high"]
    assert told["documented"]["low"] < told["documented"]["high"] < one["n_observed"]
    shares = told["variance_of_log_n"]
    assert shares["total"] == pytest.approx(
        shares["linkage"] + (shares["model"] or 0) + shares["sampling"]
    )
    assert 0 < shares["linkage"] < 0.3 * shares["total"]
    assert [(row["kind"], row["rate"]) for row in told["stress"]] == [
        ("missed", 0.05), ("missed", 0.1), ("missed", 0.2), ("false", 0.05), ("false", 0.1)
    ]  # fmt: skip
    factors = [row["factor"] for row in told["stress"]]
    assert 1 < factors[0] < factors[1] < factors[2]
    assert 1 > factors[3] > factors[4]
    assert found["claimed"]["documented"] == told["documented"]["low"]
    assert 0 < found["claimed"]["rows"][0]["probability"] < 1


def test_the_answer_says_who_is_who_and_what_errors_would_do(
    lists: tuple[Path, ...], draws: Path
) -> None:
    result = run("estimate", *lists, "--draws", draws, "--method", "graphs")
    assert result.exit_code == 0
    assert re.match(r"Documented: 8\d\d to 8\d\d\. In all", result.stdout)
    assert f"{WAYS} ways of linking were drawn" in result.stdout
    assert re.search(r"Of the uncertainty \d+ % is about who is who", result.stdout)
    row = next(line for line in result.stdout.splitlines() if line.startswith("if 10 % of links"))
    assert re.fullmatch(r"if 10 % of links were missed +[\d,]+ +[\d,]+ to [\d,]+ +1\.\d\d", row)


def test_copies_are_one_list_in_every_way(lists: tuple[Path, ...], draws: Path) -> None:
    names = sorted({rows(path)[0]["source_list"] for path in lists})
    words = ("estimate", *lists, "--draws", draws, "--method", "graphs", "--copies", *names[:2])
    found = done(*words)
    edges = found["methods"]["graphs"]["diagnostics"]["edges"]
    assert any(" + ".join(names[:2]) in edge["lists"] for edge in edges)
    strange = run(*words[:-1], "nobody's list")
    assert strange.exit_code == 2
    assert "“nobody's list” is not a list of the table." in strange.stderr


def test_the_report_has_a_section_on_who_is_who(
    lists: tuple[Path, ...], draws: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "r"
    words = ("estimate", *lists, "--draws", draws, "--method", "graphs", "--report", folder)
    first = done(*words)
    kept = {path.name: path.stat().st_mtime_ns for path in (folder / "kept").iterdir()}
    again = done(*words)
    assert {path.name: path.stat().st_mtime_ns for path in (folder / "kept").iterdir()} == kept
    assert again["linkage"] == first["linkage"]
    page = Page((folder / "LIST-1.html").read_text("utf-8")).root
    (section,) = page.find("section", id="linkage")
    assert "Who is who" in section.text
    assert f"{WAYS} ways of linking were drawn" in section.text
    assert "as if one way were certain" in section.text
    assert "if 10 % of links were missed" in section.text
    assert "Sadinle 2018" in page.text
    assert "LIST-1.csv, LIST-2.csv" in page.text
    reader = PdfReader(io.BytesIO((folder / "LIST-1.pdf").read_bytes()))
    whole = re.sub(r"\s+", " ", " ".join(page.extract_text() for page in reader.pages))
    assert "if 10 % of links were missed" in whole
    assert json.loads((folder / "LIST-1.json").read_bytes())["linkage"] == first["linkage"]


def test_options_that_do_not_go_together_are_all_named(lists: tuple[Path, ...]) -> None:
    result = run("estimate", *lists, "--list", "x", "--id", "y", "--class-tables", 3)
    assert result.exit_code == 2
    for text in (
        "--list goes with --draws",
        "--id goes with --draws",
        "--class-tables goes with --draws",
        "several files are records of several lists",
    ):
        assert text in result.stderr
    by = ("--by", "region", "--unreached", "one", "region=north")
    strata = run("estimate", lists[0], "--draws", lists[0], *by)
    assert strata.exit_code == 2
    assert "--by does not go with --draws" in strata.stderr
    assert "--unreached does not go with --draws" in strata.stderr


def test_records_that_the_draws_do_not_know_are_named(
    lists: tuple[Path, ...], draws: Path, tmp_path: Path
) -> None:
    few = run("estimate", *lists[:3], "--draws", draws)
    assert (few.exit_code, few.stdout) == (2, "")
    assert re.search(r"in none of the lists: synthetic-4-0000001, .* … \(\+\d+\)\.", few.stderr)
    more = tmp_path / "more.csv"
    more.write_text("record_id,source_list\nnew-1,new\n", "utf-8")
    strange = run("estimate", *lists, more, "--draws", draws)
    assert strange.exit_code == 2
    assert "Records of the lists that are not here: new-1." in strange.stderr
    columns = run("estimate", *lists, "--draws", draws, "--list", "no", "--id", "nor")
    assert columns.exit_code == 2
    assert columns.stderr.count("The column is missing.") == 8


def test_the_report_of_a_plain_table_tells_what_errors_of_linkage_would_do(
    lists: tuple[Path, ...], draws: Path, tmp_path: Path
) -> None:
    table = table_of(lists, draws.parent / "even.csv")
    found = done("estimate", table, "--method", "graphs", "--report", tmp_path / "r")
    assert [row["kind"] for row in found["linkage"]["stress"]] == ["missed"] * 3 + ["false"] * 2
    page = Page((tmp_path / "r" / "even.table.html").read_text("utf-8")).root
    (section,) = page.find("section", id="linkage")
    assert "If records were linked wrongly" in section.text
    assert "if 10 % of links were missed" in section.text
    assert "Who is who" not in page.text
