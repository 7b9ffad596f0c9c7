# SPDX-License-Identifier: AGPL-3.0-or-later
"""Locators, by the table that a jurist can read, and what the resolution says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from amparo.law.locators import CODE_NAMES, resolve
from amparo.law.provisions import load_provisions

CASES = yaml.safe_load(Path(__file__).parents[1].joinpath("cases/locators.yml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_resolves_as_the_table_says(case: dict[str, Any]) -> None:
    resolution = resolve(case["text"])
    assert resolution.kind == case["is"]
    assert [provision.key for provision in resolution.provisions] == case["provisions"]


def test_a_wrong_place_is_explained_with_the_right_one_and_the_words_of_the_text() -> None:
    resolution = resolve("Article 111-1 of Ukraine's military legislation")
    assert resolution.explanation.text() == (
        "Article 111-1 stands in the Criminal Code of Ukraine, not in what the text calls "
        "“military legislation”."
    )


def test_what_the_text_says_is_kept_apart_from_what_is_right() -> None:
    given = resolve("ч. 4 ст. 111-1 военного законодательства Украины").given
    assert given is not None
    assert (given.country, given.article, given.part) == ("UA", "111-1", "4")
    assert (given.law, given.law_kind) == ("военного законодательства", "military")


def test_a_locator_without_a_country_says_so() -> None:
    assert "names no country" in resolve("Article 111-1").explanation.text()


def test_an_article_that_is_not_held_is_not_called_non_existent() -> None:
    assert "not known" in resolve("Article 999 of Ukraine's Criminal Code").explanation.text()


def test_the_span_covers_the_locator_and_not_the_sentence() -> None:
    text = "Prosecuted under Article 111-1 of Ukraine's Criminal Code, she waits."
    span = resolve(text).span
    assert span is not None
    assert text[slice(*span)] == "Article 111-1 of Ukraine's Criminal Code"


def test_every_code_has_a_name_that_can_be_translated() -> None:
    titles = {f"{code.country}/{code.key}": code.title() for code in load_provisions().codes}
    assert {key: name.text() for key, name in CODE_NAMES.items()} == titles
