# SPDX-License-Identifier: AGPL-3.0-or-later
"""`amparo link` and `amparo names score`: the files in and out exactly as they are promised."""

from __future__ import annotations

import csv
import io
import json
import stat
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from amparo.cli import main
from amparo.synthetic import generate, load_design
from program import run_amparo

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

# SYNTHETIC
RU = """record_id,source_list,name,lang,birth_date
r1,ru,Кропивницкий Тарас Иванович,ru,1980-05-01
r2,ru,Сватовская Анна Петровна,ru,
r3,ru,Кропивницкий Тарас Иванович,ru,1951-11-23
r4,ru,Верхнедонецкий А. П.,ru,
"""
EN = """source_list,record_id,name,birth_year,note
en,e1,Taras Kropyvnytskyi,1980,"one, two"
en,e2,Anna Svatovska,,
en,e3,Oleh Nikopolskyi,1990,
"""
BROKEN = """record_id,source_list,name,birth_date,gender
b1,broken,Кропивницкий Тарас,31.12.1980,male
b1,broken,Кропивницкий Тарас,,other
,broken,Кропивницкий Тарас,,
b4,broken,Кропивницкий,Тарас,1980,m
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "ru.csv").write_text(RU, "utf-8")
    (tmp_path / "en.csv").write_text(EN, "utf-8")
    return tmp_path


def run(folder: Path, *words: str) -> Result:
    """Run a command; a word that names a file is looked for in the folder."""
    known = {".csv", ".parquet"}
    full = [
        str(folder / word) if any(word.endswith(end) for end in known) else word for word in words
    ]
    return CliRunner().invoke(main, full)


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8"), newline="")))


def persons(path: Path) -> dict[str, str]:
    return {row["record_id"]: row["person_id"] for row in table(path)}


def test_clusters_and_pairs_have_the_promised_headings_and_every_record_once(folder: Path) -> None:
    ran = run(folder, "link", "ru.csv", "en.csv", "--out", "out.csv", "--pairs", "pairs.csv")
    assert (ran.exit_code, ran.stderr) == (0, "")
    lines = (folder / "out.csv").read_bytes().split(b"\n")
    assert lines[0] == b"record_id,person_id,probability"
    rows = table(folder / "out.csv")
    assert [row["record_id"] for row in rows] == ["e1", "e2", "e3", "r1", "r2", "r3", "r4"]
    assert all(0 <= float(row["probability"]) <= 1 for row in rows)
    found = persons(folder / "out.csv")
    assert found["r1"] == found["e1"] != found["r3"]
    assert found["r2"] == found["e2"]
    assert len(set(found.values())) == 5
    heading = (folder / "pairs.csv").read_text("utf-8").splitlines()[0]
    assert heading == "left,right,probability,decision,reason"
    pairs = {(row["left"], row["right"]): row for row in table(folder / "pairs.csv")}
    assert pairs["e1", "r1"]["decision"] == "link"
    assert float(pairs["e1", "r1"]["probability"]) > 0.9
    assert "the same given name in any language" in pairs["e1", "r1"]["reason"]
    assert {row["decision"] for row in pairs.values()} <= {"link", "review"}


def test_the_order_of_files_and_running_again_give_the_same_bytes(folder: Path) -> None:
    run(folder, "link", "ru.csv", "en.csv", "--out", "one.csv", "--pairs", "one-pairs.csv")
    run(folder, "link", "en.csv", "ru.csv", "--out", "two.csv", "--pairs", "two-pairs.csv")
    assert (folder / "one.csv").read_bytes() == (folder / "two.csv").read_bytes()
    assert (folder / "one-pairs.csv").read_bytes() == (folder / "two-pairs.csv").read_bytes()


def test_the_answer_as_json_counts_and_states_the_thresholds(folder: Path) -> None:
    ran = run(folder, "link", "ru.csv", "en.csv", "--out", "out.csv", "--json")
    said = json.loads(ran.stdout)
    assert (said["records"], said["lists"], said["persons"]) == (7, 2, 5)
    assert (said["joined_from"], said["worth_a_look_from"]) == (0.5, 0.05)
    words = ("--cost-wrong", "99", "--cost-review", "0.02", "--json")
    dear = json.loads(run(folder, "link", "ru.csv", "--out", "out.csv", *words).stdout)
    assert (dear["joined_from"], dear["worth_a_look_from"]) == (0.99, 0.02)


def test_decisions_of_people_win(folder: Path) -> None:
    (folder / "d.csv").write_text("left,right,judgement\nr1,e1,not_same\nr4,e3,same\n", "utf-8")
    ran = run(folder, "link", "ru.csv", "en.csv", "--out", "out.csv", "--decisions", "d.csv")
    assert ran.exit_code == 0, ran.output
    found = persons(folder / "out.csv")
    assert found["r1"] != found["e1"]
    assert found["r4"] == found["e3"]


def test_a_list_declared_to_hold_nobody_twice_does_not(folder: Path) -> None:
    twice = RU + "r5,ru,Кропивницкий Тарас Иванович,ru,1980-05-01\n"
    (folder / "ru.csv").write_text(twice, "utf-8")
    run(folder, "link", "ru.csv", "--out", "out.csv")
    assert persons(folder / "out.csv")["r5"] == persons(folder / "out.csv")["r1"]
    run(folder, "link", "ru.csv", "--out", "out.csv", "--unique", "ru")
    assert len(set(persons(folder / "out.csv").values())) == 5


def test_with_known_persons_and_nothing_new_the_file_is_the_same(folder: Path) -> None:
    run(folder, "link", "ru.csv", "en.csv", "--out", "out.csv")
    before = persons(folder / "out.csv")
    run(folder, "link", "ru.csv", "en.csv", "--known", "out.csv", "--out", "again.csv")
    assert persons(folder / "again.csv") == before
    run(folder, "link", "ru.csv", "en.csv", "--known", "again.csv", "--out", "third.csv")
    assert (folder / "third.csv").read_bytes() == (folder / "again.csv").read_bytes()


def test_new_records_join_standing_persons_whose_ids_stay(folder: Path) -> None:
    run(folder, "link", "ru.csv", "--out", "out.csv")
    before = persons(folder / "out.csv")
    run(folder, "link", "ru.csv", "en.csv", "--known", "out.csv", "--out", "out.csv")
    after = persons(folder / "out.csv")
    assert {key: after[key] for key in before} == before
    assert after["e1"] == before["r1"]
    assert after["e3"] not in before.values()


def test_ids_of_a_former_result_are_kept(folder: Path) -> None:
    (folder / "former.csv").write_text("record_id,person_id\nr1,person-7\ngone,person-8\n", "utf-8")
    run(folder, "link", "ru.csv", "en.csv", "--out", "out.csv", "--previous", "former.csv")
    found = persons(folder / "out.csv")
    assert found["r1"] == found["e1"] == "person-7"
    assert "person-8" not in found.values()


def test_draws_are_written_as_parquet(folder: Path) -> None:
    words = ("link", "ru.csv", "en.csv", "--out", "out.csv", "--draws", "3", "--draws-out")
    assert run(folder, *words, "draws.parquet").exit_code == 0
    drawn = pq.read_table(folder / "draws.parquet")
    assert drawn.schema.names == ["draw", "record_id", "person"]
    assert drawn.schema.field("draw").type == pa.int32()
    rows = drawn.to_pylist()
    assert len(rows) == 3 * 7
    assert {row["draw"] for row in rows} == {0, 1, 2}
    keys = set(persons(folder / "out.csv"))
    assert {row["record_id"] for row in rows} == keys
    assert {row["person"] for row in rows} <= keys
    before = (folder / "draws.parquet").read_bytes()
    run(folder, *words, "draws.parquet")
    assert (folder / "draws.parquet").read_bytes() == before


@pytest.mark.parametrize("words", [("--draws", "3"), ("--draws-out", "draws.parquet")])
def test_a_number_of_draws_and_their_file_go_together(folder: Path, words: tuple[str, ...]) -> None:
    ran = run(folder, "link", "ru.csv", "--out", "out.csv", *words)
    assert ran.exit_code == 2
    assert "--draws and --draws-out go together" in ran.stderr
    assert not (folder / "out.csv").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--unique", "de"), "there is no list de; there are en, ru"),
        (("--order", "de=family_first"), "there is no list de; there are en, ru"),
        (("--order", "ru=backwards"), "write the list, = and family_first or given_first"),
        (("--evidence", "regiment"), "regiment"),
        (("--cost-wrong", "0"), "--cost-wrong"),
    ],
)
def test_what_the_files_do_not_have_is_refused(
    folder: Path, words: tuple[str, ...], said: str
) -> None:
    ran = run(folder, "link", "ru.csv", "en.csv", "--out", "out.csv", *words)
    assert ran.exit_code == 2
    assert said in ran.stderr
    assert not (folder / "out.csv").exists()


def test_all_faults_of_all_files_are_named_at_once_and_nothing_is_written(folder: Path) -> None:
    (folder / "out.csv").write_text("as it was", "utf-8")
    (folder / "broken.csv").write_text(BROKEN, "utf-8")
    (folder / "d.csv").write_text("left,right,judgement\nr1,e1,perhaps\n", "utf-8")
    (folder / "old.csv").write_text("record_id\nr1\n", "utf-8")
    words = ("--decisions", "d.csv", "--known", "old.csv", "--pairs", "pairs.csv")
    ran = run(folder, "link", "ru.csv", "broken.csv", "--out", "out.csv", *words)
    assert ran.exit_code == 2
    for said in (
        "broken.csv, row 2", "broken.csv, row 3", "broken.csv, row 4", "broken.csv, row 5",
        "b1", "d.csv, row 2", "old.csv", "person_id",
    ):  # fmt: skip
        assert said in ran.stderr
    assert (folder / "out.csv").read_text("utf-8") == "as it was"
    assert not (folder / "pairs.csv").exists()


def test_a_result_that_cannot_be_written_says_so(folder: Path) -> None:
    ran = run(folder, "link", "ru.csv", "--out", "nowhere/out.csv")
    assert ran.exit_code == 2
    assert "nowhere" in ran.stderr


@pytest.mark.parametrize("rows", [0, 1])
def test_a_file_of_no_record_or_one_is_linked(folder: Path, rows: int) -> None:
    (folder / "few.csv").write_text("\n".join(RU.split("\n")[: rows + 1]) + "\n", "utf-8")
    ran = run(folder, "link", "few.csv", "--out", "out.csv", "--pairs", "pairs.csv")
    assert (ran.exit_code, ran.stderr) == (0, "")
    assert len(table(folder / "out.csv")) == rows


def test_names_are_scored_in_pairs(folder: Path) -> None:
    asked = "left,right\nШеляженко Юрій,Yurii Sheliazhenko\nАлександр Шевчук,Александра Шевчук\n"
    (folder / "pairs.csv").write_text(asked, "utf-8-sig")
    assert run(folder, "names", "score", "pairs.csv", "--out", "scores.csv").exit_code == 0
    lines = (folder / "scores.csv").read_text("utf-8").splitlines()
    assert lines[0] == "left,right,probability"
    rows = table(folder / "scores.csv")
    assert [row["left"] for row in rows] == ["Шеляженко Юрій", "Александр Шевчук"]
    assert float(rows[0]["probability"]) > 0.9
    assert float(rows[1]["probability"]) < 0.05


def test_a_prior_changes_the_scores(folder: Path) -> None:
    (folder / "pairs.csv").write_text("left,right\nИван Петров,Ivan Petrov\n", "utf-8")
    chances = []
    for prior in ("0.000001", "0.5"):
        run(folder, "names", "score", "pairs.csv", "--out", "scores.csv", "--prior", prior)
        chances.append(float(table(folder / "scores.csv")[0]["probability"]))
    assert chances[0] < 0.01
    assert chances[1] > 0.99


@pytest.mark.parametrize("text", ["left\nA\n", "left,right\nA,\n", "", 'left,right\n"A,B\n'])
def test_pairs_that_cannot_be_read_are_refused(folder: Path, text: str) -> None:
    (folder / "pairs.csv").write_text(text, "utf-8")
    ran = run(folder, "names", "score", "pairs.csv", "--out", "scores.csv")
    assert ran.exit_code == 2
    assert "pairs.csv" in ran.stderr
    assert not (folder / "scores.csv").exists()


def test_the_order_of_pythons_sets_changes_no_byte(tmp_path: Path) -> None:
    made = generate(load_design("three_lists"), persons=250, seed=5).records
    records = tmp_path / "records.csv"
    pacsv.write_csv(made, records)
    found = []
    for seed in ("0", "1"):
        out = {name: tmp_path / f"{name}-{seed}" for name in ("persons", "pairs", "draws")}
        ran = run_amparo(
            *("link", records, "--out", out["persons"], "--pairs", out["pairs"]),
            *("--draws", "3", "--draws-out", out["draws"]),
            hash_seed=seed,
        )
        assert ran.code == 0, ran.err
        found.append([path.read_bytes() for path in out.values()])
    assert found[0] == found[1]
    assert len(found[0][0].splitlines()) == made.num_rows + 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--out", "ru.csv"), "would be written over"),
        (("--out", "out.csv", "--pairs", "out.csv"), "one file"),
        (("--out", "out.csv", "--readings", "out.csv"), "one file"),
        (("--out", "out.csv", "--readings", "ru.csv"), "would be written over"),
        (("--out", "out.csv", "--readings", "strange.csv"), "not a file that --readings made"),
        (("--out", "out.csv", "--cost-wrong", "nan"), "a number"),
        (("--out", "out.csv", "--known", "strange.csv"), "register's own file"),
    ],
)
def test_what_would_lose_or_mislead_is_refused(
    folder: Path, words: tuple[str, ...], said: str
) -> None:
    (folder / "strange.csv").write_text("record_id,person_id\nx1,p1\n", "utf-8")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    ran = run(folder, "link", "ru.csv", *words)
    assert ran.exit_code == 2
    assert said in ran.stderr
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_decisions_come_before_standing_persons_and_are_told_of(folder: Path) -> None:
    assert run(folder, "link", "ru.csv", "en.csv", "--out", "first.csv").exit_code == 0
    first = {row["record_id"]: row for row in table(folder / "first.csv")}
    assert first["r1"]["person_id"] == first["e1"]["person_id"]
    decisions = "left,right,judgement\ne1,r1,not_same\ngone,r1,same\n"
    (folder / "decided.csv").write_text(decisions, "utf-8")
    words = ("link", "ru.csv", "en.csv", "--known", "first.csv", "--out", "second.csv")
    ran = run(folder, *words, "--decisions", "decided.csv", "--pairs", "pairs.csv")
    assert ran.exit_code == 0
    assert "gone" in ran.stderr
    second = {row["record_id"]: row for row in table(folder / "second.csv")}
    assert second["r1"]["person_id"] != second["e1"]["person_id"]
    assert not any(
        {"r1", "e1"} == {row["left"], row["right"]} for row in table(folder / "pairs.csv")
    )


def test_standing_persons_keep_their_doubt(folder: Path) -> None:
    run(folder, "link", "ru.csv", "en.csv", "--out", "first.csv")
    before = (folder / "first.csv").read_bytes()
    run(folder, "link", "ru.csv", "en.csv", "--known", "first.csv", "--out", "first.csv")
    assert (folder / "first.csv").read_bytes() == before


def results(folder: Path, *words: str) -> tuple[bytes, bytes, str]:
    """Link into two files; give them and what was said on standard error."""
    ran = run(folder, "link", *words, "--out", "out.csv", "--pairs", "pairs.csv")
    assert ran.exit_code == 0, ran.stderr
    return (folder / "out.csv").read_bytes(), (folder / "pairs.csv").read_bytes(), ran.stderr


def test_names_already_read_change_no_result(folder: Path) -> None:
    whole = results(folder, "ru.csv", "en.csv")
    kept = folder / "readings.parquet"
    results(folder, "ru.csv", "--readings", "readings.parquet")
    first = kept.read_bytes()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert results(folder, "ru.csv", "en.csv", "--readings", "readings.parquet") == whole
    second = kept.read_bytes()
    assert pq.read_table(kept)["name"].to_pylist()[-1] not in RU
    assert len(pq.read_table(io.BytesIO(first))) < len(pq.read_table(kept))
    before = kept.stat().st_mtime_ns
    assert results(folder, "en.csv", "ru.csv", "--readings", "readings.parquet") == whole
    assert (kept.stat().st_mtime_ns, kept.read_bytes()) == (before, second)


def test_names_read_by_other_rules_are_read_anew_and_it_is_said(folder: Path) -> None:
    whole = results(folder, "ru.csv", "--readings", "readings.parquet")
    kept = folder / "readings.parquet"
    read = kept.read_bytes()
    pq.write_table(pq.read_table(kept).replace_schema_metadata({"amparo_readings": "old"}), kept)
    *same, said = results(folder, "ru.csv", "--readings", "readings.parquet")
    assert tuple(same) == whole[:2]
    assert said == "readings.parquet was made by other rules of reading: names are read anew\n"
    assert kept.read_bytes() == read


def test_a_damaged_file_of_names_is_refused_and_nothing_written(folder: Path) -> None:
    results(folder, "ru.csv", "--readings", "readings.parquet")
    kept = folder / "readings.parquet"
    kept.write_bytes(kept.read_bytes()[:-20])
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    words = ("link", "ru.csv", "en.csv", "--readings", "readings.parquet")
    ran = run(folder, *words, "--out", "out.csv", "--pairs", "new.csv")
    assert ran.exit_code == 2
    assert "or is damaged" in ran.stderr
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
