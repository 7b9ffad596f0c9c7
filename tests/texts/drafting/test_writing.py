# SPDX-License-Identifier: AGPL-3.0-or-later
from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.texts.applying.consolidation import consolidate
from amparo.texts.drafting.writing import (
    CannotBeWritten,
    WrittenAmendment,
    note_fault,
    tabled_text,
    write_amendments,
)
from amparo.texts.files.amendment_files import read_amendments
from amparo.texts.operations import Op, Position
from amparo.texts.plain import read_document, write_document
from made_texts import edited, made_document

if TYPE_CHECKING:
    from random import Random

    from amparo.texts.document import Document, Language

DRAFT = """A. Draft resolution
1. The Assembly recalls the law. It regrets the law on words and the law on silence.
2. It calls on member States to:
2.1. free prisoners;
2.2. publish the lists; and
2.3. open the archives.
3. The Assembly resolves to return to the matter.
"""


def written(before: str, after: str, language: Language = "en") -> WrittenAmendment:
    (one,) = write_amendments(read_document(before), read_document(after), language=language)
    return one


def applied(before: Document, amendments: list[WrittenAmendment]) -> str:
    tabled = "\n\n".join(tabled_text(item, number=at) for at, item in enumerate(amendments, 1))
    found = consolidate(before, read_amendments(tabled))
    assert not found.refused
    return write_document(found.document)


@given(rng=st.randoms(use_true_random=False), language=st.sampled_from(["en", "fr"]))
def test_what_is_written_gives_the_edited_text_when_read_and_applied(
    rng: Random, language: Language
) -> None:
    before = made_document(rng, language)
    after = edited(rng, before)

    amendments = write_amendments(before, after, split=rng.random() < 0.5)

    assert applied(before, amendments) == write_document(after)


def test_equal_texts_need_no_amendment() -> None:
    assert write_amendments(read_document(DRAFT), read_document(DRAFT)) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("free prisoners;", "free all prisoners;", "after the word “free”, insert"),
        ("on words and", "on words, on books and", "after the word “words”"),
        (" It regrets the law on words and the law on silence.", "", "delete the second sentence"),
        (
            "law. It",
            "law. It has read it. It",
            "after the first sentence, insert the following sentence",
        ),
        ("regrets the law", "regretted the law", "replace the word “regrets” with"),
        ("on words", "on 3,000 words", "“3,000 words”"),
        ("3. The Assembly resolves to return to the matter.\n", "", "delete paragraph 3"),
        ("open the archives.", "open the archives to all.", "at the end of paragraph 2.3, insert"),
    ],
)
def test_the_shortest_plain_command_is_chosen(old: str, new: str, said: str) -> None:
    assert old in DRAFT

    found = written(DRAFT, DRAFT.replace(old, new))

    assert said in found.wording, found.wording
    assert len(found.operations) == 1


def test_the_draft_is_named_once_and_a_place_once() -> None:
    after = (
        DRAFT.replace("recalls", "knows").replace("It regrets", "It hates").replace("open", "show")
    )

    found = written(DRAFT, after)

    assert found.wording.count("In the draft resolution") == 1
    assert found.wording.count("paragraph 1") == 1
    assert applied(read_document(DRAFT), [found]) == after


def test_half_a_quotation_is_not_quoted() -> None:
    draft = '1. The Assembly cites the "right to refuse" and the list.\n'

    found = written(draft, draft.replace('refuse"', 'refuse" in full'))

    assert all(item.quoted.count('"') % 2 == 0 for item in found.operations)


def test_words_that_occur_twice_are_quoted_with_others_beside_them() -> None:
    found = written(DRAFT, DRAFT.replace("the law on silence", "the ban on silence"))

    assert len(found.operations) == 1
    assert found.operations[0].quoted not in {"law", "the law"}
    assert found.operations[0].op in {Op.REPLACE, Op.DELETE, Op.INSERT}


def test_a_new_first_sub_paragraph_stands_under_its_paragraph() -> None:
    after = DRAFT.replace(
        "3. The Assembly resolves to return to the matter.",
        "3. The Assembly resolves to return to the matter.\n3.1. soon.",
    )

    found = written(DRAFT, after)

    assert found.operations[0].position is Position.END
    assert applied(read_document(DRAFT), [found]) == after


def test_a_paragraph_with_sub_paragraphs_is_written_with_their_numbers() -> None:
    after = DRAFT + "4. It asks its committees to:\n4.1. report;\n4.2. travel.\n"

    found = written(DRAFT, after)

    assert applied(read_document(DRAFT), [found]) == after


def test_several_amendments_on_request() -> None:
    after = DRAFT.replace("free", "release").replace("soon", "").replace("resolves", "decides")

    one = write_amendments(read_document(DRAFT), read_document(after))
    two = write_amendments(read_document(DRAFT), read_document(after), split=True)

    assert (len(one), len(two)) == (1, 2)
    assert applied(read_document(DRAFT), two) == after


def test_french_is_written_in_french() -> None:
    draft = "A. Projet de résolution\n1. L’Assemblée demande la libération des prisonniers.\n"

    found = written(draft, draft.replace("des prisonniers", "de tous les prisonniers"), "fr")

    assert found.wording.startswith("Dans le projet de résolution, au paragraphe 1, remplacer")
    assert "«" in found.wording


def test_words_with_quotation_marks_are_read_back_as_they_were() -> None:
    draft = "1. It cites “the law” and the 'list'.\n"

    found = written(draft, draft.replace("and the", "and “the book”, and the"))

    assert applied(read_document(draft), [found]) == draft.replace(
        "and the", "and “the book”, and the"
    )


@pytest.mark.parametrize(
    ("after", "reason"),
    [
        ("", "part"),
        (DRAFT.replace("resolution", "recommendation"), "kind of text"),
        ("A. Draft resolution\n", "empty"),
    ],
)
def test_what_no_amendment_can_do_is_said(after: str, reason: str) -> None:
    with pytest.raises(CannotBeWritten, match=reason):
        write_amendments(read_document(DRAFT), read_document(after))


def test_a_form_has_room_for_five_signatories_and_the_note() -> None:
    found = written(DRAFT, DRAFT.replace("free", "release"))

    form = tabled_text(found, number=7, note="Free is less than release.")

    (read,) = read_amendments(form)
    assert read.number == "7"
    assert read.note == "Free is less than release."
    assert form.count("....") >= 5


def test_a_note_of_fifty_words_is_allowed_and_not_one_more() -> None:
    assert note_fault("word " * 50) is None
    assert note_fault("word " * 51) is not None
