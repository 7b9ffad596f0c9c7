# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a wording says is to be done, beside the table in tests/cases/amendments.yml."""

from __future__ import annotations

import pytest

from amparo.texts.operations import LAST, Op, Operation, Position, Target, Unit
from amparo.texts.wording.reading import read_wording

TWO = 2


def only(wording: str, to: str = "") -> Operation:
    """Give the one operation of a wording that is read whole."""
    reading = read_wording(wording, to=to)
    assert not reading.not_read, [item.reason.text() for item in reading.not_read]
    assert len(reading.operations) == 1
    return reading.operations[0]


def reason(wording: str, to: str = "") -> str:
    """Give why a wording is not read whole."""
    reading = read_wording(wording, to=to)
    assert len(reading.not_read) == 1
    return reading.not_read[0].reason.text()


def test_an_operation_has_all_that_its_command_says() -> None:
    wording = (
        "In the draft opinion, paragraph 3.b, second sentence, replace the first occurrence of the "
        'word "camp" with the words "place of detention".'
    )
    assert read_wording(wording).operations == (
        Operation(
            Op.REPLACE,
            Target("opinion", ("3.b",), (2,)),
            Position.WORDS,
            quoted="camp",
            text="place of detention",
            unit=Unit.WORDS,
            occurrence=1,
            span=(0, len(wording) - 1),
        ),
    )
    assert read_wording(wording).part == "opinion"
    assert read_wording(wording).language == "en"


@pytest.mark.parametrize(
    ("words", "position"),
    [
        ('after the words "the camps", insert', Position.AFTER),
        ('before the words "the camps", insert', Position.BEFORE),
        ("at the end, insert", Position.END),
        ("at the very beginning, insert", Position.START),
    ],
)
def test_where_words_are_inserted(words: str, position: Position) -> None:
    found = only(f'In the draft resolution, paragraph 4, {words} the following words: "and cells".')
    assert (found.op, found.position, found.text) == (Op.INSERT, position, "and cells")


@pytest.mark.parametrize(
    ("place", "numbers"),
    [
        ("paragraphs 8 and 9", ("8", "9")),
        ("paragraphs 8 to 10", ("8", "9", "10")),
        ("paragraphs 8.1-8.3", ("8.1", "8.2", "8.3")),
        ("paragraphs 8.1, 8.2 and 9", ("8.1", "8.2", "9")),
        ("paragraph 8, sub-paragraph 2", ("8.2",)),
        ("paragraph 8, sub-paragraph 8.2", ("8.2",)),
        ("sub-paragraph b of paragraph 8", ("8.b",)),
        ("paragraph 13.iv", ("13.iv",)),
        ("the third paragraph", ("3",)),
        ("paragraph 5.1.", ("5.1",)),
    ],
)
def test_paragraphs_are_told_by_number(place: str, numbers: tuple[str, ...]) -> None:
    assert only(f'In {place}, delete the word "so-called".').target.paragraphs == numbers


@pytest.mark.parametrize(
    ("place", "sentences"),
    [
        ("the second sentence", (2,)),
        ("the second and third sentences", (2, 3)),
        ("the second to fourth sentences", (2, 3, 4)),
        ("the first two sentences", (1, 2)),
        ("the last two sentences", (-2, -1)),
        ("the first and the last sentences", (1, LAST)),
        ("the 3rd sentence", (3,)),
        ("sentence 3", (3,)),
        ("sentences 2 and 3", (2, 3)),
    ],
)
def test_sentences_are_counted(place: str, sentences: tuple[int, ...]) -> None:
    found = only(f"In the draft resolution, paragraph 7, delete {place}.")
    assert (found.position, found.target.sentences) == (Position.WHOLE, sentences)


@pytest.mark.parametrize(
    ("lieu", "sentences"),
    [
        ("la deuxième phrase", (2,)),
        ("les deux premières phrases", (1, 2)),
        ("les deuxième et troisième phrases", (2, 3)),
        ("la dernière phrase", (LAST,)),
        ("les deux dernières phrases", (-2, -1)),
    ],
)
def test_sentences_are_counted_in_french(lieu: str, sentences: tuple[int, ...]) -> None:
    found = only(f"Dans le projet de résolution, paragraphe 7, supprimer {lieu}.")
    assert (found.position, found.target.sentences) == (Position.WHOLE, sentences)


def test_the_place_holds_until_another_is_named() -> None:
    reading = read_wording(
        'In the draft resolution, paragraph 2, first sentence, after "law" add "in force" and at '
        'the end add "at last"; paragraph 6, delete the word "only".'
    )
    assert not reading.not_read
    places = [(item.target.paragraphs, item.target.sentences) for item in reading.operations]
    assert places == [(("2",), (1,)), (("2",), (1,)), (("6",), ())]


