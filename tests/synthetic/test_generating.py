# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the generator makes is what the design says, the same each time, and labelled."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.synthetic import COLUMNS, Design, ListDesign, designs, generate, load_design
from amparo.synthetic.dice import choose, dice
from amparo.synthetic.lexicon import LANGUAGES
from amparo.synthetic.lists import MARKS, inclusion
from amparo.synthetic.persons import populate
from amparo.synthetic.slips import date_slip, look_alike, name_slip

if TYPE_CHECKING:
    from pathlib import Path

    from amparo.synthetic import Synthetic

PERSONS = 1500
ONE = ListDesign(language="ru", coverage=1.0)
Row = dict[str, Any]


@cache
def made(key: str) -> Synthetic:
    return generate(load_design(key), persons=PERSONS, seed=7)


def one_list(**options: Any) -> list[Row]:  # noqa: ANN401 - any option
    """Give records with their marks and persons, of one list that holds everybody."""
    found = generate(Design("test", (replace(ONE, **options),)), persons=PERSONS, seed=7)
    return rows(found)


def rows(found: Synthetic) -> list[Row]:
    persons = {row["person_id"]: row for row in found.persons.to_pylist()}
    tables = (found.records.to_pylist(), found.truth.to_pylist(), found.marks.to_pylist())
    return [
        {**record, **marks, "person": persons[truth["person_id"]]}
        for record, truth, marks in zip(*tables, strict=True)
    ]


def near(count: int, share: float, of: int) -> bool:
    """Say whether a count is within five standard deviations of what its share expects."""
    return abs(count - share * of) <= 5 * math.sqrt(share * (1 - share) * of) + 1e-9


@pytest.mark.parametrize("key", designs())
def test_the_same_seed_gives_the_same_tables(key: str) -> None:
    again = generate(load_design(key), persons=PERSONS, seed=7)
    for name in ("records", "truth", "persons", "marks"):
        assert getattr(again, name).equals(getattr(made(key), name))
    other = generate(load_design(key), persons=PERSONS, seed=8)
    assert not other.records.equals(made(key).records)


def test_a_longer_design_leaves_the_first_lists_as_they_were() -> None:
    design = load_design("three_lists")
    first = generate(replace(design, lists=design.lists[:1]), persons=PERSONS, seed=7)
    whole = made("three_lists")
    assert whole.records.slice(0, first.records.num_rows).equals(first.records)


@pytest.mark.parametrize("key", designs())
def test_truth_knows_every_record_and_only_persons_there_are(key: str) -> None:
    found = made(key)
    assert tuple(found.records.column_names) == COLUMNS
    assert found.truth["record_id"].equals(found.records["record_id"])
    assert found.marks["record_id"].equals(found.records["record_id"])
    assert len(set(found.records["record_id"].to_pylist())) == found.records.num_rows
    on_lists = set(found.truth["person_id"].to_pylist())
    persons = found.persons.to_pylist()
    assert {row["person_id"] for row in persons if row["records"]} == on_lists
    assert sum(row["records"] for row in persons) == found.records.num_rows
    assert any(row["records"] == 0 for row in persons)


@pytest.mark.parametrize("key", designs())
def test_everything_is_labelled(key: str) -> None:
    found = made(key)
    for row in found.records.to_pylist():
        assert row["record_id"].startswith("synthetic")
        assert row["source_list"].startswith("synthetic")
        assert "SYNTHETIC" in row["source_list"]
    assert all("SYNTHETIC" in key for key in found.persons["person_id"].to_pylist())


@pytest.mark.parametrize("key", designs())
def test_nothing_is_null_and_no_name_is_empty(key: str) -> None:
    found = made(key)
    for name in COLUMNS:
        assert found.records[name].null_count == 0, name
    assert pc.min(pc.utf8_length(found.records["name"])).as_py() > 3


def test_chance_is_the_same_on_every_machine() -> None:
    assert dice(7, "x").random(3).round(8).tolist() == [0.38165898, 0.44095127, 0.2587829]
    drawn = choose(dice(7, "y"), [1, 2, 3], 12).tolist()
    assert drawn == [1, 2, 0, 2, 0, 2, 1, 1, 2, 1, 1, 1]


def test_the_order_of_hashes_changes_nothing(tmp_path: Path) -> None:
    written = []
    for number in ("1", "2"):
        words = ["synthetic", "--design", "courts", "--persons", "80", "--out", tmp_path / number]
        subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-m", "amparo", *map(str, words)],
            env={**os.environ, "PYTHONHASHSEED": number},
            check=True,
            capture_output=True,
        )
        files = sorted((tmp_path / number).iterdir())
        written.append([path.read_bytes() for path in files])
    assert written[0] == written[1]


