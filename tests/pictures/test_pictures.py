# SPDX-License-Identifier: AGPL-3.0-or-later
"""All pictures: complete in themselves, readable in both palettes, the same each time."""

import re
from collections.abc import Callable
from itertools import combinations
from xml.etree import ElementTree as ET

import altair as alt
import pytest

from amparo.core.cases import Known, Person, Prosecution, Sentence, Stated
from amparo.core.dates import PartialDate
from amparo.core.messages import say
from amparo.pictures.figures import Mark, MarkKind, figures_against_claim
from amparo.pictures.offences import recorded_offences
from amparo.pictures.picture import _DARK, Ink, Picture, Size
from amparo.pictures.timeline import cases_over_time

VOTE = PartialDate.from_edtf("2025-06-24")
SVG = "{http://www.w3.org/2000/svg}"


def figures(language: str, size: Size) -> Picture:
    marks = [
        Mark("Watch & Co <A>", MarkKind.PROSECUTED, 2000, 2000, PartialDate.from_edtf("2024-12")),
        Mark("Watch B", MarkKind.DEPRIVED_OF_LIBERTY, 900, None),
    ]
    return figures_against_claim(3000, say("many behind bars"), marks, language, size=size)


def timeline(language: str, size: Size) -> Picture:
    fine = Sentence(
        "s",
        kind=Known((Stated("fine", "note"),)),
        date=Known((Stated(PartialDate.from_edtf("2024-03"), "note"),)),
    )
    name = Known((Stated("Somebody Unreal", "note"),))
    someone = Person("p", names=name, prosecutions=(Prosecution("c", sentences=(fine,)),))
    return cases_over_time([someone], VOTE, language, size=size)


def offences(language: str, size: Size) -> Picture:
    return recorded_offences([(2022, 3000), (2023, 4000)], 5000, language, size=size)


EACH = pytest.mark.parametrize("draw", [figures, timeline, offences])
Draw = Callable[[str, Size], Picture]


def words_of(picture: Picture) -> str:
    root = ET.fromstring(picture.svg)  # noqa: S314 - our own drawing, not somebody's file
    return " ".join(text.text or "" for text in root.iter(f"{SVG}text"))


@EACH
@pytest.mark.parametrize(
    ("language", "size"),
    [("en", Size.WIDE), ("fr", Size.NARROW), ("ru", Size.NARROW), ("uk", Size.WIDE)],
)
def test_a_picture_is_complete_in_itself(draw: Draw, language: str, size: Size) -> None:
    picture = draw(language, size)
    root = ET.fromstring(picture.svg)  # noqa: S314 - our own drawing, not somebody's file
    assert set(re.findall(r"https?:[^\"' <]+", picture.svg)) == {"http://www.w3.org/2000/svg"}
    assert not [item for item in root.iter() if item.tag in {f"{SVG}script", f"{SVG}image"}]
    assert "href" not in picture.svg
    assert "@import" not in picture.svg
    assert [item.tag for item in root[:2]] == [f"{SVG}title", f"{SVG}desc"]
    assert root[1].text == picture.alt.text(language)
    assert root.get("width") == "100%"
    assert float(str(root.get("viewBox")).split()[2]) <= size + 20
    assert len(set(picture.table.head)) == len(picture.table.head)
    assert {len(row) for row in picture.table.rows} == {len(picture.table.head)}


@EACH
def test_the_chart_is_valid_by_the_grammar_of_vega_lite(draw: Draw) -> None:
    spec = draw("en", Size.WIDE).spec
    assert alt.LayerChart.from_dict(spec, validate=True).to_dict()["layer"]


@EACH
def test_the_same_input_gives_the_same_bytes(draw: Draw) -> None:
    first = draw("en", Size.WIDE)
    offences("fr", Size.NARROW)
    timeline("ru", Size.WIDE)
    assert draw("en", Size.WIDE).svg == first.svg


@EACH
def test_a_png_has_the_proportions_of_the_drawing(draw: Draw) -> None:
    picture = draw("en", Size.NARROW)
    png = picture.png(scale=2)
    width, height = (int.from_bytes(png[at : at + 4], "big") for at in (16, 20))
    box = [float(part) for part in re.findall(r'viewBox="0 0 (\d+) (\d+)"', picture.svg)[0]]
    assert png.startswith(b"\x89PNG")
    assert (width, height) == pytest.approx((box[0] * 2, box[1] * 2), abs=2)


def test_pictures_hold_their_labels() -> None:
    assert "Watch & Co <A>, December 2024" in words_of(figures("en", Size.WIDE))
    assert "900 or more: deprived of liberty" in words_of(figures("en", Size.WIDE))
    assert "Somebody Unreal" in words_of(timeline("en", Size.NARROW))
    assert "Sentence: fine · March 2024" in words_of(timeline("en", Size.NARROW))
    drawn = words_of(offences("en", Size.WIDE))
    for label in ["3,000", "4,000", "7,000", "Claimed: more than 5,000", "2022", "2023"]:
        assert label in drawn


def test_numbers_and_dates_are_written_as_the_language_does() -> None:
    # French groups thousands with a narrow no-break space.
    assert "7\u202f000" in words_of(offences("fr", Size.WIDE))
    assert "березень 2024" in words_of(timeline("uk", Size.WIDE))


def luminance(color: str) -> float:
    """Relative luminance by WCAG 2.2."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(
    "ink", [value for name, value in vars(Ink).items() if name.isupper() and name != "GRID"]
)
def test_every_ink_can_be_read_on_both_papers(ink: str) -> None:
    if ink != Ink.PAPER:
        assert contrast(ink, Ink.PAPER) >= 4.5
        assert contrast(_DARK[ink], _DARK[Ink.PAPER]) >= 4.5
    # Words in bars are written in paper on blue.
    assert contrast(Ink.BLUE, Ink.PAPER) >= 4.5


def test_every_colour_drawn_has_a_dark_partner_and_none_stands_for_two() -> None:
    assert all(one != other for one, other in combinations(_DARK, 2))
    for draw in (figures, timeline, offences):
        body = draw("en", Size.WIDE).svg.split("</style>")[1]
        colours = set(re.findall(r'(?:fill|stroke)="(#[^"]+)"', body))
        assert colours <= set(_DARK), f"{draw.__name__} draws in a colour without a partner"