def test_a_neighbour_is_no_place_for_the_next_command() -> None:
    wording = (
        'In the draft resolution, after paragraph 5, insert the following paragraph: "All are '
        'free." and delete the word "only".'
    )
    assert len(read_wording(wording).operations) == 1
    assert "neighbour" in reason(wording)


def test_delete_and_replace_is_one_operation() -> None:
    found = only(
        'In paragraph 3, delete all words after "Convention" and replace them with "of 1950".'
    )
    assert (found.op, found.position) == (Op.REPLACE, Position.REST)
    assert (found.quoted, found.text) == ("Convention", "of 1950")


def test_a_place_after_a_list_of_words_holds_for_all_of_them() -> None:
    reading = read_wording('Delete the words "far", "very" and "much" in paragraph 3.')
    assert [item.quoted for item in reading.operations] == ["far", "very", "much"]
    assert {item.target.paragraphs for item in reading.operations} == {("3",)}


def test_each_of_two_words_with_its_own_place_keeps_it() -> None:
    reading = read_wording(
        'Delete the word "far" in paragraph 3 and the word "very" in paragraph 4.'
    )
    assert [item.target.paragraphs for item in reading.operations] == [("3",), ("4",)]


def test_the_rest_of_a_sentence_says_that_it_is_of_the_sentence() -> None:
    found = only('In paragraph 3, delete the rest of the sentence after the words "the camps".')
    assert (found.position, found.target.within) == (Position.REST, "the sentence")
    found = only('In paragraph 3, delete the rest of the first sentence after "the camps".')
    assert (found.target.within, found.target.sentences) == ("", (1,))


def test_words_from_one_to_another() -> None:
    found = only('In paragraph 3, replace the words from "the first" to "the last" with "all".')
    assert (found.quoted, found.until, found.text) == ("the first", "the last", "all")
    found = only('In paragraph 3, between the words "pass" and "laws", insert the word "just".')
    assert (found.position, found.quoted, found.until) == (Position.AFTER, "pass", "laws")


@pytest.mark.parametrize(
    ("wording", "position", "number"),
    [
        ('Insert a new paragraph 8.6 as follows: "to act;"', Position.AFTER, "8.5"),
        ('Insert a new paragraph 8.1 as follows: "to act;"', Position.BEFORE, "8.1"),
        ('After paragraph 8.5, insert a new paragraph 8.6: "to act;"', Position.AFTER, "8.5"),
    ],
)
def test_a_new_paragraph_may_name_its_number(wording: str, position: Position, number: str) -> None:
    found = only(wording)
    assert (found.position, found.target.paragraphs) == (position, (number,))


def test_text_that_the_wording_calls_nothing_is_what_stands_there() -> None:
    units = {
        'After paragraph 5, insert: "All are free."': Unit.PARAGRAPH,
        'Paragraph 5, after the first sentence, insert: "all are free"': Unit.SENTENCE,
        'At the end of paragraph 5, add: "All of them are free."': Unit.SENTENCE,
        'At the end of paragraph 5, add: "of them all"': Unit.WORDS,
        'Replace paragraph 5 with: "All are free."': Unit.PARAGRAPH,
        'In paragraph 5, replace the last sentence by "All are free."': Unit.SENTENCE,
    }
    assert {wording: only(wording).unit for wording in units} == units


def test_a_sub_amendment_is_one_to_the_amendment_known_or_named() -> None:
    assert only('Replace "all" by "both".', to="9").target.amendment == "9"
    assert only('In amendment No. 17, delete "all".').target.amendment == "17"
    assert only('In the proposed amendment, delete "all".', to="9").target.amendment == "9"
    assert "number of the amendment" in reason('In the proposed amendment, delete "all".')
    assert "changes another" in reason('In amendment 17, delete "all".', to="9")


def test_the_title_and_a_footnote_are_places() -> None:
    found = only('In the title of the draft resolution, after "women", insert "and girls".')
    assert (found.target.title, found.target.paragraphs) == (True, ())
    found = only("In the draft resolution, delete footnote 3.")
    assert (found.position, found.target.within) == (Position.WHOLE, "footnote 3")
    found = only('In paragraph 8, after "Charter", insert the following footnote: "ETS 35."')
    assert (found.unit, found.text) == (Unit.FOOTNOTE, "ETS 35.")


def test_a_rule_inside_a_paragraph_is_kept_as_worded() -> None:
    found = only('In paragraph 6.1, in rule 8.1.a, replace "five" with "eight".')
    assert (found.target.paragraphs, found.target.within) == (("6.1",), "rule 8.1.a")
    found = only('In the chapeau of paragraph 8, delete the word "only".')
    assert (found.target.paragraphs, found.target.within) == (("8",), "the chapeau")


def test_one_command_for_two_drafts_is_done_in_both() -> None:
    reading = read_wording(
        'In the draft resolution and in the draft recommendation, replace the word "events", '
        'everywhere it appears, with the word "war".'
    )
    parts = [item.target.part for item in reading.operations]
    assert (parts, reading.not_read) == (["resolution", "recommendation"], ())


