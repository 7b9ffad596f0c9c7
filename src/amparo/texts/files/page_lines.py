# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pages as lines: pasted text put in order, HTML read into lines, without its furniture."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import html as lxml_html
from lxml.etree import ParserError

from amparo.core.messages import Message, say
from amparo.texts.files.amendment_heads import is_command, read_head

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

LARGEST_PAGE = 8_000_000
_BLOCKS = re.compile(
    "address|article|aside|blockquote|body|caption|center|dd|details|div|dl|dt|fieldset|figcaption"
    "|figure|footer|form|h[1-6]|header|hr|html|legend|li|main|ol|p|pre|section|summary"
    "|table|tbody|td|tfoot|th|thead|tr|ul"
)
_HEADINGS = re.compile("h[1-6]|caption|legend")
_UNREAD = re.compile(
    "audio|button|head|iframe|img|input|link|meta|nav|noscript|object|script|select|style|svg"
    "|template|textarea|title|video"
)
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_OWN_NUMBER = re.compile(r"\(?\d{1,3}(?:\.\d{1,3})*\s*[.)\D]")
# A mark of a footnote inside a line stands between two signs that no text has.
OPENS_MARK, CLOSES_MARK = "\ue000", "\ue001"
_MARK = re.compile(r"[\[(]?\s*(\d{1,3}|\*{1,3}|[a-z])\s*[\])]?")
_WRAPPED_HEAD = re.compile(r"(?:sub-)?amende?ment\s+\S+\s+\((?:to|au|à)\b[^)]*", re.IGNORECASE)
_HEAD_AND_NAMES = re.compile(
    r"(?P<head>.{5,80}?)[\s:|,;–—-]+\(?(?P<names>(?:tabled by|déposée?s? par)\b.*)", re.IGNORECASE
)
_OVER_AMENDMENT = re.compile(
    r"[#*_\s]*(?:oral\s+)?(?:sub-?|sous-?)?\s?amende?ment\b", re.IGNORECASE
)
_AFTER_HEAD = re.compile(r"(?<=[\w)])[*_\s]*[:.–—-]?[*_]*\s+")
_LONGEST_HEAD = 100
_HTML = re.compile(
    r"<(?:!doctype\s+html|html|body|div|p|h[1-6]|article|main|section|table|ol|ul)\b", re.IGNORECASE
)


