# SPDX-License-Identifier: AGPL-3.0-or-later
"""The table of given names: what must meet, what must stay apart, and the table's own order."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations

import pytest

from amparo.core.languages import Script, script_of
from amparo.names.evidence import name_resource
from amparo.names.folding import search_key
from amparo.names.given import full_names, given_names, group, patronymic_of, short_names

ONE_NAME = {
    "sergei": "Сергей Сергій Сяргей Sergej Sergey Sergueï Siarhei Serhii Siarhiej Sergiusz",
    "vladimir": "Владимир Володимир Уладзімір Wladimir Włodzimierz Uladzimir Volodymyr",
    "yuri": "Юрий Юрій Юры Yuri Yury Iouri Juri Jerzy Joeri",
    "nikita": "Никита Микита Нікіта Мікіта Mykyta Nikita",
    "nikolai": "Николай Микола Мікалай Mikołaj Mikalai Nicholas Nikolaj",
    "evgeni": "Евгений Євген Яўген Eugene Jewgenij Evgueni Yauhen Yevhen",
    "grigori": "Григорий Григорій Рыгор Grzegorz Hryhorii Ryhor",
    "mikhail": "Михаил Михайло Міхась Michał Michael Mykhailo",
    "elena": "Елена Олена Алена Hélène Yelena Olena",
    "ekaterina": "Екатерина Катерина Кацярына Katarzyna Kateryna Katsiaryna Jekaterina",
    "natalia": "Наталья Наталия Наталка Наталля Nathalie Natallia",
    "sofia": "София Софья Соф’я Sophie Zofia",
    "daniil": "Даниил Данил Данило Данііл Danylo Daniel",
    "magomed": "Магомед Мухаммед Mohammed Magomed",
    "dzhamal": "Джамал Жамал Jamal Dzhamal",
}
APART = [
    ("Александр", "Александра"),
    ("Валентин", "Валентина"),
    ("Евгений", "Евгения"),
    ("Юрий", "Георгий"),
    ("Георгий", "Егор"),
    ("Артём", "Артемий"),
    ("Арсен", "Арсений"),
    ("Марина", "Мария"),
    ("Ирина", "Арина"),
    ("Владимир", "Владислав"),
    ("Ростислав", "Святослав"),
    ("Мирослав", "Ярослав"),
    ("Ульяна", "Юлиана"),
    ("Аслан", "Руслан"),
    ("Ильдар", "Эльдар"),
    ("Ринат", "Рашид"),
    ("Олесь", "Олег"),
]
FATHERS = {
    "Миколайович": "nikolai",
    "Николаевич": "nikolai",
    "Мікалаевіч": "nikolai",
    "Михайлович": "mikhail",
    "Михайлівна": "mikhail",
    "Ігорович": "igor",
    "Игоревна": "igor",
    "Григорович": "grigori",
    "Григорьевна": "grigori",
    "Кузьмич": "kuzma",
    "Лукич": "luka",
    "Ильич": "ilya",
    "Ілліч": "ilya",
    "Якович": "yakov",
    "Яковлевна": "yakov",
    "Львович": "lev",
    "Павлович": "pavel",
    "Уладзіміравіч": "vladimir",
    "Шамильевич": "shamil",
    "Мусаевич": "musa",
}


@pytest.mark.parametrize(("name", "forms"), ONE_NAME.items())
def test_forms_of_one_name_meet(name: str, forms: str) -> None:
    assert {form: full_names(form) for form in forms.split()} == {
        form: frozenset({name}) for form in forms.split()
    }


@pytest.mark.parametrize(("one", "other"), APART)
def test_distinct_names_stay_apart(one: str, other: str) -> None:
    assert not full_names(one) & full_names(other)


@pytest.mark.parametrize(("patronymic", "father"), FATHERS.items())
def test_patronymics_give_the_father(patronymic: str, father: str) -> None:
    read = patronymic_of(patronymic)
    assert read is not None
    assert read.father == father


def test_a_form_shared_by_two_names_is_full_in_one_and_short_in_the_other() -> None:
    assert full_names("Jerzy") == {"yuri"}
    assert "georgi" in short_names("Jerzy")
    assert full_names("Арсень") == {"arsen"}
    assert "arseni" in short_names("Арсень")


def test_no_form_is_full_in_two_groups() -> None:
    owners = defaultdict(set)
    for item in given_names():
        for form in item.full:
            owners[search_key(form)].add(item.name)
    assert {key: names for key, names in owners.items() if len(names) > 1} == {}


def test_the_table_is_long_enough_and_every_name_has_one_row() -> None:
    names = [item.name for item in given_names()]
    assert len(names) == len(set(names))
    assert sum(item.gender == "male" for item in given_names()) >= 300
    assert sum(item.gender == "female" for item in given_names()) >= 200


def test_no_form_is_written_twice_in_a_row() -> None:
    for item in given_names():
        shorts = {search_key(form) for form in item.short}
        assert not shorts & item.keys, item.name


def test_short_forms_lead_to_every_name_they_stand_for() -> None:
    assert short_names("Саша") >= {"aleksandr", "aleksandra"}
    assert short_names("Женя") >= {"evgeni", "evgenia"}
    assert short_names("Тёма") >= {"artem", "artemi"}


FOREIGN = {"ru": "іїєґў’", "uk": "ыэёъў", "be": "ищъїєґ"}


def test_forms_are_written_in_the_letters_of_their_language() -> None:
    found = [
        (row["name"], language, form)
        for row in name_resource("given_names")["groups"]
        for language, foreign in FOREIGN.items()
        for form in row[language]
        if set(form.casefold()) & set(foreign) or script_of(form) is not Script.CYRILLIC
    ]
    assert found == []
    assert all(
        script_of(form) is Script.LATIN
        for row in name_resource("given_names")["groups"]
        for form in row["latin"]
    )


def test_no_initial_begins_both_a_and_v() -> None:
    """Initials А. and В. of one surname are two people in every language of the table."""
    for one, other in combinations("av", 2):
        both = [
            item.name for item in given_names() if {one, other} <= {key[0] for key in item.keys}
        ]
        assert both == []


def test_every_group_is_found_by_its_own_name() -> None:
    assert all(group(item.name) is item for item in given_names())
