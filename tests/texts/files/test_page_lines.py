# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pages as lines: blocks, lists, marks of footnotes, what is left out."""

from __future__ import annotations

from amparo.texts.files.page_lines import (
    html_lines,
    is_html,
    marks,
    pasted_lines,
    text_lines,
    without_marks,
)


def lines(html: str) -> list[str]:
    """Give the lines of a page as text."""
    return [line.text for line in html_lines(html)]


def test_blocks_and_breaks_are_lines_and_words_inside_are_not() -> None:
    assert lines("<div>One <b>two</b>\n three<p>Four<br>five</p>six</div>") == [
        "One two three",
        "Four",
        "five",
        "six",
    ]


def test_what_belongs_to_the_site_is_left_out() -> None:
    page = "<nav>Home</nav><script>x</script><p hidden>no</p><!-- no --><p>Text</p>"
    assert lines(page) == ["Text"]


def test_numbers_of_lists_are_written_out() -> None:
    page = "<ol start=8><li>a<ol><li>b<li>c</ol><li>9. d</ol><ul><li>e</ul>"
    assert lines(page) == ["8. a", "8.1. b", "8.2. c", "9. d", "e"]


def test_no_break_spaces_stay_and_other_spaces_are_one() -> None:
    assert lines("<p>« mot\u00a0»  et\n\tautre</p>") == ["« mot\u00a0» et autre"]


def test_marks_of_footnotes_are_told_from_ordinals() -> None:
    (line,) = html_lines('<p>One<sup>1</sup> of the 10<sup>th</sup><a href="#n2">[2]</a>.</p>')
    assert without_marks(line.text) == "One of the 10th."
    assert list(marks(line.text)) == [("1", 3), ("2", 15)]


def test_no_entity_of_another_file_is_read() -> None:
    page = '<!DOCTYPE html [<!ENTITY e SYSTEM "file:///etc/passwd">]><p>a&e;b</p>'
    assert "root:" not in "".join(lines(page))


def test_html_is_told_from_text_that_names_it() -> None:
    assert is_html("<p>Text</p>")
    assert not is_html("1. The sign < stands in text, <p> too.")


def test_what_copying_glued_is_parted() -> None:
    assert pasted_lines("Amendment 5 Tabled by Mr A\n  •  Doc.  7") == [
        "Amendment 5",
        "Tabled by Mr A",
        "Doc. 7",
    ]
    assert pasted_lines("Amendment 5\n| Doc. 7\n| 3 May 2031") == [
        "Amendment 5 | Doc. 7 | 3 May 2031"
    ]
    assert text_lines("<p>Amendment 5</p><p>Text<sup>1</sup></p>") == ["Amendment 5", "Text"]
