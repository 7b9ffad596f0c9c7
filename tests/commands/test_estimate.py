# SPDX-License-Identifier: AGPL-3.0-or-later
"""`amparo estimate`: what it says, what it refuses, and its report as page and PDF."""

from __future__ import annotations

import io
import json
import re
import stat
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import click
import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from amparo.cli import main
from amparo.commands_estimate import estimate_command
from amparo.dossier.estimate_making import ASSUMED, CITED
from amparo.dossier.estimate_sources import SOURCES
from amparo.estimate.analysis import ALL
from amparo.estimate.titles import TITLES
from html_page import Page
from list_tables import list_table

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

    from amparo.estimate import ListTable

# SYNTHETIC: two lists that share nobody with a third, and a list of four people.
ISLAND = "a,b,c,count\n1,0,0,50\n0,1,0,40\n1,1,0,20\n0,0,1,30\n"
TWO_LISTS = "a,b,count\n1,0,50\n0,1,40\n1,1,20\n"
BROKEN = "a,b,c,count\n1,0,2,5\n0,0,0,7\n1,1,0,some\n"
STRATA = """place,a,b,c,count
north,1,0,0,60
north,0,1,0,50
north,0,0,1,40
north,1,1,0,20
north,1,0,1,18
north,0,1,1,15
north,1,1,1,6
south,1,0,0,30
south,0,1,0,45
south,0,0,1,35
south,1,1,0,12
south,1,0,1,11
south,0,1,1,14
south,1,1,1,5
"""
FIELDS = {"median", "mean", "interval", "level", "diagnostics", "gates", "settings", "seconds"}


def written(table: ListTable, path: Path) -> Path:
    rows = [",".join((*table.lists, "count"))]
    rows += [
        ",".join(map(str, (*pattern, count)))
        for pattern, count in zip(table.patterns.tolist(), table.counts.tolist(), strict=True)
    ]
    path.write_text("\n".join(rows), "utf-8")
    return path


@pytest.fixture
def kosovo(tmp_path: Path) -> Path:
    return written(list_table("kosovo_1999"), tmp_path / "kosovo.csv")


def run(*words: object) -> Result:
    return CliRunner().invoke(main, ["estimate", *map(str, words)])


def text_of(folder: Path, name: str, text: str, *words: object) -> Result:
    path = folder / name
    path.write_text(text, "utf-8")
    return run(path, *words)


def data(result: Result, code: int = 0) -> Any:  # noqa: ANN401 - any JSON
    assert result.exit_code == code, result.output
    return json.loads(result.stdout)


def without_seconds(value: Any) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(value, dict):
        return {key: without_seconds(held) for key, held in value.items() if key != "seconds"}
    return [without_seconds(held) for held in value] if isinstance(value, list) else value


def test_json_holds_what_was_agreed(kosovo: Path) -> None:
    found = data(run(kosovo, "--method", "graphs", "--seed", 3, "--json"))
    assert set(found) == {"n_observed", "methods", "statement", "digest", "seed"}
    assert (found["n_observed"], found["seed"]) == (4400, 3)
    assert found["digest"] == list_table("kosovo_1999").digest
    (graphs,) = found["methods"].values()
    assert set(graphs) == FIELDS
    assert graphs["median"] == pytest.approx(12_595, abs=4)
    assert graphs["interval"] == pytest.approx([9_827, 16_544], abs=2)
    assert (graphs["settings"]["seed"], graphs["diagnostics"]["checks"]["fails"]) == (3, False)
    stated = found["statement"]
    assert (stated["verdict"], stated["documented"]) == ("estimate", 4400)
    assert stated["words"].startswith("Documented: 4,400.")


