# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which cases a demand concerns: true, false, or not known."""

from typing import Any

import pytest

from amparo.core.cases import Known, Person
from amparo.core.truth import Truth
from amparo.demands.records import CaseFilter, Words, agreed
from demands.made_up import known, person

SPEECH = CaseFilter(countries=("RU",), conduct_kinds=("anti_war_speech",))
ARTICLE = CaseFilter(countries=("UA",), provisions=("UA/KK/111-1",))
PART = CaseFilter(provisions=("UA/KK/111-1/2",))


def case(country: str | None, **charge: str) -> dict[str, Any]:
    made: dict[str, Any] = {"charges": [charge]}
    return made if country is None else {**made, "country": [country]}


@pytest.mark.parametrize(
    ("wanted", "given", "expected"),
    [
        (SPEECH, case("RU", conduct_kind="anti_war_speech"), Truth.TRUE),
        (SPEECH, case("UA", conduct_kind="anti_war_speech"), Truth.FALSE),
        (SPEECH, case("RU", conduct_kind="hooliganism"), Truth.FALSE),
        # What is not known is neither inside nor outside.
        (SPEECH, case("RU"), Truth.UNKNOWN),
        (SPEECH, case(None, conduct_kind="anti_war_speech"), Truth.UNKNOWN),
        (SPEECH, {"country": ["RU"]}, Truth.UNKNOWN),
        # ... unless something known already excludes it.
        (SPEECH, case(None, conduct_kind="hooliganism"), Truth.FALSE),
        (SPEECH, {"country": ["UA"]}, Truth.FALSE),
        # Sources that differ on the country.
        (SPEECH, {**case("RU", conduct_kind="anti_war_speech"), "country": ["RU", "UA"]},
         Truth.UNKNOWN),
        # An article covers its parts; a part does not cover the article, but may be it.
        (ARTICLE, case("UA", provision="UA/KK/111-1"), Truth.TRUE),
        (ARTICLE, case("UA", provision="UA/KK/111-1/1"), Truth.TRUE),
        (ARTICLE, case("UA", provision="UA/KK/111-2"), Truth.FALSE),
        (ARTICLE, case("UA", provision="UA/KK/111"), Truth.FALSE),
        (PART, case(None, provision="UA/KK/111-1/2"), Truth.TRUE),
        (PART, case(None, provision="UA/KK/111-1"), Truth.UNKNOWN),
        (PART, case(None, provision="UA/KK/111-1/1"), Truth.FALSE),
        # A filter by names only takes in nobody else.
        (CaseFilter(named=("x",)), case("RU", conduct_kind="anti_war_speech"), Truth.FALSE),
    ],
)  # fmt: skip
def test_case_filter(wanted: CaseFilter, given: dict[str, Any], expected: Truth) -> None:
    assert wanted.matches(person(given)) is expected


def test_a_named_record_is_enough() -> None:
    named = CaseFilter(named=("list/7",))
    assert named.matches(person({}), ["list/7"]) is Truth.TRUE
    assert named.matches(person({}), ["list/8"]) is Truth.FALSE
    assert named.matches(person({}, key="list/7")) is Truth.TRUE


def test_without_a_prosecution_the_list_s_row_is_read() -> None:
    row = Person("p", facts={"case_country": known("UA"), "case_provision": known("UA/KK/111-1")})
    assert ARTICLE.matches(row) is Truth.TRUE
    assert SPEECH.matches(row) is Truth.FALSE
    assert ARTICLE.matches(Person("p")) is Truth.UNKNOWN


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        ({"case_country": "UA", "case_provision": "UA/KK/111-1"}, Truth.TRUE),
        # The row means the Russian case that is here already.
        ({"case_country": "RU", "case_provision": "RU/UK/205.2"}, Truth.FALSE),
        # Another case in a country that the demand is about, its article not known.
        ({"case_country": "UA"}, Truth.UNKNOWN),
        # Nothing that a demand could be about.
        ({"case_status": "в СИЗО"}, Truth.FALSE),
    ],
)
def test_a_listed_case_beside_a_prosecution_counts(listed: dict[str, str], expected: Truth) -> None:
    russian = case("RU", provision="RU/UK/205.2/2")
    assert ARTICLE.matches(person({**russian, "listed": listed})) is expected


def test_disputed_provisions_inside_the_same_demand_agree() -> None:
    wide = CaseFilter(provisions=("UA/KK/436", "UA/KK/436-2"))
    assert wide.matches(_disputed("UA/KK/436", "UA/KK/436-2")) is Truth.TRUE
    assert ARTICLE.matches(_disputed("UA/KK/436", "UA/KK/111-1")) is Truth.UNKNOWN


def _disputed(*provisions: str) -> Person:
    return Person("p", facts={"case_country": known("UA"), "case_provision": known(*provisions)})


def test_a_choice_settles_a_dispute() -> None:
    two = known("UA/KK/436", "UA/KK/111-1")
    settled = Known(two.stated, chosen=two.stated[1], reason="read in the judgment")
    row = Person("p", facts={"case_country": known("UA"), "case_provision": settled})
    assert ARTICLE.matches(row) is Truth.TRUE


def test_agreed_needs_one_answer() -> None:
    assert agreed([]) is Truth.UNKNOWN
    assert agreed([Truth.TRUE, Truth.TRUE]) is Truth.TRUE
    assert agreed([Truth.TRUE, Truth.FALSE]) is Truth.UNKNOWN


def test_words_fall_back_to_english() -> None:
    four = Words("one", "un", "раз", "один")
    assert [four.text(code) for code in ("en", "fr", "ru", "uk", "de")] == [
        "one", "un", "раз", "один", "one",
    ]  # fmt: skip
