# SPDX-License-Identifier: AGPL-3.0-or-later
"""`amparo estimate` with lists left out, lists made one, and stopped by Ctrl-C (SYNTHETIC)."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from amparo.cli import main
from html_page import Page
from list_tables import list_table

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

# Three lists that hang together, and one of five people, three of whom are on no other.
SMALL = """a,b,c,small,count
1,0,0,0,60
0,1,0,0,50
0,0,1,0,40
1,1,0,0,20
1,0,1,0,18
0,1,1,0,15
1,1,1,0,6
0,0,0,1,3
1,0,0,1,2
"""
# The list b is empty in the south.
STRATA = """place,a,b,c,d,count
north,1,0,0,0,60
north,0,1,0,0,50
north,0,0,1,1,40
north,1,1,0,1,20
south,1,0,0,0,30
south,0,0,1,0,35
south,0,0,0,1,35
south,1,0,1,0,12
south,0,0,1,1,14
south,1,0,0,1,14
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "small.csv"
    path.write_text(SMALL, "utf-8")
    return path


def run(*words: object) -> Result:
    return CliRunner().invoke(main, ["estimate", *map(str, words)])


def data(result: Result, code: int = 0) -> Any:  # noqa: ANN401 - any JSON
    assert result.exit_code == code, result.output
    return json.loads(result.stdout)


def test_a_small_list_can_be_left_out_and_who_is_on_no_other_is_told(small: Path) -> None:
    assert "Fewer than 10 people are on: small" in run(small, "--method", "graphs").stdout
    words = (small, "--method", "graphs", "--without", "small")
    found = data(run(*words, "--json"))
    assert found["left_out"] == {"lists": ["small"], "people": 3, "documented": 214}
    assert found["n_observed"] == 211
    assert found["statement"]["documented"] == 214
    assert found["methods"]["graphs"]["median"] > 214
    text = run(*words).stdout
    assert text.startswith("Documented: 214.")
    assert "Left out: small. 3 people are on no other list" in text
    assert "of 214 documented on all lists" in text


def test_the_report_tells_what_was_left_out_and_made_one(small: Path, tmp_path: Path) -> None:
    words = ("--without", "small", "--copies", "b", "a", "--report", tmp_path / "r")
    assert run(small, "--method", "chao", *words).exit_code in {0, 1}
    page = Page((tmp_path / "r" / "small.html").read_text("utf-8")).root
    assert "Left out: small." in page.text
    assert "a and b are counted as one list (copies)." in page.text
    told = json.loads((tmp_path / "r" / "small.json").read_bytes())
    assert told["copies"] == [["a", "b"]]
    assert told["left_out"]["people"] == 3


def test_three_lists_are_made_one_by_two_pairs(small: Path) -> None:
    words = (small, "--method", "chao", "--copies", "c", "b", "--copies", "a", "b")
    assert data(run(*words, "--json"), code=1)["copies"] == [["a", "b", "c"]]
    assert "a, b and c are counted as one list (copies)." in run(*words).stdout


def test_what_does_not_go_together_is_refused_at_once(small: Path) -> None:
    words = ("--copies", "a", "a", "--by", "x", "--by", "x", "--without", "b", "--copies", "b", "c")
    result = run(small, *words)
    assert result.exit_code == 2
    assert "--copies: “a” is given twice" in result.stderr
    assert "--by: “x” is given twice" in result.stderr
    assert "“b” is both left out (--without) and" in result.stderr


@pytest.mark.parametrize(
    ("without", "said"),
    [
        ("abc", "“abc” is not a list of the table."),
        ("a b c small", "at least one must stay"),
    ],
)
def test_a_list_must_be_there_to_be_left_out_and_one_must_stay(
    small: Path, without: str, said: str
) -> None:
    result = run(small, *(word for name in without.split() for word in ("--without", name)))
    assert result.exit_code == 2
    assert said in result.stderr


def test_an_empty_list_of_a_stratum_is_told(tmp_path: Path) -> None:
    path = tmp_path / "strata.csv"
    path.write_text(STRATA, "utf-8")
    result = run(path, "--by", "place", "--method", "graphs")
    assert "south: nobody is on b: left out there." in result.stdout


@pytest.mark.parametrize("kept", [True, False])
def test_ctrl_c_stops_and_says_how_to_go_on(tmp_path: Path, *, kept: bool) -> None:
    table = list_table("kosovo_1999")
    path = tmp_path / "kosovo.csv"
    rows = [
        ",".join(map(str, (*pattern, count)))
        for pattern, count in zip(table.patterns.tolist(), table.counts.tolist(), strict=True)
    ]
    path.write_text("\n".join([",".join((*table.lists, "count")), *rows]), "utf-8")
    # A terminal, so that what is at work is shown: that says when to stop it.
    ours, theirs = pty.openpty()
    words = ["--method", "lcm", "--sweeps", "20000000"]
    words += ["--report", str(tmp_path / "r")] if kept else []
    at_work = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "amparo", "estimate", str(path), *words],
        stdout=subprocess.PIPE,
        stderr=theirs,
        env=os.environ | {"TERM": "xterm", "COLUMNS": "200"},
    )
    os.close(theirs)
    shown = b""
    while b"lcm" not in shown:
        shown += os.read(ours, 4096)
    at_work.send_signal(signal.SIGINT)
    # Read on while it ends: who writes to a terminal that nobody reads is held up.
    with suppress(OSError):
        while more := os.read(ours, 4096):
            shown += more
    told, _ = at_work.communicate()
    assert (at_work.returncode, told) == (130, b"")
    said = "The same command goes on where" if kept else "Nothing was kept. A command with --report"
    assert f"Stopped. {said}".encode() in shown
    assert b"Aborted" not in shown
    os.close(ours)


ONE_LIST = "a,count\n1,50\n"
SEVEN_LISTS = "a,b,c,d,e,f,g\n1,1,1,1,1,1,1\n"


@pytest.mark.parametrize(
    ("text", "method", "reason"),
    [
        (ONE_LIST, "lcm", "It needs people on at least two lists."),
        (ONE_LIST, "graphs", "It needs at least two lists, each with somebody on it."),
        (ONE_LIST, "loglinear", "It needs at least two lists, each with somebody on it."),
        (ONE_LIST, "heterogeneity", "Differences between people show only from three lists on."),
        (SEVEN_LISTS, "graphs", "It goes through all graphs of 1 to 6 lists; these are 7."),
        (SMALL + "0,0,1,1,impossible\n", "xi", "A pattern that cannot be seen says nothing"),
    ],
)
def test_why_a_method_has_no_estimate_is_a_sentence(
    tmp_path: Path, text: str, method: str, reason: str
) -> None:
    path = tmp_path / "table.csv"
    path.write_text(text, "utf-8")
    found = data(run(path, "--method", method, "--json"), code=1)
    assert (
        f"has no estimate of this table. {reason}"
        in found["methods"][method]["gates"][-1]["reason"]
    )


def test_the_sweeps_really_drawn_are_told(small: Path) -> None:
    words = (small, "--method", "lcm", "--without", "small", "--sweeps", 1, "--json")
    result = run(*words)
    settings = json.loads(result.stdout)["methods"]["lcm"]["settings"]
    assert (settings["sweeps"], settings["sweeps_drawn"]) == (1, 2000)
    assert "in blocks of 2,000" in " ".join(run("--help").stdout.split())
