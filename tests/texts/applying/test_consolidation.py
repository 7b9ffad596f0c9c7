# SPDX-License-Identifier: AGPL-3.0-or-later
"""The text that results from a choice of amendments."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from amendable import amendment, draft, drafts, lines_of, operation, operations, text_of
from amparo.core.messages import say
from amparo.texts.applying.consolidation import consolidate, prepare
from amparo.texts.document import Footnote
from amparo.texts.marked import Mark
from amparo.texts.operations import Amendment, NotRead, Operation, Reading, Target, Unit
from amparo.texts.plain import write_document

NEW = operation("insert", "after", "1", text="It has read the files.", unit=Unit.PARAGRAPH)


def _everywhere(command: Operation) -> Operation:
    return replace(command, target=Target(), everywhere=True) if command.quoted else command


def test_applying_nothing_gives_the_draft() -> None:
    document = draft()
    found = consolidate(document, [amendment("1", NEW)], adopt=[])
    assert found.document == document
    assert (found.applied, found.refused, found.remarks) == ((), (), ())


def test_a_new_paragraph_shifts_the_later_ones_and_keeps_their_keys() -> None:
    document = draft()
    found = consolidate(document, [amendment("1", NEW)])
    assert [p.number for p in found.document.walk()] == ["1", "2", "3", "3.1", "3.2", "3.3", "4"]
    before = {p.text: p.key for p in document.walk()}
    after = {p.text: p.key for p in found.document.walk()}
    assert {text: key for text, key in after.items() if text in before} == before
    assert len(set(after.values())) == len(after)


def test_runs_name_the_amendment_that_made_them() -> None:
    change = amendment("7", operation("replace", "words", "1", "the war", "aggression"))
    cut = amendment("9", operation("delete", "words", "1", ", and for justice"))
    first = next(consolidate(draft(), [change, cut]).walk())
    assert [(run.mark, run.text, run.by) for run in first.runs] == [
        (Mark.KEPT, "The Assembly regrets ", ""),
        (Mark.STRUCK, "the war", "7"),
        (Mark.INSERTED, "aggression", "7"),
        (Mark.KEPT, ". It calls for peace", ""),
        (Mark.STRUCK, ", and for justice", "9"),
        (Mark.KEPT, ". Mr. Smith spoke.", ""),
    ]


def test_of_two_that_collide_the_further_one_stands() -> None:
    cut = amendment("8", operation("delete", "whole", "2.1", unit=Unit.PARAGRAPH))
    change = amendment("1", operation("replace", "words", "2.1", "prisoners", "exiles"))
    found = consolidate(draft(), [change, cut])
    assert found.applied == ("8",)
    assert [(item.amendment, item.because_of) for item in found.refused] == [("1", "8")]
    assert consolidate(draft(), [change, cut], adopt=["1"]).applied == ("1",)


def test_identical_ones_both_count_and_are_made_once() -> None:
    one = amendment("1", operation("insert", "after", "1", "the war", "and crime"))
    other = amendment("2", operation("replace", "words", "1", "the war", "the war and crime"))
    found = consolidate(draft(), [one, other])
    assert sorted(found.applied) == ["1", "2"]
    assert lines_of(found)[0].startswith("1. The Assembly regrets the war and crime. It")


def test_insertions_at_one_place_stand_in_the_order_of_numbers() -> None:
    late = amendment("10", operation("insert", "after", "1", "peace", "and law"))
    early = amendment("9", operation("insert", "after", "1", "peace", "and bread"))
    assert "peace and bread and law, and" in lines_of(consolidate(draft(), [late, early]))[0]


def test_two_sets_of_words_at_the_end_leave_one_closing_mark() -> None:
    ends = [
        amendment(str(count), operation("insert", "end", "3", text=f"and item {count}."))
        for count in (1, 2)
    ]
    assert lines_of(consolidate(draft(), ends))[-1].endswith("above and item 1 and item 2.")


def test_an_unknown_amendment_is_refused() -> None:
    found = consolidate(draft(), [], adopt=["99"])
    assert [item.amendment for item in found.refused] == ["99"]


def test_what_was_not_read_is_refused_with_the_reason() -> None:
    reading = Reading((NEW,), (NotRead((0, 5), "xxxxx", say("no verb")),))
    found = consolidate(draft(), [Amendment("1", "xxxxx", reading)])
    assert text_of(found) == write_document(draft())
    assert "no verb" in found.refused[0].reason.text()


def test_the_title_is_changed_and_marked() -> None:
    document = draft("The women of State A\n1. One.")
    change = amendment("1", operation("insert", "after", "", "women", "and girls", title=True))
    found = consolidate(document, [change])
    assert found.document.title == "The women and girls of State A"
    assert [run.mark for run in found.title] == [Mark.KEPT, Mark.INSERTED, Mark.KEPT]


def test_each_part_is_numbered_by_itself() -> None:
    document = draft(
        "A. Draft resolution\n1. One.\n2. Two.\nB. Draft recommendation\n1. Three.\n2. Four."
    )
    new = operation(
        "insert", "before", "1", text="New.", unit=Unit.PARAGRAPH, part="recommendation"
    )
    assert lines_of(consolidate(document, [amendment("1", new)])) == [
        "A. Draft resolution",
        "1. One.",
        "2. Two.",
        "B. Draft recommendation",
        "1. New.",
        "2. Three.",
        "3. Four.",
    ]


def test_cross_references_become_remarks_and_stay_as_they_are() -> None:
    found = consolidate(draft(), [amendment("1", NEW)])
    assert lines_of(found)[-1] == "4. It thanks the rapporteur, see paragraph 2.2 above."
    assert [item.text.text() for item in found.remarks] == [
        "“paragraph 2.2”: paragraph 2.2 of the draft is paragraph 3.2 now"
    ]


def test_paragraphs_of_other_texts_are_no_cross_references() -> None:
    document = draft("1. One.\n2. See paragraph 2 of Resolution 1900 (2012) and paragraph 1.")
    found = consolidate(document, [amendment("1", operation("delete", "whole", "1"))])
    assert [item.text.text() for item in found.remarks] == [
        "“paragraph 1”: paragraph 1 of the draft was deleted"
    ]


def test_partial_drafts_keep_their_gaps() -> None:
    document = draft("3. Three.\n8. Eight:\n8.5. a;\n8.7. b.")
    changes = [
        amendment("1", operation("insert", "before", "8", text="New.", unit=Unit.PARAGRAPH)),
        amendment("2", operation("insert", "after", "8.5", text="new;", unit=Unit.SUBPARAGRAPH)),
    ]
    assert [p.number for p in consolidate(document, changes).document.walk()] == [
        "3",
        "8",
        "9",
        "9.5",
        "9.6",
        "9.8",
    ]


def test_a_paragraph_of_which_no_words_are_left_is_struck() -> None:
    document = draft("1. One.\n2. To:\n2.1. go.\n3. Three.")
    every = amendment("1", operation("delete", "whole", "1", sentences=(1,)))
    found = consolidate(document, [every])
    assert lines_of(found) == ["1. To:", "1.1. go.", "2. Three."]
    assert found.remarks[0].text.text().startswith("no words are left")
    chapeau = amendment("2", operation("delete", "words", "2", "To:"))
    below = amendment("3", operation("delete", "whole", "2.1"))
    found = consolidate(document, [chapeau, below])
    assert lines_of(found) == ["1. One.", "2. Three."]
    assert [p.before for p in found.walk()] == [p.text for p in document.walk()]


def test_lettered_items_go_on_in_letters() -> None:
    document = draft("8. Eight:\n8.a. a;\n8.b. b.")
    new = operation("insert", "after", "8.a", text="new;", unit=Unit.SUBPARAGRAPH)
    found = consolidate(document, [amendment("1", new)])
    assert [p.number for p in found.document.walk()] == ["8", "8.a", "8.b", "8.c"]


def test_a_footnote_moves_with_its_words() -> None:
    document = draft("1. One word here.")
    key = next(document.walk()).key
    document = replace(document, footnotes=(Footnote("1", "A note.", key, 8),))
    insert = amendment("1", operation("insert", "before", "1", "One", "Not"))
    cut = amendment("2", operation("delete", "words", "1", "word"))
    assert consolidate(document, [insert]).document.footnotes[0].at == 12
    assert consolidate(document, [insert, cut]).document.footnotes == ()


@settings(max_examples=150)
@given(st.data())
def test_invariants_of_any_choice(data: st.DataObject) -> None:
    document = data.draw(drafts())
    commands = st.one_of(operations(document), operations(document).map(_everywhere))
    count = data.draw(st.integers(1, 5))
    changes = [
        amendment(str(n), *data.draw(st.lists(commands, min_size=1, max_size=2)))
        for n in range(1, count + 1)
    ]
    prepared = prepare(document, changes)
    found = prepared.consolidate()
    assert list(found.document.walk()), "Rule 34.4"
    # Each amendment is applied or refused, and the text before and after is that of the runs.
    assert sorted([*found.applied, *(item.amendment for item in found.refused)]) == sorted(
        prepared.amendments
    )
    assert [p.before for p in found.walk() if p.mark is not Mark.INSERTED] == [
        p.text for p in document.walk()
    ]
    assert [
        (p.key, p.number_after, p.after) for p in found.walk() if p.mark is not Mark.STRUCK
    ] == [(p.key, p.number, p.text) for p in found.document.walk()]
    assert not any("  " in p.text for p in found.document.walk())
    # A refusal leaves no trace, and the order in which they are given makes no difference.
    assert prepared.consolidate(found.applied).document == found.document
    mixed = data.draw(st.permutations(changes))
    assert consolidate(document, mixed, adopt=found.applied).document == found.document


@settings(max_examples=60)
@given(st.data())
def test_one_after_the_other_gives_the_same_text_as_together(data: st.DataObject) -> None:
    """Two that do not touch each other, on different paragraphs, are applied in two steps."""
    document = data.draw(drafts())
    first, second = data.draw(operations(document)), data.draw(operations(document))
    structural = {"paragraph", "sub-paragraph"}
    apart = first.target.paragraphs[0].split(".")[0] != second.target.paragraphs[0].split(".")[0]
    if not apart or {first.unit.value, second.unit.value} & structural:
        return
    one, other = amendment("1", first), amendment("2", second)
    step = consolidate(consolidate(document, [one]).document, [other])
    assert text_of(step) == text_of(consolidate(document, [one, other]))
