# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files of cases: statements made of entries, and every fault at once."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from amparo.core.sources import Knowledge
from amparo.core.statements import Schema, Statement, derive_person
from amparo.core.yaml_files import YamlFileError
from amparo.exchange.case_files import CaseRecord, read_case_file

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "- record: s/one\n  source: s\n  language: en\n"


def read(folder: Path, text: str, sources: set[str] | None = None) -> tuple[CaseRecord, ...]:
    path = folder / "cases.yaml"
    path.write_text(text, encoding="utf-8")
    return read_case_file(path, sources=sources)


def faults(folder: Path, text: str, sources: set[str] | None = None) -> list[str]:
    with pytest.raises(YamlFileError) as caught:
        read(folder, text, sources)
    return [str(fault) for fault in caught.value.faults]


def test_a_plain_value_is_a_statement_of_the_record(tmp_path: Path) -> None:
    (record,) = read(tmp_path, HEAD + "  person: {name: A Person}\n")
    assert record == CaseRecord(
        "s/one",
        "s",
        (
            Statement(
                entity="s/one",
                schema=Schema.PERSON,
                parent="",
                prop="name",
                value="A Person",
                source="s",
                record="s/one",
                written="A Person",
                language="en",
            ),
        ),
    )


def test_a_value_may_have_its_own_source_language_writing_and_knowledge(tmp_path: Path) -> None:
    value = "{value: 2023-07, written: июль 2023, source: t, language: ru, knowledge: unverified}"
    (record,) = read(tmp_path, HEAD + f"  person: {{case_opened: {value}}}\n")
    (statement,) = record.statements
    assert (statement.value, statement.written) == ("2023-07", "июль 2023")
    assert (statement.source, statement.record) == ("t", "s/one")
    assert (statement.language, statement.knowledge) == ("ru", Knowledge.UNVERIFIED)


def test_a_days_date_stays_text(tmp_path: Path) -> None:
    (record,) = read(tmp_path, HEAD + "  person: {birth_date: 1990-05-20}\n")
    assert record.statements[0].value == "1990-05-20"


def test_sources_that_disagree_stand_side_by_side(tmp_path: Path) -> None:
    text = "  person: {place: [{value: X, source: t}, {value: Y, source: u}]}\n"
    (record,) = read(tmp_path, HEAD + text)
    person = derive_person("p", record.statements)
    assert person.facts["place"].values == ("X", "Y")
    assert person.facts["place"].disputed


def test_short_keys_become_full_ones(tmp_path: Path) -> None:
    text = HEAD + (
        "  person: {name: A Person}\n"
        "  prosecutions:\n"
        "  - key: case\n"
        "    country: RU\n"
        "    sentences:\n"
        "    - {key: fine, kind: fine}\n"
        "    - {key: colony, kind: imprisonment, months: 60, replaces: fine}\n"
        "    appeals:\n"
        "    - {key: appeal, sentence: fine, outcome: replaced}\n"
    )
    (record,) = read(tmp_path, text)
    (prosecution,) = derive_person("p", record.statements).prosecutions
    assert prosecution.key == "s/one/case"
    fine, colony = prosecution.sentences
    assert (fine.key, colony.replaces.value) == ("s/one/case/fine", "s/one/case/fine")
    assert colony.months.value == 60
    assert prosecution.appeals[0].sentence.value == fine.key


def test_all_faults_are_named_with_line_and_place(tmp_path: Path) -> None:
    text = dedent("""\
        - record: s/one
          source: s
          person: {nam: A, birth_date: 20.05.1990, gender: other}
          prosecutions:
          - key: case
            country: XX
            sentences:
            - {key: a, months: five, replaces: z}
            - {key: a, kind: fine}
            - {kind: fine}
            appeals:
            - {key: b, sentence: a, outcome: {written: upheld}}
          - {key: case, country: RU}
          - {key: empty}
        - {record: s/one, source: nobody, person: {name: ""}}
        - {record: x/two, source: s, person: {name: B, place: {value: C, knowledge: sure}}}
        - {record: s/three, source: s}
    """)
    found = faults(tmp_path, text, sources={"s"})
    expected = [
        ("line 3, [1].person.nam:", "'nam' is not a field"),
        ("line 3, [1].person.birth_date:", "'20.05.1990' is not a date"),
        ("line 3, [1].person.gender:", "'other' is not one of: female, male"),
        ("line 6, [1].prosecutions[1].country:", "'XX' is not one of: RU, UA, FR"),
        ("line 8, [1].prosecutions[1].sentences[1].months:", "'five' is not a whole number"),
        ("line 8, [1].prosecutions[1].sentences[1].replaces:", "'z' is not another sentence"),
        ("line 9, [1].prosecutions[1].sentences[2].key:", "'a' is taken already"),
        ("line 10, [1].prosecutions[1].sentences[3]:", "'key' is missing"),
        ("line 12, [1].prosecutions[1].appeals[1].outcome:", "'value' is missing"),
        ("line 13, [1].prosecutions[2].key:", "'case' is taken already"),
        ("line 14, [1].prosecutions[3]:", "says nothing of the prosecution itself"),
        ("line 15, [2]:", "two records 's/one'"),
        ("line 15, [2].source:", "'nobody' is no known source"),
        ("line 15, [2].record:", "must be nobody/<row>"),
        ("line 15, [2].person.name:", "is empty"),
        ("line 16, [3].record:", "must be s/<row>"),
        ("line 16, [3].person.place.knowledge:", "'sure' is not one of"),
        ("line 17, [4]:", "'person' is missing"),
    ]
    for place, what in expected:
        assert any(f.startswith(place) and what in f for f in found), (place, what, found)
    assert len(found) == len(expected), found


def test_a_sentence_does_not_replace_itself_or_one_of_another_case(tmp_path: Path) -> None:
    text = HEAD + (
        "  person: {name: A}\n  prosecutions:\n"
        "  - {key: p, country: RU, sentences: [{key: a, replaces: a}]}\n"
        "  - {key: q, country: RU, sentences: [{key: b, replaces: a}]}\n"
    )
    assert len(faults(tmp_path, text)) == 2


def test_any_source_is_taken_where_none_are_known(tmp_path: Path) -> None:
    (record,) = read(tmp_path, HEAD + "  person: {name: {value: A, source: anything}}\n")
    assert record.statements[0].source == "anything"
