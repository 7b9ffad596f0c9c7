# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest
from bench.linkage import report, scale
from bench.linkage.__main__ import SECTIONS, sizes_up_to
from bench.linkage.charts import reliability_picture, scale_picture
from bench.linkage.running import NotRun, Tools
from bench.linkage.tables import Table, ratio
from bench.linkage.targets import targets_table
from bench.linkage.xlink import link, measure_ours, read_data

if TYPE_CHECKING:
    from pathlib import Path

# Stands for `amparo link` and keeps to the contract of its files: 2 pairs linked, 1 for review.
PROGRAM = """
import sys
from pathlib import Path
out, pairs = (Path(sys.argv[sys.argv.index(name) + 1]) for name in ("--out", "--pairs"))
out.write_text("record_id,person_id,probability\\na,1,.9\\nb,1,.9\\nc,2,.6\\nd,2,.6\\n")
pairs.write_text(
    "left,right,probability,decision,reason\\na,b,.9,link,\\nc,d,.6,link,\\nb,c,.2,review,\\n"
)
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    (tmp_path / "records.csv").write_text(
        "record_id,source_list,lang,name,birth_year,birth_date,gender\n"
        "a,x,ru,Анна,1980,,female\nb,y,en,Anna,,,\nc,x,ru,Пётр,,,\nd,y,uk,Петро,,,\ne,y,be,Пётр,,,\n",
        encoding="utf-8",
    )
    (tmp_path / "truth.csv").write_text("record_id,person_id\na,1\nb,1\nc,2\nd,3\ne,2\n")
    return tmp_path


def test_what_the_command_wrote_is_measured(small: Path) -> None:
    program = small / "program.py"
    program.write_text(PROGRAM, encoding="utf-8")
    data = read_data(small, small / "seen.csv", birth=False)
    tools = Tools()
    tools.amparo = [tools.amparo[0], str(program)]
    linked = link(tools, data.records, data.keys)
    found = measure_ours(data, linked, linked)
    # a-b is right, c-d is wrong, c-e was never compared; e is missing from the clusters.
    assert found["clusters"] == {"precision": 0.5, "recall": 0.5, "f1": 0.5}
    assert found["ready"]["0.5, its default"]["precision"] == 0.5
    assert found["pairs"]["threshold"] == 0.9
    assert found["found"] == 0.5
    assert found["review"] == 1
    assert found["by_language"] == {"be-ru": (0.0, 1), "en-ru": (1.0, 1)}
    assert found["calibration"]["all"]["10"] == pytest.approx((0.1 + 0.6 + 0.2) / 3)


def test_names_only_means_that_the_columns_are_gone(small: Path) -> None:
    read_data(small, small / "seen.csv", birth=False)
    with (small / "seen.csv").open(newline="", encoding="utf-8") as handle:
        assert next(csv.reader(handle)) == ["record_id", "source_list", "lang", "name"]


def test_a_command_that_fails_is_said_with_its_last_words(small: Path) -> None:
    tools = Tools()
    tools.amparo = [tools.amparo[0], "-c", "raise SystemExit('no such thing')"]
    with pytest.raises(NotRun, match="no such thing"):
        link(tools, small / "records.csv", ["a"])


def test_a_section_is_written_between_its_markers_and_nowhere_else() -> None:
    page = report.PAGE.read_text(encoding="utf-8")
    for name in (*SECTIONS, "targets"):
        once = report.with_section(page, name, "NEW")
        assert report.with_section(once, name, "NEW") == once
        assert once.count("NEW") == 1
        before = page.partition(f"<!-- measured: {name} -->")[0]
        assert once.startswith(before)
    with pytest.raises(ValueError, match="no markers"):
        report.with_section(page, "other", "NEW")


def test_tables_are_markdown() -> None:
    said = report.markdown([Table("Title", ("a", "b"), (("1", "2"),))])
    assert said == "**Title**\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n"


def test_ratio_of_nothing_is_none() -> None:
    assert ratio(0.9, 0.6) == "1.50"
    assert ratio(None, 0.6) == ratio(0.9, 0.0) == "–"


def test_a_target_that_is_missed_is_said_to_be() -> None:
    answers = {"Amparo": {"recall": 0.96, "precision": 0.9, "wrong": 1}}
    found = {
        "special": [
            {"title": "Surname I. I.", "same": 5, "answers": answers},
            {"title": "Look-alikes", "same": 0, "answers": answers},
        ],
        "scale": {"runs": [{"title": "Amparo", "records": 99_000, "wall": 60.1, "memory": 900.0}]},
    }
    assert [row[1:] for row in targets_table(found).rows] == [
        ("at least 0.950", "0.960", "reached"),
        ("at least 0.900", "0.900", "reached"),
        ("at most 0", "1", "MISSED"),
        ("at most 60.0", "60.1", "MISSED"),
        ("at most 1,024", "900", "reached"),
    ]


def test_sizes_grow_by_ten_up_to_the_largest() -> None:
    assert sizes_up_to(10_000) == [10_000]
    assert sizes_up_to(1_000_000) == [10_000, 100_000, 1_000_000]


def test_pictures_show_every_system_and_the_slope() -> None:
    runs = [{"title": "Amparo", "records": size, "wall": size / 1000} for size in (1_000, 10_000)]
    picture = scale_picture(runs, scale.slopes(runs))
    assert "Amparo, slope 1.00" in picture.svg
    curve = reliability_picture({"Amparo": [[0.1, 0.2, 5]], "splink 5": [[0.5, 0.4, 7]]})
    assert "splink 5" in curve.svg
    assert curve.table.rows[0] == ("Amparo", "0.1", "0.2", "5")