def test_text_gives_median_interval_span_and_never_a_mean(kosovo: Path) -> None:
    result = run(kosovo, "--method", "loglinear")
    told = data(run(kosovo, "--method", "loglinear", "--json"))["methods"]["loglinear"]
    low, high = (f"{round(end):,}" for end in told["interval"])
    row = next(line for line in result.stdout.splitlines() if line.startswith("log-linear"))
    cells = re.split(r"\s{2,}", row)
    near = next(span for span in told["diagnostics"]["span"] if span["within"] == 6)
    assert near["low"] == pytest.approx(10_356.52, abs=0.01)
    assert cells[1:4] == [
        f"{round(told['median']):,}",
        f"{low} to {high}",
        f"{round(near['low']):,} to {round(near['high']):,}",
    ]
    assert "Documented: 4,400" in result.stdout
    assert f"{round(told['mean']):,}" not in result.stdout
    assert "mean" not in result.stdout


def test_the_same_seed_gives_the_same(kosovo: Path) -> None:
    def once(seed: int) -> Any:  # noqa: ANN401 - any JSON
        return without_seconds(data(run(kosovo, "--method", "loglinear", "--seed", seed, "--json")))

    assert once(1) == once(1)
    assert once(1)["methods"]["loglinear"]["mean"] != once(2)["methods"]["loglinear"]["mean"]


def test_all_methods_and_a_claim(tmp_path: Path) -> None:
    path = written(list_table("korea"), tmp_path / "korea.csv")
    found = data(run(path, "--sweeps", 4000, "--claimed", 130, "--json"))
    assert list(found["methods"]) == [
        "loglinear", "graphs", "lcm", "heterogeneity", "chao", "xi"
    ]  # fmt: skip
    assert all(set(method) == FIELDS for method in found["methods"].values())
    assert [row["xi"] for row in found["methods"]["xi"]["diagnostics"]["curve"]] == [
        0.25, 0.5, 1.0, 2.0, 4.0
    ]  # fmt: skip
    # Within Monte Carlo error of LCMCR's long runs: 138 (124 to 204).
    assert found["methods"]["lcm"]["median"] == pytest.approx(138, abs=3)
    claimed = found["claimed"]
    assert (claimed["number"], claimed["documented"]) == (130, 123)
    assert [row["key"] for row in claimed["rows"]][:2] == ["loglinear", "graphs"]
    assert claimed["rows"][-1]["key"] == "no_highest_interaction:4"
    assert claimed["flip"] > 1
    assert claimed["rows"][0]["assumption"] == "log-linear models, mixed"
    assert 0.5 < claimed["rows"][1]["probability"] < 1
    # Where models are a factor of three apart no figure stands in the middle.
    assert found["statement"]["verdict"] == "range"
    assert found["statement"]["median"] is None


def test_every_method_of_the_default_report_has_words_sources_and_a_place() -> None:
    assert set(ALL) == set(TITLES) == set(CITED) == set(ASSUMED)
    assert {name for names in CITED.values() for name in names} <= set(SOURCES)
    (choices,) = [item.type for item in estimate_command.params if item.name == "method"]
    assert isinstance(choices, click.Choice)
    assert set(choices.choices) == {*ALL, "all"}


def test_xi_alone_is_a_range_over_all_its_values(kosovo: Path) -> None:
    found = data(run(kosovo, "--method", "xi", "--json"))
    curve = {row["xi"]: row for row in found["methods"]["xi"]["diagnostics"]["curve"]}
    assert curve[1.0]["median"] == pytest.approx(17_053, rel=0.02)
    assert curve[0.25]["median"] == pytest.approx(55_030, rel=0.02)
    assert curve[4.0]["median"] == pytest.approx(7_564, rel=0.02)
    assert found["statement"]["verdict"] == "range"
    assert found["statement"]["low"] == curve[4.0]["interval"][0]
    assert found["statement"]["high"] == curve[0.25]["interval"][1]
    assert "for xi from 1/4 to 4 the lists give from" in found["statement"]["words"]