@pytest.mark.parametrize("key", designs())
def test_the_packaged_designs_contain_what_they_say(key: str) -> None:
    found = rows(made(key))
    design = load_design(key)
    for number, item in enumerate(design.lists, 1):
        own = [row for row in found if row["record_id"].startswith(f"synthetic-{number}-")]
        own = [row for row in own if not row["copied"]]
        shares = {
            "initials": item.initials,
            "patronymic": item.patronymic,
            "inflected": sum(item.cases.values()),
            "upper": item.upper,
            "capitals": item.capitals,
            "look_alike": item.look_alike,
        }
        for mark, share in shares.items():
            assert near(sum(row[mark] for row in own), share, len(own)), (number, mark)
        cyrillic = {any("Ѐ" <= letter <= "ӿ" for letter in row["name"]) for row in own}
        assert cyrillic == {item.language in LANGUAGES}, number


@pytest.mark.parametrize("mark", ["initials", "upper", "capitals", "comma", "yo_dropped"])
def test_the_shares_of_the_design_are_those_of_the_list(mark: str) -> None:
    found = one_list(**{mark: 0.3})
    assert near(sum(row[mark] for row in found), 0.3, len(found))


@pytest.mark.parametrize("mark", ["name_slip", "date_slip", "look_alike", "patronymic"])
def test_slips_come_as_often_as_the_design_says(mark: str) -> None:
    found = one_list(**{mark: 0.2})
    # A record has two dates, each with its own chance of a slip.
    share = 1 - 0.8**2 if mark == "date_slip" else 0.2
    assert near(sum(row[mark] for row in found), share, len(found))


def test_marked_records_are_so() -> None:
    shares = dict.fromkeys(("initials", "upper", "capitals", "comma", "look_alike"), 0.3)
    for row in one_list(patronymic=0.5, **shares):
        name, marks = row["name"], row
        assert (name.count(".") > 0) == marks["initials"], name
        assert ("," in name) == marks["comma"], name
        assert name.isupper() == marks["capitals"] or marks["initials"], name
        assert name.split()[0].strip(",").isupper() == (marks["upper"] or marks["capitals"]), name
        assert len(name.split()) == 2 + marks["patronymic"], name
        assert any("a" <= letter.lower() <= "z" for letter in name) == marks["look_alike"], name


def test_inflected_names_are_in_their_case() -> None:
    found = one_list(cases={"genitive": 0.5}, missing={"birth_date": 0.0})
    inflected = [row for row in found if row["inflected"]]
    assert near(len(inflected), 0.5, len(found))
    for row in inflected:
        ending = "ны" if row["person"]["gender"] == "female" else "ча"
        assert row["name"].endswith(ending), row["name"]
    assert not any(row["name"].endswith(("ча", "ны")) for row in found if not row["inflected"])


@pytest.mark.parametrize("column", ["birth_date", "gender", "region", "article", "court"])
def test_fields_are_missing_as_often_as_the_design_says(column: str) -> None:
    found = one_list(missing={column: 0.4})
    empty = [row for row in found if not row[column]]
    assert near(len(empty), 0.4, len(found))
    assert all(row["arrest_date"] for row in found)
    if column == "birth_date":
        assert not any(row["birth_year"] for row in empty)


def test_a_year_alone_is_a_year_alone() -> None:
    found = one_list(year_only=0.4)
    bare = [row for row in found if not row["birth_date"]]
    assert near(len(bare), 0.4, len(found))
    assert all(row["birth_year"] == row["person"]["birth_date"][:4] for row in bare)


def test_dates_without_a_slip_are_the_persons() -> None:
    for row in one_list(date_slip=0.3):
        right = row["birth_date"] == row["person"]["birth_date"]
        assert right or row["date_slip"]


def test_coverage_follows_region_year_and_visibility() -> None:
    design = replace(
        ONE, coverage=0.4, by_region={"RU": 1.5, "RU-MOW": 0.2}, by_year={"2022": 0.5},
        heterogeneity=0.8,
    )  # fmt: skip
    people = populate(PERSONS, 3)
    chance = inclusion(people, design)
    found = generate(Design("test", (design,)), persons=PERSONS, seed=3)
    on_it = np.array(found.persons["records"].to_pylist())
    for mask in (chance < 0.2, chance >= 0.2, people.visibility > 0.8, people.region == 0):
        wanted, spread = chance[mask].sum(), math.sqrt((chance * (1 - chance))[mask].sum())
        assert abs(on_it[mask].sum() - wanted) <= 5 * spread
    assert chance[people.region == 0].mean() < chance[people.region == 1].mean() / 3
    known = people.visibility > 0.5
    assert chance[known].mean() > 1.5 * chance[~known].mean()


