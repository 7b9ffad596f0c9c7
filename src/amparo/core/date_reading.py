# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads dates as people write them, in English, French, Russian, Ukrainian and Belarusian.

What is read is what is written: never a day where a month stands, never a century that is not
there. Everything else is refused, with what was not understood and what would be.

Decisions, each on the side of "missing is better than wrong":

- 05.06.2022 is 5 June: with points the day comes first. 05/06/2022 and 05-06-2022 are refused
  unless a form is declared, and so is 13/06/2022, although it has one reading: a column of
  which only some rows can be read is a column whose form must be declared once.
- 2022-23 is refused: EDTF's autumn 2022, or the years 2022 and 2023. Declare EDTF to read it.
- "early December 2024" is December 2024: the month is certain, "early" has no bounds.
- "15-20 May 2023" and "between 15 and 20 May 2023" are one day of these. "From 15 to 20 May" and
  "before May 2022" are a beginning, an end or a limit, and refused.
- The winter of one year may be the one that began or the one that ended in it (see `dates`).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from amparo.core.date_words import marks
from amparo.core.dates import DateError, PartialDate
from amparo.core.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from amparo.core.messages import Message

EDTF_FORM, WORDS_FORM = "EDTF", "WORDS"

_WORDS: dict[str, str] = {}
_LANGUAGES: dict[str, set[str]] = {}
for _language, _word, _mark in marks():
    _WORDS[_word] = _mark
    _LANGUAGES.setdefault(_word, set()).add(_language)

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_DOUBT = re.compile(r"\s*(?:\(\s*\?\s*\)|\?)$")
_ORDINAL = re.compile(r"\b([0-9]{1,2})(?:-?(?:го|ого|е|er)|st|nd|rd|th)\b")
_TOKEN = re.compile(
    r"\s*(?:(?P<number>[0-9]+(?:\.\s?[0-9]+)*)\.?|(?P<word>[^\W\d_]+)\.?|(?P<sign>[-/,~≈]))\s*"
)
_MACHINE = re.compile(r"[12][0-9]{3}(?:-[0-9]{2}(?:-[0-9]{2})?)?[?~%]?|\[[^\]]*\][?~%]?")
_SEASON_OR_YEARS = re.compile(r"[0-9]{2}(?P<year>[0-9]{2})-(?P<number>2[1-4])[?~%]?")
_WINTER = re.compile(r"S24 (?P<first>[12]\d{3})[-/](?P<last>[12]\d{3})")

_D, _M, _Y = r"(?P<d>\d{1,2})", r"M(?P<m>\d\d)", r"(?P<y>[12]\d{3})"
_POINTS = [
    re.compile(form)
    for form in (
        rf"{_D} {_M},? {_Y}",
        rf"{_M} {_D},? {_Y}",
        rf"{_D}\.(?P<m>\d{{1,2}})\.{_Y}",
        rf"(?:P )?{_M},? {_Y}",
        rf"(?P<m>\d{{1,2}})\.{_Y}",
        rf"(?:P )?S(?P<s>\d\d),? {_Y}",
        rf"(?:P )?{_Y}",
    )
]
# What may stand at one end of a span, the rest being said at the other end.
_ENDS = [
    re.compile(form)
    for form in (_D, rf"{_D} {_M}", rf"{_M} {_D}", _M, rf"{_D},? {_Y}", rf"{_D}\.(?P<m>\d{{1,2}})")
]
_FORM_TOKENS = {
    "YYYY": _Y,
    "MONTH": _M,
    "SEASON": r"S(?P<s>\d\d)",
    "MM": r"(?P<m>\d{1,2})",
    "DD": _D,
    "M": r"(?P<m>\d{1,2})",
    "D": _D,
}
_FORM = re.compile(r"YYYY|MONTH|SEASON|MM|DD|M|D|[ ./,-]")


class UnreadableDateError(DateError):
    """A text that is no date, or not surely one: what is wrong, and what would be read."""

    def __init__(self, problem: Message, advice: Message) -> None:
        super().__init__(problem, advice)
        self.problem = problem
        self.advice = advice

    def __str__(self) -> str:
        """Say both in English."""
        return f"{self.problem} {self.advice}"


class _Refused(Exception):  # noqa: N818 - an answer inside this module, not an error
    def __init__(self, problem: Message) -> None:
        super().__init__(problem)
        self.problem = problem


