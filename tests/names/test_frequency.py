# SPDX-License-Identifier: AGPL-3.0-or-later
"""Shares of names: the order of common and rare ones, one share for every spelling, the tables."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.names.evidence import name_resource
from amparo.names.forms import word_forms
from amparo.names.frequency import family_share, given_share
from amparo.names.given import given_names

ONE_SURNAME = [
    "Иванов Иванова Ivanov Ivanova Iwanow Ivanoff Іванов Іванова",
    "Кузнецов Кузнецова Kuznetsov Kouznetsov Kuznecov Кузнєцов",
    "Шевченко Shevchenko Chevtchenko Schewtschenko Szewczenko Šaŭčenka",
    "Ковальчук Kovalchuk Kowalczuk Кавальчук Kavalchuk",
    "Ковалёв Ковалев Ковалева Ковальов Кавалёў Kavaliou Kovalyov",
    "Олейник Олійник Oliinyk",
    "Козловский Козловская Козловський Kozlovsky Kozlovskaya",
]


@pytest.mark.parametrize("spellings", ONE_SURNAME)
def test_one_surname_has_one_share_in_every_spelling(spellings: str) -> None:
    shares = {family_share(word) for word in spellings.split()}
    assert len(shares) == 1
    assert shares != {family_share("Горинов")}


def test_common_surnames_are_commoner_than_rare_ones() -> None:
    order = ["Иванов", "Петров", "Шевченко", "Воронин", "Вербицкий", "Горинов"]
    assert sorted(order, key=family_share, reverse=True) == order


def test_shares_have_the_size_of_what_is_known() -> None:
    """Kemerovo counted 20,000 Ивановых among 2.7 million, 7,400 in a million."""
    assert 0.005 < family_share("Иванов") < 0.015
    assert 0.0005 < family_share("Мельник") < 0.002


def test_estimates_replace_counts_that_are_too_low() -> None:
    table = name_resource("family_frequencies")
    assert table["ru"]["Магомедов"] < table["ru_instead"]["Магомедов"]
    assert family_share("Магомедов") > 0.0005


def test_a_surname_outside_the_table_has_the_least_share() -> None:
    unlisted = name_resource("family_frequencies")["unlisted"] / 1_000_000
    assert family_share("Ахтырнопольский") == unlisted
    listed = name_resource("family_frequencies")["ru"]
    assert min(map(family_share, listed)) >= unlisted


def test_the_rarer_word_of_a_double_surname_counts() -> None:
    assert family_share("Иванов-Вербицкий") == family_share("Вербицкий")
    assert family_share("де Иванов") == family_share("Иванов")
    assert family_share("Ким") > family_share("Кум")


def test_given_names_have_one_share_in_every_form() -> None:
    forms = ["aleksandr", "Александр", "Олександр", "Аляксандр", "Aliaksandr", "Alexander"]
    assert {given_share(form) for form in forms} == {given_share("aleksandr")}
    assert given_share("aleksandr") > given_share("aleksandra") > given_share("Феофан")


def test_a_short_form_has_the_share_of_all_it_can_stand_for() -> None:
    assert given_share("Слава", "male") == pytest.approx(
        sum(
            given_share(item.name)
            for item in given_names()
            if item.gender == "male" and "Слава" in item.short
        )
    )
    assert given_share("Саша", "female") == given_share("aleksandra")
    assert given_share("Саша") == given_share("Саша", "male")


def test_an_initial_has_the_share_of_all_it_can_begin() -> None:
    assert given_share("А.") > 2 * given_share("aleksandr")
    assert given_share("Ю.") < given_share("А.")
    assert given_share("А. П.") == min(given_share("А."), given_share("П."))


def test_a_name_outside_the_tables_is_rare() -> None:
    assert given_share("Горислав") == given_share("gorislav") < given_share("Феофан")
    assert given_share("Феофан", "female") == given_share("Горислав")


def test_what_is_missing_tells_nothing() -> None:
    assert family_share("") == given_share("") == given_share(" - ") == 1.0


@given(st.text(max_size=30))
def test_every_share_is_a_share(text: str) -> None:
    assert 0 < family_share(text) <= 1
    assert 0 < given_share(text) <= 1


def test_the_tables_are_long_enough_and_shares_do_not_exceed_everyone() -> None:
    table = name_resource("family_frequencies")
    assert sum(len(table[country]) for country in table["populations"]) >= 2000
    assert all(sum(table[country].values()) < 1_000_000 for country in table["populations"])
    givens = name_resource("given_frequencies")
    genders = {item.name: item.gender for item in given_names()}
    for gender in ("male", "female"):
        assert sum(givens[gender].values()) < 1_000_000
        assert {genders[name] for name in givens[gender]} == {gender}


def test_the_tables_list_the_commonest_first_and_no_surname_twice() -> None:
    table = name_resource("family_frequencies")
    for country in table["populations"]:
        counts = list(table[country].values())
        assert counts == sorted(counts, reverse=True)
    for spellings in table["same"]:
        assert len({word_forms(word).plain for word in spellings}) == len(spellings), spellings
