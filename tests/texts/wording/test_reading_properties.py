# SPDX-License-Identifier: AGPL-3.0-or-later
"""What holds for the reading of any wording, ours or nonsense."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from amparo.texts.operations import Op, Position, Reading
from amparo.texts.wording.reading import read_wording

PIECES = [
    "In the draft resolution,", "Dans le projet de résolution,", "paragraph 5,", "paragraphe 8.2,",
    "after", "before", "at the end of", "à la fin du", "the second sentence", "la deuxième phrase",
    "replace", "remplacer", "delete", "supprimer", "insert", "insérer", "with", "par", "and", "et",
    "the words", "les mots", "the following paragraph:", "le paragraphe suivant :",
    "all words after",
    '"all camps"', "« les camps »", '"a "b" c"', '"open', "“x”", "‘y’", "(If adopted, 9 falls.)",
    "(second occurrence)", "everywhere they appear,", "in amendment 17,", "1.", "\n", ":", ".", ";",
    "between", "from", "to", "the rest of the sentence", "footnote 3", "as follows", "whatever",
]  # fmt: skip
WORDS = st.text(st.characters(categories=["L", "N", "P", "Zs"]), max_size=60)
WORDINGS = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join),
    st.lists(st.one_of(st.sampled_from(PIECES), WORDS), max_size=10).map(" ".join),
)
PLAIN = st.text("abcdefghij ,;", min_size=1, max_size=40).map(str.strip).filter(bool)


def squeezed(text: str) -> str:
    """Give a text without its spaces."""
    return "".join(text.split())


def checked(wording: str, reading: Reading) -> None:
    """Check what holds of every reading."""
    assert reading.operations or reading.not_read
    for item in reading.not_read:
        start, end = item.span
        assert 0 <= start <= end <= len(wording)
        assert wording[start:end] == item.text
        assert item.reason.text()
    for operation in reading.operations:
        start, end = operation.span
        assert 0 <= start < end <= len(wording)
        for line in operation.text.split("\n"):
            assert squeezed(line) in squeezed(wording)
        assert squeezed(operation.quoted) in squeezed(wording)
        assert squeezed(operation.until) in squeezed(wording)
        assert (operation.op is Op.DELETE) == (not operation.text) or not operation.text
        if operation.position is Position.WORDS:
            assert operation.op is not Op.INSERT


@given(WORDINGS, st.sampled_from(["", "17"]))
def test_nothing_is_raised_and_all_comes_from_the_wording(wording: str, to: str) -> None:
    checked(wording, read_wording(wording, to=to))
    checked(wording, read_wording(wording, language="fr", to=to))


@given(PLAIN, PLAIN)
def test_what_is_quoted_is_taken_letter_by_letter(old: str, new: str) -> None:
    wording = f'In paragraph 5, replace the words "{old}" with the following words: "{new}".'
    (found,) = read_wording(wording).operations
    assert (found.quoted, found.text) == (old, new)


@given(PLAIN, st.sampled_from(["not", "however", "kindly", "ne", "avec"]))
def test_a_word_without_meaning_is_never_passed_over(old: str, word: str) -> None:
    wording = f'In paragraph 5, {word} delete the words "{old}".'
    assert read_wording(wording).not_read
    assert read_wording(f'In paragraph 5, delete the words "{old}" {word}.').not_read