class TextFileError(ValueError):
    """A file cannot be read as a text; `faults` says all that is wrong, and what to do."""

    def __init__(self, *faults: Message) -> None:
        """Keep the faults in the order in which they were found."""
        self.faults = faults
        super().__init__(" ".join(fault.text() for fault in faults))


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of a page. `heading` where the page marks it so; `anchor` is the id that it has."""

    text: str
    heading: bool = False
    anchor: str = ""


def is_html(text: str) -> bool:
    """Say whether a text is HTML, a page or a piece of one."""
    return bool(_HTML.search(text[:20_000])) and "</" in text


def pasted_lines(text: str) -> list[str]:
    """Give pasted text as lines; numbers and names glued together by copying are parted."""
    # No-break spaces stay: in French they belong to the letters of a quotation.
    lines = [_SPACES.sub(" ", line).strip() for line in text.lstrip("\ufeff").splitlines()]
    parted: list[str] = []
    for line in lines:
        if parted and line and (line[0] == "|" or _WRAPPED_HEAD.fullmatch(parted[-1])):
            parted[-1] += f" {line}"
        elif pieces := _parted_head(line):
            parted += pieces
        else:
            parted.append(line.removeprefix("• "))
    return parted


def _parted_head(line: str) -> list[str]:
    """Give a line over an amendment and what follows in it, names or a wording; [] for others."""
    if not _OVER_AMENDMENT.match(line):
        return []
    if (found := _HEAD_AND_NAMES.fullmatch(line)) and read_head(found["head"]):
        return [found["head"], found["names"]]
    for gap in _AFTER_HEAD.finditer(line[:_LONGEST_HEAD]):
        head, rest = line[: gap.start()], line[gap.end() :]
        if is_command(rest) and read_head(head):
            return [head, rest]
    return []


def text_lines(text: str) -> list[str]:
    """Give the lines of a page, whether it is pasted text or HTML, without marks of footnotes."""
    if not is_html(text):
        return pasted_lines(text)
    return pasted_lines("\n".join(without_marks(line.text) for line in html_lines(text)))


def html_lines(html: str) -> list[PageLine]:
    """Give an HTML page as lines of text: one for each block, numbers of lists written out.

    Nothing is fetched; scripts, navigation and forms are left out.

    Raises:
        TextFileError: the page is larger than 8 MB or holds nothing.
    """
    if len(html) > LARGEST_PAGE:
        raise TextFileError(
            say(
                "The page is larger than {limit} million characters. Save only the text itself.",
                limit=LARGEST_PAGE // 1_000_000,
            )
        )
    # The page may declare another encoding than the bytes given here have.
    parser = lxml_html.HTMLParser(
        no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8"
    )
    try:
        root = lxml_html.document_fromstring(html.encode(errors="replace"), parser)
    except ParserError as error:
        raise TextFileError(say("The page is empty. Save it again from the browser.")) from error
    lines = _Lines()
    _walk(root, lines, "")
    lines.end()
    return lines.done


def without_marks(text: str) -> str:
    """Give a line without the marks of its footnotes."""
    return re.sub(f"{OPENS_MARK}[^{CLOSES_MARK}]*{CLOSES_MARK}", "", text)


def marks(text: str) -> Iterator[tuple[str, int]]:
    """Give the marks of footnotes in a line, each with its place in the line without marks."""
    taken = 0
    for found in re.finditer(f"{OPENS_MARK}([^{CLOSES_MARK}]*){CLOSES_MARK}", text):
        yield found[1], found.start() - taken
        taken += len(found.group())


class _Lines:
    """Lines while a page is walked through."""

    def __init__(self) -> None:
        self.done: list[PageLine] = []
        self._words: list[str] = []
        self.heading = False
        self.anchor = ""
        self.number = ""

    def add(self, words: str | None) -> None:
        if words:
            self._words.append(words)

    def end(self) -> None:
        text = _SPACES.sub(" ", "".join(self._words)).strip(" ")
        self._words.clear()
        if not text:
            return
        if self.number and not _OWN_NUMBER.match(text):
            text = f"{self.number}. {text}"
        self.number = ""
        self.done.append(PageLine(text, self.heading, self.anchor))
        self.anchor = ""


def _walk(element: HtmlElement, lines: _Lines, number: str) -> None:
    tag = element.tag
    if not isinstance(tag, str) or _UNREAD.fullmatch(tag) or element.get("hidden") is not None:
        return
    block = bool(_BLOCKS.fullmatch(tag))
    if block or tag == "br":
        lines.end()
    anchor = element.get("id") or (element.get("name") if tag == "a" else "")
    if anchor and not lines.anchor:
        lines.anchor = anchor
    mark = _footnote_mark(element)
    if mark:
        lines.add(f"{OPENS_MARK}{mark}{CLOSES_MARK}")
        return
    lines.heading = lines.heading or bool(_HEADINGS.fullmatch(tag))
    lines.add(element.text)
    count = int(element.get("start") or 1) - 1 if _counts(element) else 0
    for child in element:
        below = number
        if tag == "ol" and child.tag == "li":
            count += 1
            below = f"{number}.{count}" if number else str(count)
            lines.end()
            lines.number = below
        _walk(child, lines, below)
        lines.add(child.tail)
    if block:
        lines.end()
        lines.heading = False


def _counts(element: HtmlElement) -> bool:
    return element.tag == "ol" and (element.get("start") or "1").isdecimal()


def _footnote_mark(element: HtmlElement) -> str:
    """Give the mark if the element refers to a footnote: raised, or a link within the page."""
    raised = element.tag == "sup"
    linked = element.tag == "a" and (element.get("href") or "").startswith("#")
    if not (raised or linked):
        return ""
    found = _MARK.fullmatch("".join(element.itertext()).strip())
    # "10<sup>e</sup>" is an ordinal, not a note.
    return found[1] if found and (linked or not found[1].isalpha()) else ""
