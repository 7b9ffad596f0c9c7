# SPDX-License-Identifier: AGPL-3.0-or-later
"""Words in which people write dates, by language: the one table behind `date_reading`.

Each entry is a space-separated list of the forms in which a word stands in dates (nominative,
genitive, locative, abbreviations without their point), in lower case. No form means two
different things in two languages; a test keeps it so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MONTHS: Mapping[str, tuple[str, ...]] = {
    "en": (
        "january jan",
        "february feb",
        "march mar",
        "april apr",
        "may",
        "june jun",
        "july jul",
        "august aug",
        "september sept sep",
        "october oct",
        "november nov",
        "december dec",
    ),
    "fr": (
        "janvier janv",
        "février fevrier févr",
        "mars",
        "avril avr",
        "mai",
        "juin",
        "juillet juil",
        "août aout",
        "septembre sept",
        "octobre oct",
        "novembre nov",
        "décembre decembre déc",
    ),
    "ru": (
        "январь января январе янв",
        "февраль февраля феврале фев февр",
        "март марта марте мар",
        "апрель апреля апреле апр",
        "май мая мае",
        "июнь июня июне июн",
        "июль июля июле июл",
        "август августа августе авг",
        "сентябрь сентября сентябре сент сен",
        "октябрь октября октябре окт",
        "ноябрь ноября ноябре нояб ноя",
        "декабрь декабря декабре дек",
    ),
    "uk": (
        "січень січня січні січ",
        "лютий лютого лютому лют",
        "березень березня березні бер",
        "квітень квітня квітні квіт",
        "травень травня травні трав",
        "червень червня червні черв",
        "липень липня липні лип",
        "серпень серпня серпні серп",
        "вересень вересня вересні вер",
        "жовтень жовтня жовтні жовт",
        "листопад листопада листопаді лист",
        "грудень грудня грудні груд",
    ),
    "be": (
        "студзень студзеня студзені",
        "люты лютага лютым",
        "сакавік сакавіка сакавіку",
        "красавік красавіка красавіку",
        "травень траўня траўні май мая маі",
        "чэрвень чэрвеня чэрвені",
        "ліпень ліпеня ліпені",
        "жнівень жніўня жніўні",
        "верасень верасня верасні",
        "кастрычнік кастрычніка кастрычніку",
        "лістапад лістапада лістападзе",
        "снежань снежня снежні",
    ),
}

# In the order of EDTF's numbers: 21 spring, 22 summer, 23 autumn, 24 winter.
SEASONS: Mapping[str, tuple[str, ...]] = {
    "en": ("spring", "summer", "autumn fall", "winter"),
    "fr": ("printemps", "été", "automne", "hiver"),
    "ru": ("весна весны весной весну", "лето лета летом", "осень осени осенью", "зима зимы зимой"),
    "uk": ("весна весни навесні", "літо літа влітку", "осінь осені восени", "зима зими взимку"),
    "be": ("вясна вясны вясной", "лета летам", "восень восені восенню", "зіма зімы зімой"),
}

# "about": the source is not sure how near it is.
APPROXIMATE: Mapping[str, str] = {
    "en": "about around circa ca c approx approximately",
    "fr": "vers env environ",
    "ru": "около ок прибл приблизительно примерно",
    "uk": "близько бл приблизно орієнтовно",
    "be": "каля прыблізна",
}

# "perhaps": the source is not sure that it is so.
DOUBTFUL: Mapping[str, str] = {
    "en": "possibly probably presumably perhaps",
    "fr": "probablement possiblement",
    "ru": "возможно вероятно предположительно",
    "uk": "можливо ймовірно імовірно",
    "be": "магчыма",
}

# "early", "end of": where in the month, season or year; what is certain is the whole of it.
PART_OF: Mapping[str, str] = {
    "en": "early late mid middle beginning start end",
    "fr": "début mi milieu fin",
    "ru": "начало начале начала середина середине середины конец конце конца",
    "uk": "початок початку середина середині середини кінець кінці кінця наприкінці",
    "be": "пачатак пачатку сярэдзіна сярэдзіне канец канцы",
}

# After a year: "year", "year of birth" and their abbreviations.
YEAR_SUFFIX: Mapping[str, str] = {
    "ru": "г гг год года году р рождения",
    "uk": "р рр рік року році н нар народження",
    "be": "г год года годзе н нар",
}

BETWEEN: Mapping[str, str] = {
    "en": "between",
    "fr": "entre",
    "ru": "между",
    "uk": "між",
    "be": "паміж",
}
AND: Mapping[str, str] = {"en": "and", "fr": "et", "ru": "и", "uk": "і та й", "be": "і"}

# Small words that say nothing of the date.
FILLER: Mapping[str, str] = {
    "en": "the of in on",
    "fr": "le l au à en de",
    "ru": "в во",
    "uk": "у в",
    "be": "у ў",
}

# A beginning, an end or a limit: two dates or an open one, never one day.
LIMIT: Mapping[str, str] = {
    "en": "from to till until since before after by",
    "fr": "du jusqu depuis avant après dès",
    "ru": "с со по до после перед от",
    "uk": "з із до після перед від",
    "be": "з са па да пасля перад ад",
}


def marks() -> Iterator[tuple[str, str, str]]:
    """Give (language, word, mark) for the whole table.

    Marks: M01..M12, S21..S24, `~` approximate, `?` doubtful, P part of, Y after a year,
    B between, & and, an empty one for a filler, and L for a limit.
    """
    for table, names in ((MONTHS, [f"M{n:02}" for n in range(1, 13)]), (SEASONS, _SEASON_MARKS)):
        for language, entries in table.items():
            for mark, forms in zip(names, entries, strict=True):
                yield from ((language, word, mark) for word in forms.split())
    for words, mark in _PLAIN:
        for language, forms in words.items():
            yield from ((language, word, mark) for word in forms.split())


_SEASON_MARKS = ["S21", "S22", "S23", "S24"]
_PLAIN = (
    (APPROXIMATE, "~"),
    (DOUBTFUL, "?"),
    (PART_OF, "P"),
    (YEAR_SUFFIX, "Y"),
    (BETWEEN, "B"),
    (AND, "&"),
    (FILLER, ""),
    (LIMIT, "L"),
)