def read_date(
    text: str, *, language: str | None = None, formats: Sequence[str] = ()
) -> PartialDate:
    """Read a date as it is written, keeping the text and the language in which it was read.

    `language` is the declared one; words of the other languages are understood too, since no
    word means two dates, and the result then carries the language of the word. `formats` are
    the declared forms, made of YYYY, MM, M, DD, D, MONTH and SEASON (words) with points,
    slashes, dashes, commas and spaces ("DD.MM.YYYY", "D MONTH YYYY"), or WORDS (everything that
    is read with the name of a month or season) or EDTF. Where forms are declared nothing else
    is read. Marks ("c.", "?") and words after the year ("г. р.") may stand with each form.

    >>> read_date("около марта 2022 г.").to_edtf()
    '2022-03~'

    Raises:
        UnreadableDateError: (a DateError) not a date, or not surely one; or a declared form that
            is none.
    """
    declared = tuple(formats)
    forms = [_form_pattern(form) for form in declared if form not in {EDTF_FORM, WORDS_FORM}]
    try:
        body, words = _read(_cleaned(text), declared, forms)
        return _real(body, written=text, language=_language_of(words, language))
    except _Refused as refused:
        raise UnreadableDateError(refused.problem, _advice(declared)) from None


def check_form(form: str) -> None:
    """Say whether a declared form can be used.

    Raises:
        UnreadableDateError: an unknown part, no year of four digits, or a day without month.
    """
    if form not in {EDTF_FORM, WORDS_FORM}:
        _form_pattern(form)


def _real(edtf: str, *, written: str = "", language: str = "") -> PartialDate:
    try:
        return PartialDate.from_edtf(edtf, written=written, language=language)
    except DateError:
        raise _Refused(say("There is no such date as {edtf}.", edtf=edtf)) from None


def _cleaned(text: str) -> str:
    plain = unicodedata.normalize("NFC", text).translate(_DASHES)
    return " ".join(plain.split()).casefold()


def _read(clean: str, declared: tuple[str, ...], forms: list[re.Pattern[str]]) -> _Found:
    """Give the EDTF form and the words that were used."""
    if not clean:
        raise _Refused(say("There is no date in an empty text."))
    if (not declared or EDTF_FORM in declared) and _MACHINE.fullmatch(clean):
        if not declared:
            _refuse_season_or_years(clean)
        return clean, []
    if not declared:
        _refuse_unclear_order(clean)
    marked = _marked(clean)
    if not declared or (WORDS_FORM in declared and re.search(r"[MS]\d\d", marked.body)):
        return _free(marked.body, clean) + marked.mark, marked.words
    readings = _declared_readings(marked.body, forms)
    if len(readings) > 1:
        both = ", ".join(sorted(readings))
        raise _Refused(say("“{text}” can be read as {readings}.", text=clean, readings=both))
    if not readings:
        raise _Refused(say("“{text}” is in none of the declared forms.", text=clean))
    return readings.pop() + marked.mark, marked.words


_Found = tuple[str, list[str]]


@dataclass(frozen=True, slots=True)
class _Marked:
    """A date's text with its words turned into marks, and what stood about it."""

    body: str
    mark: str
    words: list[str]


def _marked(clean: str) -> _Marked:
    body = _DOUBT.sub("", clean)
    doubtful = body != clean
    parts, words = [], []
    for kind, token in _tokens(_ORDINAL.sub(r"\1", re.sub(r"\b(l|jusqu)['’ʼ]", r"\1 ", body))):
        mark = token
        if kind == "word":
            mark = _word_mark(token)
            words.append(token)
        if mark:
            parts.append(mark)
    approximate = False
    while parts and parts[0] in {"~", "≈", "?", ","}:
        first = parts.pop(0)
        approximate |= first in {"~", "≈"}
        doubtful |= first == "?"
    joined = re.sub(r" ?([-/]) ?", r"\1", " ".join(parts)).replace(" ,", ",")
    joined = re.sub(r"(?<=\d{4})(?: Y)+", "", joined.replace("P-", "P ")).rstrip(",")
    mark = {(0, 0): "", (1, 0): "~", (0, 1): "?", (1, 1): "%"}[int(approximate), int(doubtful)]
    return _Marked(joined, mark, words)


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    place = 0
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None:
            raise _Refused(say("The sign “{sign}” is not read in a date.", sign=text[place]))
        kind = str(match.lastgroup)
        yield kind, re.sub(r"\s", "", match[kind])
        place = match.end()


def _word_mark(word: str) -> str:
    mark = _WORDS.get(word)
    if mark is None:
        raise _Refused(say("The word “{word}” is not read in a date.", word=word))
    if mark == "L":
        raise _Refused(
            say("“{word}” tells a beginning, an end or a limit, not one day.", word=word)
        )
    return mark


def _free(body: str, clean: str) -> str:
    for form in _POINTS:
        if match := form.fullmatch(body):
            return _edtf(_parts(match))
    if winter := _WINTER.fullmatch(body):
        first, last = int(winter["first"]), int(winter["last"])
        if last == first + 1:
            return f"[{first}-12-01..{last}-03-21]"
    between = re.fullmatch(r"B (.+) & (.+)", body)
    ends = list(between.groups()) if between else body.split("-")
    if len(ends) == 2 and (span := _span(*ends)):  # noqa: PLR2004 - two ends
        return span
    if not re.search(r"\d{4}", body):
        raise _Refused(say("“{text}” has no year of four digits.", text=clean))
    raise _Refused(say("“{text}” is in no form that is read.", text=clean))


