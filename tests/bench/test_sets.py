# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

import pytest
from bench.linkage.sets import Initials, Russian, inflected, initials, look_alikes, parts

# SYNTHETIC names.
NAMES = [
    Russian("Соколов", "Андрей", "Петрович"),
    Russian("Соколов", "Антон", "Павлович"),
    Russian("Лебедева", "Анна", "Ивановна"),
    Russian("Мельник", "Алла", "Игоревна"),
    Russian("Лебедев", "Артём", "Ильич"),
]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Иванов, Пётр Ильич", Russian("Иванов", "Пётр", "Ильич")),
        ("Пётр Ильич ИВАНОВ", Russian("Иванов", "Пётр", "Ильич")),
        ("Анна Петровна Римская-Корсакова", Russian("Римская-Корсакова", "Анна", "Петровна")),
        ("Анна Иванова", None),
        ("Анна Петровна Ивановна", None),
        ("Ivanov Petr Ilich", None),
    ],
)
def test_russian_names_are_split_where_the_patronymic_shows_the_order(
    written: str, expected: Russian | None
) -> None:
    assert parts(written) == expected


def test_initials_that_fit_two_names_are_to_be_kept_apart() -> None:
    made = initials(NAMES, Initials("short", count=5, doubled=0))
    clear, torn = made.questions
    names = [row["name"] for row in made.rows]
    assert [
        (names[one], names[other])
        for one, other, same in zip(clear.left, clear.right, clear.same, strict=True)
        if same
    ] == [
        ("Лебедева Анна Ивановна", "А.И. Лебедева"),
        ("Мельник Алла Игоревна", "А. И. Мельник"),
        ("Лебедев Артём Ильич", "Лебедев А. И."),
    ]
    assert {names[number] for number in torn.right} == {"Соколов А. П.", "Соколов А.П."}
    assert not torn.same.any()


def test_a_second_name_that_fits_is_put_together_from_others() -> None:
    made = initials(NAMES, Initials("short", count=3, doubled=9))
    full = [row["name"] for row in made.rows if row["source_list"] == "full"]
    assert full[len(NAMES) :] == ["Лебедева Алла Игоревна"]
    # Now two full names fit each of the three with initials.
    assert not made.questions[0].same.any()


def test_who_stands_on_no_other_list_is_not_sought() -> None:
    made = initials(NAMES, Initials("short", count=5, doubled=0, absent=3))
    names = [row["name"] for row in made.rows]
    clear = made.questions[0]
    assert "Лебедева Анна Ивановна" not in names
    assert "А.И. Лебедева" in names
    assert {names[number] for number in clear.left[clear.same]} == {
        "Мельник Алла Игоревна",
        "Лебедев Артём Ильич",
    }


def test_other_records_stand_between_the_names_and_the_initials() -> None:
    beside = [{"source_list": "x", "lang": "en", "name": "Anna Sokolova"}]
    made = initials(NAMES, Initials("short", count=2, case="dative"), beside)
    assert [row["record_id"] for row in made.rows] == [f"r{n}" for n in range(len(made.rows))]
    assert made.rows[len(NAMES)]["name"] == "Anna Sokolova"
    assert made.rows[-1]["name"] == "Соколову А.П."


def test_declined_names_are_asked_beside_their_own_and_another() -> None:
    made = inflected(NAMES, NAMES, "genitive")
    asked = made.questions[0]
    names = [row["name"] for row in made.rows]
    for one, other, same in zip(asked.left, asked.right, asked.same, strict=True):
        assert (names[one] == names[other]) == same


def test_every_look_alike_is_a_record_of_its_own() -> None:
    for made in look_alikes():
        names = [row["name"] for row in made.rows]
        assert len(set(names)) == len(names), made.title
        assert not made.questions[0].same.any()
        assert len({row["record_id"] for row in made.rows}) == len(names)
