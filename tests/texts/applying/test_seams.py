# SPDX-License-Identifier: AGPL-3.0-or-later
"""New words joined to old ones: spaces and closing marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.texts.applying.seams import Change, joined, one_line, result
from amparo.texts.marked import Mark

if TYPE_CHECKING:
    from amparo.texts.document import Language

# The draft with [struck|inserted] in it, and what results.
ENGLISH = [
    ("the [old|] law", "the law"),
    ("[Old |]law", "law"),
    ("a law[, and order|].", "a law."),
    ("peace[|, bread] and law", "peace, bread and law"),
    ("peace[|and bread].", "peace and bread."),
    ("peace[|bread] (and law)", "peace bread (and law)"),
    ("([|so-called] law)", "(so-called law)"),
    ("the [law|law.].", "the law."),
    ("the [law|law;].", "the law;"),
    ("the [law|law, etc.]; and", "the law, etc.; and"),
    ("the law[|, of course,], he said", "the law, of course, he said"),
    ("the members’[|own] rights", "the members’ own rights"),
    ("the law [old|];", "the law;"),
    ("a law; [old|];", "a law;"),
    ('the [law|"law"] is', 'the "law" is'),
    ("[|Nevertheless,]it is", "Nevertheless, it is"),
    ("one [two|] [three|] four", "one four"),
    ("one [two|2] [three|3] four", "one 2 3 four"),
    ("post[|-war] times", "post-war times"),
    ("a; [b|b.][; and c|].", "a; b."),
    ("a, [b|], c", "a,, c"),
    ("a “[b|c]” d", "a “c” d"),
]
FRENCH = [
    ("la loi[|et le droit]\u00a0; il", "la loi et le droit\u00a0; il"),
    ("la loi[|; et le droit] demeure", "la loi; et le droit demeure"),
    ("la loi[|\u00a0; et le droit] demeure", "la loi\u00a0; et le droit demeure"),
    ("l’[ancienne|actuelle] loi", "l’actuelle loi"),
    ("dit «\u00a0[non|oui]\u00a0» ici", "dit «\u00a0oui\u00a0» ici"),
]


def _joined(marked: str, language: Language) -> str:
    text, changes, rest = "", [], marked
    while "[" in rest:
        before, _, rest = rest.partition("[")
        struck, _, rest = rest.partition("|")
        new, _, rest = rest.partition("]")
        text += before
        changes.append(Change(len(text), len(text) + len(struck.rstrip()), new, "1"))
        text += struck
    text += rest
    runs = joined(text, changes, language)
    assert "".join(run.text for run in runs if run.mark is not Mark.INSERTED) == text
    assert all(run.by == "1" for run in runs if run.mark is not Mark.KEPT)
    return result(runs)


@pytest.mark.parametrize(("marked", "wanted"), ENGLISH)
def test_english_seams(marked: str, wanted: str) -> None:
    assert _joined(marked, "en") == wanted


@pytest.mark.parametrize(("marked", "wanted"), FRENCH)
def test_french_seams(marked: str, wanted: str) -> None:
    assert _joined(marked, "fr") == wanted


def test_words_at_the_end_bring_their_mark_or_keep_the_old_one() -> None:
    text = "to free them; and"
    for new, wanted in (
        ("all", "to free them all; and"),
        ("all;", "to free them all; and"),
        ("all.", "to free them all."),
    ):
        assert result(joined(text, [Change(12, 12, new, "1", closing=True)], "en")) == wanted


def test_new_words_stand_on_one_line() -> None:
    assert one_line(" two \n  lines\u00a0; here ") == "two lines\u00a0; here"


@given(st.data())
def test_the_draft_can_always_be_read_back(data: st.DataObject) -> None:
    words = data.draw(
        st.lists(st.sampled_from(("a", "b,", "“c”", "d.", "(e)", "; and")), min_size=1)
    )
    text = " ".join(words)
    edges = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    pairs = list(zip(edges[::2], edges[1::2], strict=False))
    new = data.draw(st.lists(st.sampled_from(("", "x", ", y", "z.")), min_size=3, max_size=3))
    changes = [Change(s, e, word, "1") for (s, e), word in zip(pairs, new, strict=False)]
    runs = joined(text, changes, "en")
    assert "".join(run.text for run in runs if run.mark is not Mark.INSERTED) == text
    assert all(run.text for run in runs)