def test_chao_alone_is_a_lower_bound_and_decided(kosovo: Path) -> None:
    result = run(kosovo, "--method", "chao")
    assert result.exit_code == 0
    assert "at least 8,1" in result.stdout
    found = data(run(kosovo, "--method", "chao", "--json"))
    assert found["statement"]["verdict"] == "lower_bound"
    assert found["methods"]["chao"]["median"] == pytest.approx(8_591.2, abs=0.1)
    assert found["methods"]["chao"]["mean"] is None


@pytest.mark.parametrize(
    ("text", "gate", "words"),
    [
        (ISLAND, "islands", "groups that share nobody"),
        (TWO_LISTS, "few_lists", "From fewer than three"),
    ],
)
def test_gates_refuse_with_the_documented_count(
    tmp_path: Path, text: str, gate: str, words: str
) -> None:
    result = text_of(tmp_path, "table.csv", text, "--method", "loglinear")
    assert result.exit_code == 1
    assert re.search(
        r"Documented: (140|110)\. How many are on no list cannot be said", result.stdout
    )
    assert words in result.stdout
    found = data(text_of(tmp_path, "table.csv", text, "--method", "loglinear", "--json"), code=1)
    assert found["statement"]["verdict"] == "nothing"
    assert gate in {item["key"] for item in found["statement"]["gates"]}
    assert found["methods"]["loglinear"]["gates"][0]["key"] == gate
    # No figure in the text, not even that of a bound.
    for method in ("chao", "xi", "loglinear"):
        told = text_of(tmp_path, "table.csv", text, "--method", method)
        assert told.exit_code == 1
        assert all(re.search(r"  -  +-  ", line) for line in told.stdout.splitlines()[3:4])


def test_the_report_of_a_refused_table_has_no_figure(tmp_path: Path) -> None:
    text_of(tmp_path, "table.csv", ISLAND, "--sweeps", 4000, "--report", tmp_path / "r")
    page = Page((tmp_path / "r" / "table.html").read_text("utf-8")).root
    assert "Documented: 140. How many are on no list cannot be said from these lists." in page.text
    assert "groups that share nobody" in page.text
    (picture,) = page.find("img")
    assert "140 people on 3 lists" in picture.attributes["alt"]
    assert "What no list can check" not in page.text
    assert "Other choices" not in page.text


def test_a_report_of_strata_tells_of_each(tmp_path: Path) -> None:
    words = ("--by", "place", "--method", "xi", "--claimed", 1000, "--report", tmp_path / "r")
    text_of(tmp_path, "table.csv", STRATA, *words)
    page = Page((tmp_path / "r" / "table.html").read_text("utf-8")).root
    strata = page.find("section", id="strata")[0]
    assert "north" in strata.text
    assert "Documented: 152." in strata.text
    assert "What no list can check" in page.text
    assert "claimed: more than 1,000" in page.find("section", id="claimed")[0].text


def test_copies_are_one_list(kosovo: Path) -> None:
    # ABA and HRW did not copy each other: made one list, nothing fits any more.
    found = data(run(kosovo, "--method", "graphs", "--copies", "ABA", "HRW", "--json"), code=1)
    assert found["n_observed"] == 4400
    assert any(
        "ABA + HRW" in edge["lists"] for edge in found["methods"]["graphs"]["diagnostics"]["edges"]
    )
    assert found["statement"]["gates"][0]["key"] == "does_not_fit"
    assert run(kosovo, "--copies", "ABA", "nobody").exit_code == 2


def test_a_list_of_nobody_is_left_out_and_said(tmp_path: Path, kosovo: Path) -> None:
    rows = kosovo.read_text("utf-8").split("\n")
    wide = "\n".join([f"empty,{rows[0]}", *(f"0,{row}" for row in rows[1:])])
    found = data(text_of(tmp_path, "wide.csv", wide, "--method", "graphs", "--json"))
    assert found["empty_lists"] == ["empty"]
    assert found["methods"]["graphs"]["median"] == pytest.approx(12_595, abs=4)
    assert "Nobody is on empty" in run(tmp_path / "wide.csv", "--method", "graphs").stdout


