# SPDX-License-Identifier: AGPL-3.0-or-later
"""A page that `html_text` wrote, read again: the resulting text, without what was struck."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import html as lxml_html

from amparo.texts.document import PART_KINDS, Document, Language, Part, Style
from amparo.texts.plain import Line, nested, part_heading, told_language

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_WRITTEN_HERE = re.compile(r'<meta name="generator" content="Amparo">')
_HEAD = 2000
# What only shows or says the changes.
_NOT_TEXT = "//del | //*[@class='said'] | //*[@aria-hidden]"
_LANGUAGES: dict[str, Language] = {"en": "en", "fr": "fr"}


def is_html_text(html: str) -> bool:
    """Say whether a page was written by `write_html`."""
    return bool(_WRITTEN_HERE.search(html[:_HEAD]))


def read_html_text(html: str, *, language: Language | None = None) -> Document:
    """Give the resulting text of such a page; footnotes, whose places it does not tell, are left.

    The page must be of a size that can be read (`page_lines.LARGEST_PAGE`).
    """
    parser = lxml_html.HTMLParser(no_network=True, remove_comments=True, encoding="utf-8")
    root = lxml_html.document_fromstring(html.encode(errors="replace"), parser)
    for element in root.xpath(_NOT_TEXT):
        element.drop_tree()
    titles = root.xpath("//h1[not(@class='unnamed')]")
    numbers = [_words(number) for number in root.xpath("//*[@class='number']")]
    dots = [dot[0] if (dot := re.search(r"[.)]$", number)) else "" for number in numbers if number]
    return Document(
        tuple(map(_part, root.xpath("//section[@data-kind]"))),
        title=_words(titles[0]) if titles else "",
        language=language or _LANGUAGES.get(root.get("lang", "")) or told_language(html),
        style=Style(max(set(dots), key=dots.count) if dots else "."),
    )


def _part(section: HtmlElement) -> Part:
    kind = PART_KINDS.get(section.get("data-kind", ""), "")
    lines = []
    letter = heading = ""
    for element in section:
        if element.tag == "h2":
            printed = _words(element)
            _, letter, heading = part_heading(printed) or ("", "", printed)
        elif (line := _line(element)).text or line.number:
            lines.append(line)
    return Part(kind, nested(lines, kind), letter, heading)


def _line(element: HtmlElement) -> Line:
    number = ""
    for printed in element.xpath("./*[@class='number']"):
        number = _words(printed).rstrip(".)")
        printed.drop_tree()
    return Line(number, _words(element), heading=element.tag == "h3")


def _words(element: HtmlElement) -> str:
    # No-break spaces are part of the words.
    return str(element.text_content()).strip(" \n\t")
