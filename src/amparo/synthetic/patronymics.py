# SPDX-License-Identifier: AGPL-3.0-or-later
"""A patronymic from the father's given name, in Russian, Ukrainian and Belarusian."""

from __future__ import annotations

_VOWELS = "аеёиоуыэюяіїє"
# Father's name -> both patronymics, where the rules below would not give them.
_EXCEPTIONS: dict[str, dict[str, tuple[str, str]]] = {
    "ru": {
        "Илья": ("Ильич", "Ильинична"),
        "Никита": ("Никитич", "Никитична"),
        "Лука": ("Лукич", "Лукинична"),
        "Фома": ("Фомич", "Фоминична"),
        "Кузьма": ("Кузьмич", "Кузьминична"),
        "Лев": ("Львович", "Львовна"),
        "Павел": ("Павлович", "Павловна"),
        "Пётр": ("Петрович", "Петровна"),
        "Яков": ("Яковлевич", "Яковлевна"),
        "Михаил": ("Михайлович", "Михайловна"),
        "Дмитрий": ("Дмитриевич", "Дмитриевна"),
        "Георгий": ("Георгиевич", "Георгиевна"),
    },
    "uk": {
        "Ілля": ("Ілліч", "Іллівна"),
        "Микита": ("Микитович", "Микитівна"),
        "Лука": ("Лукич", "Луківна"),
        "Хома": ("Хомич", "Хомівна"),
        "Кузьма": ("Кузьмич", "Кузьмівна"),
        "Лев": ("Львович", "Львівна"),
        "Микола": ("Миколайович", "Миколаївна"),
        "Яків": ("Якович", "Яківна"),
        "Григорій": ("Григорович", "Григорівна"),
        "Федір": ("Федорович", "Федорівна"),
    },
    "be": {
        "Ілля": ("Ільіч", "Ільінічна"),
        "Мікіта": ("Мікітавіч", "Мікітаўна"),
        "Якаў": ("Якаўлевіч", "Якаўлеўна"),
        "Леў": ("Львовіч", "Львоўна"),
        "Павел": ("Паўлавіч", "Паўлаўна"),
        "Пётр": ("Пятровіч", "Пятроўна"),
        "Мікалай": ("Мікалаевіч", "Мікалаеўна"),
    },
}


def patronymic(father: str, language: str) -> tuple[str, str]:
    """Give the patronymics of a son and of a daughter.

    Rules of the school grammars; names from elsewhere take the common endings (Магомедович).
    """
    if found := _EXCEPTIONS[language].get(father):
        return found
    match language:
        case "ru":
            return _russian(father)
        case "uk":
            return _ukrainian(father)
        case _:
            return _belarusian(father)


def _russian(father: str) -> tuple[str, str]:
    if father.endswith("ий"):
        stem = father[:-2] + "ье"
    elif father.endswith(("й", "ь")):
        stem = father[:-1] + "е"
    elif father[-1] in _VOWELS:
        stem = father[:-1] + "о"
    else:
        stem = father + "о"
    return stem + "вич", stem + "вна"


def _ukrainian(father: str) -> tuple[str, str]:
    if father.endswith("ій"):
        return father + "ович", father[:-1] + "ївна"
    if father.endswith("й"):
        return father + "ович", father[:-1] + "ївна"
    stem = father[:-1] if father[-1] in _VOWELS else father
    return stem + "ович", stem.removesuffix("ь") + "івна"


def _belarusian(father: str) -> tuple[str, str]:
    if father.endswith(("й", "ь")):
        stem = father.removesuffix("й") + "е"
    elif father.endswith("ў"):
        stem = father[:-1] + "ва"
    else:
        stem = (father[:-1] if father[-1] in _VOWELS else father) + "а"
    return stem + "віч", stem + "ўна"