def test_all_faults_of_a_file_are_named(tmp_path: Path) -> None:
    result = text_of(tmp_path, "broken.csv", BROKEN)
    assert result.exit_code == 2
    assert result.stdout == ""
    for place in ("row 2, column “c”", "row 3", "row 4, column “count”"):
        assert f"broken.csv, {place}" in result.stderr
    assert run(tmp_path / "none.csv").exit_code == 2
    assert text_of(tmp_path, "strata.csv", STRATA, "--by", "no column").exit_code == 2
    nobody = text_of(tmp_path, "zero.csv", "a,b,c,count\n1,0,0,0\n")
    assert nobody.exit_code == 2
    assert nobody.stderr == "zero.csv: nobody is on any list\n"


def test_strata_are_added_up_by_their_draws(tmp_path: Path) -> None:
    found = data(
        text_of(tmp_path, "s.csv", STRATA, "--by", "place", "--method", "graphs", "--json")
    )
    north, south = found["strata"]
    assert [north["labels"], south["labels"]] == [{"place": "north"}, {"place": "south"}]
    assert found["n_observed"] == 209 + 152
    whole, parts = found["methods"]["graphs"], [s["methods"]["graphs"] for s in (north, south)]
    sums = [sum(part["interval"][end] for part in parts) for end in (0, 1)]
    # The sum of bounds is wider than the interval of the sum.
    assert sums[0] < whole["interval"][0] < whole["median"] < whole["interval"][1] < sums[1]


def test_what_a_gate_says_of_a_stratum_holds_for_all(tmp_path: Path) -> None:
    few = re.sub("(south,.*),[0-9]+", r"\1,1", STRATA)
    result = text_of(tmp_path, "s.csv", few, "--by", "place", "--method", "graphs")
    assert result.exit_code == 1
    assert "south: Fewer than 10 people are on: a, b, c." in result.stdout


def test_a_report_is_page_and_pdf_and_is_not_computed_twice(tmp_path: Path, kosovo: Path) -> None:
    folder = tmp_path / "reports"
    words = (kosovo, "--method", "graphs", "--claimed", 12_000, "--json", "--report", folder)
    first = data(run(*words))
    kept = {path.name: path.stat().st_mtime_ns for path in (folder / "kept").iterdir()}
    # Nothing changed, delta by a quarter and by four, all N alike, each of four lists left out; and
    # the first; five rows for errors of linkage.
    assert len(kept) == 14
    # The seconds that it took the first time tell that it was not done again.
    again = data(run(*words))
    assert again["methods"] == first["methods"]
    assert without_seconds(again) == without_seconds(first)
    assert {path.name: path.stat().st_mtime_ns for path in (folder / "kept").iterdir()} == kept
    assert json.loads((folder / "kosovo.json").read_bytes()) == again
    for name in ("kosovo.html", "kosovo.pdf", "kosovo.json"):
        assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600
    reader = PdfReader(io.BytesIO((folder / "kosovo.pdf").read_bytes()))
    whole = re.sub(r"\s+", " ", " ".join(page.extract_text() for page in reader.pages))
    page = Page((folder / "kosovo.html").read_text("utf-8")).root
    for text in (first["statement"]["words"], "Other choices", "without the list “ABA”"):
        assert text in whole
        assert text in page.text
    assert first["digest"][:8] in page.text
    assert not page.find("script")


def test_a_file_of_another_kind_among_the_kept_is_made_anew(tmp_path: Path, kosovo: Path) -> None:
    words = (kosovo, "--method", "graphs", "--json", "--report", tmp_path / "r")
    first = data(run(*words))
    for path in (tmp_path / "r" / "kept").iterdir():
        path.write_bytes(b"half of a file")
    assert without_seconds(data(run(*words))) == without_seconds(first)


def test_the_engine_is_loaded_by_this_command_only() -> None:
    code = "import sys, amparo.cli; sys.exit('amparo.estimate' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603 - our own program