def test_a_line_typed_twice_is_read_once() -> None:
    line = "In the draft resolution, after paragraph 12, insert the following paragraph:"
    found = only(f'{line}\n\n{line}\n\n"All are free."')
    assert (found.position, found.text) == (Position.AFTER, "All are free.")


@pytest.mark.parametrize(
    ("wording", "why"),
    [
        ("", "no command"),
        ("In the draft resolution, merge paragraphs 5 and 6.", "“merge”"),
        ('In paragraph 5, delete the words the camps and insert "cells".', "“camps”"),
        ('In paragraph 5, insert the words "and cells".', "where the new text is to stand"),
        ('In paragraph 5, replace the word "cell".', "new text is missing"),
        ("In paragraph 5, second sentence: delete.", "what is to be struck"),
        ('Replace the word "cell" with "room".', "neither a draft nor a paragraph"),
        ('In paragraph 5, replace "cell" and "room" with "camp".', "several things"),
        ('After the last paragraph, insert the following paragraph: "No."', "number of the"),
        ('After paragraph 5, insert a new paragraph 9: "All."', "would not stand there"),
        ('In the draft resolution, replace the second sentence with "No."', "not named"),
        ("In the draft resolution, delete paragraphs 8 to 3.", "no range"),
        ('In paragraph 5, in paragraph 6, second sentence, delete "all".', "two places"),
        ('In paragraph 5, delete "all" (in the third).', "brackets"),
    ],
)
def test_what_is_not_sure_is_not_read(wording: str, why: str) -> None:
    assert why in reason(wording)


def test_a_readable_command_stays_beside_one_that_is_not() -> None:
    wording = 'In paragraph 5, delete the word "all" and merge it with paragraph 6.'
    reading = read_wording(wording)
    assert [item.quoted for item in reading.operations] == ["all"]
    assert [item.text for item in reading.not_read] == ["and merge it with paragraph 6."]
    assert wording[slice(*reading.not_read[0].span)] == "and merge it with paragraph 6."


def test_the_language_is_told_from_the_wording() -> None:
    reading = read_wording("Supprimer le paragraphe 8.")
    assert (reading.language, len(reading.operations)) == ("fr", 1)
    reading = read_wording("Delete paragraph 8.")
    assert (reading.language, len(reading.operations)) == ("en", 1)
    assert read_wording("Delete paragraph 8.", language="fr").not_read


def test_spans_of_several_commands_follow_each_other() -> None:
    wording = 'In paragraph 5, delete the word "all", and at the end add the words "at last".'
    spans = [item.span for item in read_wording(wording).operations]
    assert len(spans) == TWO
    assert [wording[start:end] for start, end in spans] == [
        'In paragraph 5, delete the word "all"',
        'at the end add the words "at last"',
    ]


@pytest.mark.parametrize(
    "wording",
    [
        'In paragraph 5, delete the words following "camps".',
        'At the end of paragraph 5, insert the words following "camps".',
        'In paragraph 5, replace the sentence following "camps" with "None."',
        'In paragraph 5, delete the second sentence: "None."',
        'In paragraph 5, delete the second sentence, "None."',
        'In paragraph 5, delete "all" "some".',
        'In amendments 13 and 14, delete "all".',
        'In paragraph 5, replace "all" in the first sentence and "some" in the second with "no".',
        'In paragraph 5, replace the sentences with "None."',
        'Alter paragraph 5, insert "all".',
        'In paragraph 8 (b), delete "all".',
        'In paragraph 8 [new], delete "all".',
        'In paragraph 5, delete "all" or "some".',
        'In paragraph 5, delete "all" (twice) (first occurrence).',
        "Delete paragraph 5 (first occurrence).",
        "In paragraph 5, second sentence, delete paragraph 6.",
        'In paragraph 5, before "all", delete "some".',
        'In paragraph 5, after "all" and after "any", delete "some".',
    ],
)  # fmt: skip
def test_what_could_be_read_wrongly_is_not_read(wording: str) -> None:
    assert read_wording(wording).not_read


def test_a_bare_ordinal_counts_occurrences() -> None:
    assert only('In paragraph 5, replace the second "camp" with "cell".').occurrence == TWO
    assert only('In paragraph 5, delete the last "camp".').occurrence == LAST


def test_a_paragraph_that_should_read_otherwise_is_replaced() -> None:
    found = only('In the draft resolution, paragraph 5 should read as follows: "All are free."')
    assert (found.op, found.position, found.unit) == (Op.REPLACE, Position.WHOLE, Unit.PARAGRAPH)


def test_a_list_of_commands_may_be_lettered() -> None:
    reading = read_wording('In paragraph 8:\n(a) replace "x" with "y";\n(b) delete "z".')
    assert not reading.not_read
    assert [item.target.paragraphs for item in reading.operations] == [("8",), ("8",)]
