# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where a quotation ends: nested, mixed and forgotten marks."""

from __future__ import annotations

import pytest

from amparo.texts.wording.quotations import CLOSE, OPEN, direction, half_quotation, quotations
from amparo.texts.wording.reading import read_wording


def ended(rest: str) -> bool:
    """Say whether nothing but a full stop or a command stands there."""
    return rest.strip(" .,\n") == "" or rest.startswith((" with", ", and"))


def found(wording: str, opening: int = 0) -> list[str]:
    """Give the words of the quotation that a mark opens, of each where it is not sure."""
    ends = quotations(wording, opening, lambda at: ended(wording[at:]))
    return [wording[slice(*one.inner)] for one in ends]


@pytest.mark.parametrize(
    ("wording", "inner"),
    [
        ('"plain".', "plain"),
        ('"the "law" on camps".', 'the "law" on camps'),
        ('"on "camps"".', 'on "camps"'),
        ('""camps" and "cells"".', '"camps" and "cells"'),
        ('", and cells".', ", and cells"),
        ('"; and" with ";"', "; and"),
        ("“the “law” on camps”", "the “law” on camps"),
        ('“the "law" on camps”', 'the "law" on camps'),
        ("„camps“ with", "camps"),
        ('“camps"', "camps"),
        ("« les « camps » »", " les « camps » "),
        ("«\u00a0les “camps”\u00a0».", "\u00a0les “camps”\u00a0"),
        ("‘the authorities’ camps’ with", "the authorities’ camps"),
        ('"all "camps", all "cells"", and "more"', 'all "camps", all "cells"'),
        ('" all " with', " all "),
        ('"of (so-called) "camps")"', 'of (so-called) "camps")'),
    ],
)
def test_a_quotation_ends_where_its_marks_do(wording: str, inner: str) -> None:
    assert found(wording) == [inner]


def test_a_mark_forgotten_inside_leaves_several_ends() -> None:
    assert len(found('"the "law on camps".')) > 1


def test_without_a_closing_mark_it_runs_to_the_end_of_its_block() -> None:
    assert found('"all of them.') == ["all of them."]
    assert found('"all\nof them\n.') == ["all\nof them"]
    (only,) = quotations('"all', 0, lambda _at: False)
    assert not only.closed


def test_an_opening_mark_may_be_forgotten() -> None:
    wording = 'text: all of them".'
    half = half_quotation(wording, 6, lambda at: ended(wording[at:]))
    assert half is not None
    assert wording[slice(*half.inner)] == "all of them"
    assert half_quotation("text: all", 6, lambda _at: True) is None


@pytest.mark.parametrize(
    ("wording", "at", "way"),
    [
        ('a "b', 2, OPEN),
        ('a" b', 1, CLOSE),
        ('("b', 1, OPEN),
        ('b").', 1, CLOSE),
        ("a “b", 2, OPEN),
        ("a” b", 1, CLOSE),
        ("a“ b", 1, CLOSE),
        ("a ”b", 2, OPEN),
        ("a « b", 2, OPEN),
        ("a » b", 2, CLOSE),
    ],
)
def test_a_mark_opens_or_closes_by_what_stands_beside_it(wording: str, at: int, way: int) -> None:
    assert direction(wording, at) == way


@pytest.mark.parametrize(
    ("wording", "text"),
    [
        ('At the end of paragraph 5, add the words: "and\ncells', "and\ncells"),
        (
            'At the end of paragraph 5, add the words: "and cells"\n(If adopted, 9 falls.)',
            "and cells",
        ),
        ("At the end of paragraph 5, add the following words: and cells", "and cells"),
        ('At the end of paragraph 5, add the following words: and cells".', "and cells"),
        ("At the end of paragraph 5, add the words ''and cells''.", "and cells"),
        ('At the end of paragraph 5, add the following words: of "cells" too', 'of "cells" too'),
        (
            'At the end of paragraph 5, add the following words: the "law" of A\n(A note.)',
            'the "law" of A',
        ),
        ("À la fin du paragraphe 5, ajouter les mots « et “cellules” ».", "et “cellules”"),
        ("À la fin du paragraphe 5, ajouter les mots suivants: et cellules", "et cellules"),
    ],
)
def test_marks_that_are_wrong_in_a_wording(wording: str, text: str) -> None:
    reading = read_wording(wording)
    assert not reading.not_read
    assert [item.text for item in reading.operations] == [text]


@pytest.mark.parametrize(
    "wording",
    [
        'At the end of paragraph 5, add the words: "of all\nand kindly delete the last sentence.',
        'After paragraph 5, insert the following paragraphs: not\n"One."\n"Two."',
        'At the end of paragraph 5, add the following words: not "all of them".',
        'At the end of paragraph 5, add the following words: and "cells"',
        'In paragraph 5, delete the words "all and insert the words "some".',
        'In paragraph 5, replace the words "all with the following words: "some".',
        'After paragraph 5, insert the following paragraph: "The so-called "law on camps".',
        "In paragraph 5, delete the words: all and insert the following words: some",
        'In paragraph 5, add the following words at the end: all" and "some',
        'At the end of paragraph 5, add the following words: all" and "some',
        'At the end of paragraph 5, add the words and "cells"',
        'At the end of paragraph 5, add the following words: all, and delete the words "x"',
    ],
)
def test_what_marks_leave_unsure_is_not_read(wording: str) -> None:
    assert read_wording(wording).not_read
