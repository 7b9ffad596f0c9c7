# SPDX-License-Identifier: AGPL-3.0-or-later
"""Citations in cells, by the table that a jurist can read, and what holds for every text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from amparo.law.citations import provision_keys, read_citation
from amparo.law.provisions import Provision, load_provisions
from amparo.law.wording import tokens

CASES = yaml.safe_load(Path(__file__).parents[1].joinpath("cases/citations.yml").read_text("utf-8"))
PIECES = st.sampled_from(
    [
        *("ст.", "ч.", "п.", "«", "д", "и", "та", "and", ",", "(", ")", "лет", "вторая", "second"),
        *("205.2", "111-1", "436²", "407-409", "2", "84"),
        *("УК", "РФ", "ККУ", "Criminal Code", "of Ukraine"),
    ]
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"] or "empty")
def test_reads_what_the_table_says(case: dict[str, Any]) -> None:
    cited = read_citation(case["text"], country=case.get("country", ""))
    expected = [(keys,) if isinstance(keys, str) else tuple(keys) for keys in case["reads"]]
    assert [citation.provisions for citation in cited] == expected
    single = [keys[0] for keys in expected if len(keys) == 1]
    certain = case.get("certain", list(dict.fromkeys(single)))
    assert list(provision_keys(case["text"], country=case.get("country", ""))) == certain


def test_the_written_form_is_that_of_the_text() -> None:
    text = "обвинён по ч. 2 ст. 205.2 УК РФ (интернет)"
    (citation,) = read_citation(text)
    assert citation.written == "ч. 2 ст. 205.2 УК РФ"
    assert text[slice(*citation.span)] == citation.written


def test_an_ambiguous_citation_has_no_single_key() -> None:
    (citation,) = read_citation("ст. 436²")
    assert citation.provision is None


def test_only_certain_keys_are_given_each_once() -> None:
    assert provision_keys("ст. 205.2 УК РФ; ст. 205.2 УК РФ, ст. 436²") == ("RU/UK/205.2",)


@pytest.mark.parametrize("provision", list(load_provisions()), ids=lambda provision: provision.key)
def test_every_provision_held_is_found_under_its_own_name(provision: Provision) -> None:
    part = f"part {provision.part} of " if provision.part else ""
    text = f"{part}article {provision.article} of the {provision.code.title()}"
    assert [citation.provision for citation in read_citation(text)] == [provision.key]


@given(st.lists(PIECES, max_size=12).map(" ".join) | st.text(max_size=40))
def test_no_text_is_too_strange_and_spans_hold(text: str) -> None:
    for token in tokens(text):
        assert 0 <= token.start < token.end <= len(text)
    for citation in read_citation(text):
        assert text[slice(*citation.span)] == citation.written
        assert citation.written
