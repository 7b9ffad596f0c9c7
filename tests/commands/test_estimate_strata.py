# SPDX-License-Identifier: AGPL-3.0-or-later
"""`amparo estimate --by`: people without a label, lists that cannot cover a stratum."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from amparo.cli import main
from html_page import Page

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

# SYNTHETIC: by place and sex; three people have no sex, ten have neither.
STRATA = """place,sex,a,b,c,d,count
north,m,0,1,0,0,60
north,m,0,0,1,0,50
north,m,0,0,0,1,40
north,m,0,1,1,0,20
north,m,0,1,0,1,18
north,m,0,0,1,1,15
north,m,0,1,1,1,6
south,f,0,0,0,1,48
south,f,0,0,1,0,61
south,f,0,0,1,1,20
south,f,0,1,0,0,77
south,f,0,1,0,1,26
south,f,0,1,1,0,33
south,f,0,1,1,1,11
south,f,1,0,0,0,61
south,f,1,0,0,1,20
south,f,1,0,1,0,26
south,f,1,0,1,1,9
south,f,1,1,0,0,33
south,f,1,1,0,1,11
south,f,1,1,1,0,14
south,f,1,1,1,1,5
south,,0,1,1,0,3
,,0,0,1,0,10
"""
BY = ("--by", "place", "--by", "sex")
QUICK = ("--method", "loglinear", "--imputations", "3")


def run(folder: Path, text: str, *words: str) -> Result:
    path = folder / "s.csv"
    path.write_text(text, "utf-8")
    return CliRunner().invoke(main, ["estimate", str(path), *words])


def data(result: Result) -> Any:  # noqa: ANN401 - any JSON
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_people_without_a_label_are_in_the_figure_and_their_doubt_is_said(tmp_path: Path) -> None:
    found = data(run(tmp_path, STRATA, *BY, *QUICK, "--json"))
    assert found["n_observed"] == 677
    assert found["missing_labels"]["without"] == 13
    assert found["missing_labels"]["by_column"] == {"place": 10, "sex": 13}
    assert found["missing_labels"]["imputations"] == 3
    assert 0 <= found["missing_labels"]["share_of_variance_of_log_n"] < 0.5
    assert found["methods"]["loglinear"]["settings"]["imputations"] == 3
    assert found["methods"]["loglinear"]["interval"][0] > 677
    said = run(tmp_path, STRATA, *BY, *QUICK).stdout
    assert "13 of 677 people lack a label (place: 10, sex: 13)." in said
    assert "their labels were filled in 3 times by chance" in said
    assert "This is right only if" in said
    assert "north, m: Documented: 2" in said


def test_a_list_that_cannot_cover_a_stratum_is_left_out_of_it_and_said(tmp_path: Path) -> None:
    out = ("--unreached", "a", "sex=m")
    found = data(run(tmp_path, STRATA, *BY, *QUICK, *out, "--json"))
    north, south = found["strata"]
    assert (north["unreached"], south["unreached"]) == (["a"], [])
    assert "empty_lists" not in north
    said = run(tmp_path, STRATA, *BY, *QUICK, *out).stdout
    assert "north, m: cannot be on a: left out there, not counted as 0." in said
    # Where nothing is said it is a list that nobody of the stratum is on.
    plain = data(run(tmp_path, STRATA, *BY, *QUICK, "--json"))["strata"][0]
    assert (plain["unreached"], plain["empty_lists"]) == ([], ["a"])


def test_a_list_joined_with_one_that_covers_the_stratum_covers_it(tmp_path: Path) -> None:
    words = (*BY, *QUICK, "--copies", "a", "b", "--unreached", "a", "sex=m", "--json")
    found = data(run(tmp_path, STRATA, *words))
    assert [part["unreached"] for part in found["strata"]] == [[], []]
    both = (*words[:-1], "--unreached", "b", "sex=m", "--json")
    text = "\n".join(row for row in STRATA.split("\n") if not row.startswith("north,m,0,1"))
    result = run(tmp_path, text, *both)
    assert result.exit_code == 1
    told = json.loads(result.stdout)
    assert told["strata"][0]["unreached"] == ["a + b"]
    # Two lists are left in the north: its gate is that of the whole.
    (gate, *_rest) = told["methods"]["loglinear"]["gates"]
    assert (gate["key"], gate["reason"][:10]) == ("few_lists", "north, m: ")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("--unreached", "b", "sex=m"),
            ["row 2, column “b”: The row is on “b”", "The same holds for the rows 5, 6, 8."],
        ),
        (("--unreached", "z", "sex=m"), ["“z” is not a list of the table"]),
        (("--unreached", "a", "sex=q"), ["Nobody has the label “q” in “sex”"]),
        (
            ("--unreached", "a", "age=q", "--unreached", "a", "sex="),
            ["“age=q” is not COLUMN=LABEL with a column of --by (place, sex)", "“sex=” is not"],
        ),
        (("--imputations", "1"), ["--imputations"]),
    ],
)
def test_what_does_not_fit_is_named(
    tmp_path: Path, words: tuple[str, ...], said: list[str]
) -> None:
    result = run(tmp_path, STRATA, *BY, *QUICK, *words)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert [words for words in said if words not in result.stderr] == []


def test_people_for_whom_there_is_no_stratum_are_a_fault(tmp_path: Path) -> None:
    result = run(tmp_path, STRATA + "west,,1,1,0,0,4\n", *BY, *QUICK)
    assert result.exit_code == 2
    assert "4 people lack a label, and nobody" in result.stderr
    assert "place=west" in result.stderr
    nobody = run(tmp_path, STRATA + ",,1,1,0,0,impossible\n", *BY, *QUICK)
    assert nobody.exit_code == 2
    assert "row 26: A pattern is impossible in a stratum: all labels must be given" in nobody.stderr


def test_the_report_says_what_was_filled_in_and_left_out(tmp_path: Path) -> None:
    words = ("--unreached", "a", "sex=m", "--report", str(tmp_path / "r"))
    run(tmp_path, STRATA, *BY, *QUICK, *words)
    page = Page((tmp_path / "r" / "s.html").read_text("utf-8")).root
    text = page.find("section", id="strata")[0].text
    assert "cannot be on a: left out there, not counted as 0" in text
    assert "13 of 677 people lack a label" in text
