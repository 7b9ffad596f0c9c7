# SPDX-License-Identifier: AGPL-3.0-or-later
"""A Latin word is read in every tradition of writing Russian, Ukrainian and Belarusian names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.names.romanisations import sound_keys


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("Михайлов", "Mikhailov Michajlow Mikhaïlov Michailow Michajlov"),
        ("Жуков", "Zhukov Joukov Żukow Žukov Schukow Zhoekov"),
        ("Хрущёв", "Khrushchev Chruszczow Khrouchtchev Chruschtschow Chroesjtsjov"),
        ("Чайковский", "Chaikovskii Tchaïkovski Czajkowski Tschaikowski Tsjaikovski Čajkovskij"),
        ("Шеляженко", "Sheliazhenko Szelażenko Cheliajenko Šeljaženko"),
        ("Вишневский", "Vishnevsky Wiszniewski Wischnewski Visjnevski"),
        ("Гончар", "Gonchar Honchar Gontschar Gontchar"),
        ("Юшин", "Yushin Iouchine Juszyn Juschin Joesjin"),
        ("Ціханоўскі", "Tsikhanouski Cichanouski"),
    ],
)
def test_every_tradition_is_read(cyrillic: str, latin: str) -> None:
    keys = set(sound_keys(cyrillic))
    unread = [word for word in latin.split() if not keys & set(sound_keys(word))]
    assert unread == []


def test_a_latin_h_is_both_sounds_and_a_cyrillic_letter_one() -> None:
    assert set(sound_keys("Holodov")) >= {"golodov", "Xolodov"}
    assert sound_keys("Холодов") == ("Xolodov",)


def test_belarusian_soft_consonants_are_those_of_russian_too() -> None:
    assert set(sound_keys("Дзіма")) & set(sound_keys("Дима"))
    assert set(sound_keys("Ціхан")) & set(sound_keys("Тихан"))


def test_the_plainest_reading_comes_first_and_none_twice() -> None:
    for word in ("Gorinov", "Michajlow", "Chruszczow"):
        keys = sound_keys(word)
        assert len(set(keys)) == len(keys)
    assert sound_keys("Gorinov")[0] == "gorinov"


def test_what_has_no_letters_has_no_sounds() -> None:
    assert sound_keys("") == sound_keys("'") == ()


@given(st.text("abcdefghijklmnopqrstuvwxyzäöüßšžčćłżźśńéèïëŭ'-", max_size=16))
def test_any_latin_word_is_read_in_few_ways(word: str) -> None:
    keys = sound_keys(word)
    assert len(keys) <= 20
    assert not any("H" in key for key in keys)
