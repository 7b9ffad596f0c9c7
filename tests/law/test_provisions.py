# SPDX-License-Identifier: AGPL-3.0-or-later
"""The provisions held: what is known of each, and a file with faults."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from amparo.core.sources import Knowledge
from amparo.core.yaml_files import YamlFileError
from amparo.law.provisions import load_provisions

FACTS = Path(__file__).parents[3] / "shared/facts/event-2025-06-24.json"
needs_facts = pytest.mark.skipif(not FACTS.exists(), reason="../shared is not there")


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("RU/UK/30/3", True), ("RU/UK/104.5", True), ("RU/UK/105", False), ("RU/UK/205.2", False),
        ("UA/KK/108", True), ("UA/KK/109", False), ("UA/KK/111-1", False), ("XX/UK/1", False),
        ("", False),
    ],
)  # fmt: skip
def test_articles_of_the_general_part_are_told_by_their_number(key: str, expected: bool) -> None:  # noqa: FBT001 - the expected value
    assert load_provisions().is_general(key) is expected


def test_article_111_1_is_held_with_its_dates_and_pages() -> None:
    provision = load_provisions().get("UA/KK/111-1")
    assert provision is not None
    assert provision.title("uk") == "Колабораційна діяльність"
    assert provision.area == "crimes against the foundations of national security"
    assert str(provision.adopted) == "2022-03-03"
    assert str(provision.in_force) == "2022-03-15"
    assert provision.knowledge is Knowledge.SEEN
    assert len(provision.sources) == 3


def test_a_part_that_is_not_held_leads_to_its_article() -> None:
    provision = load_provisions().get("UA/KK/111-1/4")
    assert provision is not None
    assert provision.key == "UA/KK/111-1"


def test_an_article_of_another_country_or_number_is_not_given() -> None:
    assert load_provisions().get("RU/UK/111-1") is None
    assert load_provisions().of_article("436", "RU") == ()


def test_436_and_436_2_are_different_articles() -> None:
    held = load_provisions()
    assert held.get("UA/KK/436") is not held.get("UA/KK/436-2")


def test_a_title_that_is_missing_in_a_language_is_given_in_english() -> None:
    provision = load_provisions().get("UA/KK/336")
    assert provision is not None
    assert provision.title("fr") == "evasion of conscription during mobilisation"


def test_a_provision_is_a_source_under_its_key() -> None:
    provision = load_provisions().get("RU/UK/205.2/2")
    assert provision is not None
    source = provision.source()
    assert source.key == "law:RU/UK/205.2/2"
    assert source.title == "Criminal Code of the Russian Federation, article 205.2(2)"
    assert source.pages == provision.sources


def test_what_is_only_from_memory_is_not_called_seen() -> None:
    only_memory = {p.knowledge for p in load_provisions() if p.knowledge_note == "memory"}
    assert only_memory == {Knowledge.MEMORY}


def test_what_is_partly_from_memory_says_which_part() -> None:
    for key in ("UA/KK/111-2", "UA/KK/336", "UA/KK/407", "RU/UK/275.1"):
        provision = load_provisions().get(key)
        assert provision is not None
        assert provision.knowledge is Knowledge.MEMORY
        assert "seen" in provision.knowledge_note
        assert "from memory" in provision.knowledge_note


def test_what_is_seen_has_a_page() -> None:
    assert [
        p.key for p in load_provisions() if p.knowledge is Knowledge.SEEN and not p.sources
    ] == []


@needs_facts
def test_every_article_of_the_facts_is_held_and_no_other() -> None:
    facts = json.loads(FACTS.read_text("utf-8"))["provisions"]
    articles = {("RU", "284.2")}  # named in the note of 280.3
    for fact in facts:
        if fact["article"] == "407-409":
            articles |= {("UA", "407"), ("UA", "408"), ("UA", "409")}
        else:
            articles |= {(fact["country"], one) for one in fact["article"].split(", ")}
    assert {(p.country, p.article) for p in load_provisions()} == articles


@needs_facts
def test_every_page_of_a_provision_is_one_of_the_facts() -> None:
    text = FACTS.read_text("utf-8")
    assert [page for p in load_provisions() for page in p.sources if f'"{page}"' not in text] == []


def test_all_faults_of_all_files_are_named_with_their_lines(tmp_path: Path) -> None:
    entry = '    - {article: "1", titles: {en: one}, knowledge: seen}\n'
    head = "suffix: '.'\ncodes:\n  C:\n    kind: criminal\n    titles: {en: Code}\n"
    tmp_path.joinpath("aa.yaml").write_text(
        f"country: AA\n{head}    provisions:\n{entry}{entry}"
        '    - {article: "2", titel: {en: two}, knowledge: rumour}\n'
        '    - {article: "3", titles: {en: three}, knowledge: seen, adopted: 2022-13}\n'
    )
    tmp_path.joinpath("bb.yaml").write_text(f"{head}    provisions: none\n")
    with pytest.raises(YamlFileError) as caught:
        load_provisions(tmp_path)
    faults = [str(fault) for fault in caught.value.faults]
    expected = [
        ("line 1,", "bb.yaml", "'country' is missing"),
        ("line 9,", "aa.yaml", "two entries AA/C/1"),
        ("line 10,", "aa.yaml", "'titel' is not a field"),
        ("line 10,", "aa.yaml", "'titles' is missing"),
        ("line 10,", "aa.yaml", "'rumour' is not one of"),
        ("line 11,", "aa.yaml", "2022-13"),
    ]
    for line, file, what in expected:
        assert any(f.startswith(line) and file in f and what in f for f in faults), (line, what)