def _declared_readings(body: str, forms: list[re.Pattern[str]]) -> set[str]:
    """Give all dates that the declared forms read in it, as EDTF.

    A form that fits but gives no real day counts only if no other form gives one.
    """
    readings, impossible = set(), None
    for form in forms:
        if match := form.fullmatch(body):
            try:
                reading = _edtf(_parts(match))
                _real(reading)
            except _Refused as fault:
                impossible = fault
            else:
                readings.add(reading)
    if impossible and not readings:
        raise impossible
    return readings


_Parts = dict[str, int]


def _parts(match: re.Match[str]) -> _Parts:
    return {name: int(value) for name, value in match.groupdict().items() if value is not None}


def _edtf(parts: _Parts) -> str:
    middle = parts.get("m", parts.get("s"))
    body = f"{parts['y']:04}" + (f"-{middle:02}" if middle is not None else "")
    if "m" in parts and not 1 <= parts["m"] <= 12:  # noqa: PLR2004 - months of the year
        raise _Refused(say("There is no month {number}.", number=parts["m"]))
    return body + (f"-{parts['d']:02}" if "d" in parts else "")


def _span(first: str, last: str) -> str | None:
    """Give the EDTF span between two ends of equal precision, each lent what it leaves out."""
    start, end = _end(first), _end(last)
    if not start or not end or "y" not in end or "s" in start or "s" in end:
        return None
    if ("d" in start, "d" in end) not in {(True, True), (False, False)}:
        return None
    if "d" not in start and ("m" in start) != ("m" in end):
        return None
    start = {**{k: v for k, v in end.items() if k != "d"}, **start}
    end = {**({"m": start["m"]} if "m" in start else {}), **end}
    if "d" in start and "m" not in start:
        return None
    one, two = (_real(_edtf(parts)) for parts in (start, end))
    if one.latest >= two.latest:
        raise _Refused(
            say("The span ends before it begins; write the year at both ends if it spans two.")
        )
    return f"[{one.earliest.isoformat()}..{two.latest.isoformat()}]"


def _end(text: str) -> _Parts | None:
    for form in (*_POINTS, *_ENDS):
        if not text.startswith("P") and (match := form.fullmatch(text)):
            return _parts(match)
    return None


def _refuse_season_or_years(clean: str) -> None:
    match = _SEASON_OR_YEARS.fullmatch(clean)
    if match and int(match["number"]) > int(match["year"]):
        raise _Refused(say("“{text}” can be a season or a span of years.", text=clean))


def _refuse_unclear_order(clean: str) -> None:
    if re.search(r"(?<!\d)\d{1,2}(?:/\d|-\d{1,2}-\d)", clean):
        raise _Refused(
            say(
                "“{text}”: the order of day and month is not certain; declare the form.",
                text=clean,
            )
        )


@lru_cache(maxsize=256)
def _form_pattern(form: str) -> re.Pattern[str]:
    parts = _FORM.findall(form)
    names = [part for part in parts if part in _FORM_TOKENS]
    letters = [name.lower()[0] for name in names]
    whole = "".join(parts) == form and len(set(letters)) == len(letters) and "y" in letters
    if not whole or ("d" in letters and "m" not in letters) or {"m", "s"} <= set(letters):
        raise UnreadableDateError(
            say("“{form}” is no form of a date.", form=form),
            say(
                "A form has YYYY once, and of DD, D, MM, M, MONTH and SEASON what stands in the "
                "text; a day needs its month. WORDS and EDTF are forms too."
            ),
        )
    pattern = "".join(_FORM_TOKENS.get(part, re.escape(part)) for part in parts)
    if len(names) == len(parts):  # without separators the digits must be counted
        pattern = pattern.replace(r"\d{1,2}", r"\d{2}")
    return re.compile(pattern)


def _language_of(words: list[str], declared: str | None) -> str:
    telling = [_LANGUAGES[word] for word in words]
    if not telling:
        return declared or ""
    common = set.intersection(*telling)
    if declared in common:
        return str(declared)
    return common.pop() if len(common) == 1 else ""


def _advice(declared: tuple[str, ...]) -> Message:
    if declared:
        return say("Declared are the forms {forms}.", forms=", ".join(declared))
    return say(
        "Read are 1980, 2022-03, 2022-06-05, 05.06.2022, 03.2022, 5 June 2022, March 2022, "
        "autumn 2022, 15-20 May 2023, each also with “c.” before or “?” after it."
    )
