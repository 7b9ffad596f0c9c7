# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sub-amendments change the new words of their amendment before it is applied."""

from __future__ import annotations

from amendable import amendment, draft, lines_of, operation
from amparo.texts.applying.consolidation import Prepared, consolidate, prepare
from amparo.texts.operations import Amendment, Operation, Unit

NEW = amendment(
    "13",
    operation(
        "insert",
        "after",
        "1",
        text="It has read the files. It found nothing in them.",
        unit=Unit.PARAGRAPH,
    ),
)


def _sub(number: str, *operations: Operation, to: str = "13") -> Amendment:
    return amendment(number, *operations, to=to)


def _second(*subs: Amendment) -> str:
    found = consolidate(draft(), [NEW, *subs])
    assert not found.refused
    assert set(found.applied) == {"13", *(item.key for item in subs)}
    return lines_of(found)[1]


def test_words_of_the_amendment_are_changed() -> None:
    change = operation("replace", "words", "", "the files", "all files")
    assert _second(_sub("1", change)) == "2. It has read all files. It found nothing in them."


def test_a_sentence_of_the_amendment_is_replaced() -> None:
    change = operation("replace", "whole", text="It regrets them.", sentences=(2,))
    assert _second(_sub("1", change)) == "2. It has read the files. It regrets them."


def test_words_are_added_at_its_end() -> None:
    change = operation("insert", "end", text="so far")
    assert (
        _second(_sub("1", change)) == "2. It has read the files. It found nothing in them so far."
    )


def test_its_whole_text_is_replaced() -> None:
    change = operation("replace", "whole", text="It has read none.")
    assert _second(_sub("1", change)) == "2. It has read none."


def test_a_paragraph_is_added_to_it() -> None:
    more = operation("insert", "end", text="It will read on.", unit=Unit.PARAGRAPH)
    found = consolidate(draft(), [NEW, _sub("1", more)])
    refused = {item.amendment for item in found.refused}
    assert refused == {"13", "13/1"}, "one paragraph: whether below it or after it is not said"
    after = operation("insert", "after", text="It will read on.", unit=Unit.PARAGRAPH)
    assert lines_of(consolidate(draft(), [NEW, _sub("1", after)]))[2] == "3. It will read on."


def test_two_sub_amendments_are_joined() -> None:
    one = _sub("1", operation("replace", "words", "", "the files", "all files"))
    two = _sub("2", operation("delete", "whole", sentences=(2,)))
    assert _second(one, two) == "2. It has read all files."


def test_without_its_amendment_it_has_no_effect() -> None:
    sub = _sub("1", operation("replace", "words", "", "the files", "all files"))
    found = consolidate(draft(), [NEW, sub], adopt=["13/1"])
    assert found.document == draft()
    assert (found.applied, found.refused) == ((), ())
    assert "no effect" in found.remarks[0].text.text()
    assert lines_of(consolidate(draft(), [NEW, sub], adopt=["13"]))[1].startswith(
        "2. It has read the"
    )


def test_one_that_cannot_be_applied_refuses_both() -> None:
    bad = _sub("1", operation("replace", "words", "", "the lists", "all files"))
    found = consolidate(draft(), [NEW, bad])
    assert [item.amendment for item in found.refused] == ["13", "13/1"]
    assert found.document == draft()
    assert consolidate(draft(), [NEW, bad], adopt=["13"]).applied == ("13",)


def test_of_two_on_the_same_words_one_falls() -> None:
    one = _sub("1", operation("replace", "words", "", "the files", "all files"))
    two = _sub("2", operation("delete", "words", "", "read the files"))
    found = consolidate(draft(), [NEW, one, two])
    assert [(item.amendment, item.because_of) for item in found.refused] == [("13/1", "13/2")]
    assert set(found.applied) == {"13", "13/2"}


def test_it_falls_with_its_amendment() -> None:
    change = amendment("13", operation("replace", "words", "2.1", "prisoners", "men"))
    sub = _sub("1", operation("replace", "words", "", "men", "women"))
    cut = amendment("1", operation("delete", "whole", "2"))
    found = consolidate(draft(), [change, sub, cut])
    assert [(r.amendment, r.because_of) for r in found.refused] == [("13", "1"), ("13/1", "1")]


def test_one_to_an_amendment_that_is_not_there_is_refused() -> None:
    sub = _sub("1", operation("delete", "words", "", "men"), to="99")
    found = consolidate(draft(), [NEW, sub])
    assert [item.amendment for item in found.refused] == ["99/1"]
    assert found.applied == ("13",)


def test_in_several_commands_the_words_must_be_in_one() -> None:
    both = amendment(
        "13",
        operation("replace", "words", "2.1", "prisoners", "men"),
        operation("replace", "words", "2.2", "damages", "men and women"),
    )
    one = _sub("1", operation("replace", "words", "", "women", "girls"))
    two = _sub("2", operation("replace", "words", "", "men", "boys"))
    assert lines_of(consolidate(draft(), [both, one]))[3] == "2.2. pay men and girls; and"
    found = consolidate(draft(), [both, two])
    assert "2 commands" in found.refused[1].reason.text()


def test_an_amended_amendment_is_no_longer_identical() -> None:
    one = amendment("1", operation("replace", "words", "2.1", "prisoners", "men"))
    other = amendment("2", operation("replace", "words", "2.1", "prisoners", "men"))
    sub = _sub("1", operation("insert", "end", text="and women"), to="2")
    assert consolidate(draft(), [one, other]).applied == ("1", "2")
    found = consolidate(draft(), [one, other, sub])
    assert [(r.amendment, r.because_of) for r in found.refused] == [("2", "1"), ("2/1", "1")]


def test_numbered_lines_keep_their_levels() -> None:
    listed = amendment(
        "13",
        operation("insert", "after", "3", text="To:\n4.1. go;\n4.2. stay.", unit=Unit.PARAGRAPH),
    )
    sub = _sub("1", operation("replace", "words", "", "stay", "wait"))
    prepared: Prepared = prepare(draft(), [listed, sub])
    assert lines_of(prepared.consolidate())[-3:] == ["4. To:", "4.1. go;", "4.2. wait."]