def test_duplicates_are_second_records_of_the_same_list() -> None:
    found = one_list(duplicates=0.1, coverage=0.8)
    twice = [row["person"]["person_id"] for row in found if row["duplicate"]]
    assert near(len(twice), 0.1, len(found) - len(twice))
    once = {row["person"]["person_id"] for row in found if not row["duplicate"]}
    assert set(twice) <= once
    assert len(once) == len(found) - len(twice)


def copying(**options: Any) -> tuple[list[Row], list[Row]]:  # noqa: ANN401 - any option
    first = replace(ONE, coverage=0.7, name_slip=0.3, date_slip=0.3)
    second = replace(ONE, coverage=0.3, copied_from=1, copied=0.4, **options)
    found = rows(generate(Design("test", (first, second)), persons=PERSONS, seed=5))
    lists = sorted({row["source_list"] for row in found})
    return tuple([row for row in found if row["source_list"] == name] for name in lists)  # type: ignore[return-value]  # two lists


def test_a_copied_record_carries_the_mistakes_of_the_other_list() -> None:
    first, second = copying()
    copied = [row for row in second if row["copied"]]
    assert near(len(copied), 0.4, len(first))
    assert any(row["name_slip"] for row in copied)
    there = {row["person"]["person_id"]: row for row in first}
    for row in copied:
        source = there[row["person"]["person_id"]]
        for column in ("name", "birth_date", "court", "arrest_date"):
            assert row[column] == source[column]
    assert len({row["person"]["person_id"] for row in second}) == len(second)


def test_a_copied_slip_shows_through_other_letters() -> None:
    first, second = copying(language="en", spelling={"icao": 1.0})
    there = {row["person"]["person_id"]: row for row in first}
    copied = [row for row in second if row["copied"]]
    assert all(row["name"].isascii() for row in copied)
    doubled = [row for row in copied if "лл" in there[row["person"]["person_id"]]["name"]]
    assert doubled
    assert all("ll" in row["name"] for row in doubled)


def test_a_million_persons_would_have_namesakes_and_many_surnames() -> None:
    people = populate(50_000, 1)
    surnames, counts = np.unique(people.family, return_counts=True)
    assert 8_000 < len(surnames) < 40_000
    assert 0.004 < counts.max() / 50_000 < 0.02
    names = np.stack([people.family, people.given, people.gender])
    namesakes = 50_000 - np.unique(names, axis=1).shape[1]
    assert 0.02 < namesakes / 50_000 < 0.4


@pytest.mark.parametrize(("persons", "seed"), [(0, 1), (1, -1)])
def test_no_persons_and_no_seed_are_refused(persons: int, seed: int) -> None:
    with pytest.raises(ValueError, match="at least"):
        generate(load_design("courts"), persons=persons, seed=seed)


@settings(max_examples=30)
@given(persons=st.integers(1, 40), seed=st.integers(0, 2**40), key=st.sampled_from(designs()))
def test_any_number_and_seed_give_whole_tables(persons: int, seed: int, key: str) -> None:
    found = generate(load_design(key), persons=persons, seed=seed)
    assert found.persons.num_rows == persons
    assert found.records.num_rows == found.truth.num_rows == found.marks.num_rows
    assert set(found.marks.column_names) == {"record_id", *MARKS}


@given(st.dates().map(str), st.integers(0, 2**32))
def test_a_slip_leaves_a_date_a_date_but_another(date: str, seed: int) -> None:
    found = date_slip(date, np.random.Generator(np.random.PCG64(seed)))
    assert found != date
    assert np.datetime64(found)
    assert found[:2] == date[:2]


@given(st.text("абвгдежзийклмнопрст -.,", max_size=30), st.integers(0, 2**32))
def test_a_slip_is_one_letter_and_keeps_the_words(name: str, seed: int) -> None:
    found = name_slip(name, np.random.Generator(np.random.PCG64(seed)))
    assert abs(len(found) - len(name)) <= 1
    assert len(found.split()) == len(name.split())
    different = sum(a != b for a, b in zip(found, name, strict=False))
    assert len(found) != len(name) or different in {0, 1, 2}


@given(st.text("АВЕКМНОРСТабвеорсхігд ", max_size=30), st.integers(0, 2**32))
def test_letters_that_look_alike_keep_the_length(name: str, seed: int) -> None:
    found = look_alike(name, np.random.Generator(np.random.PCG64(seed)))
    assert len(found) == len(name)
    assert (found != name) == any(letter in "АВЕКМНОРСТаеорсхі" for letter in name)
