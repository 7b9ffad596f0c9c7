# SPDX-License-Identifier: AGPL-3.0-or-later
"""The text as voted beside the text as printed: every difference, with what explains it.

After the vote the secretariat revises the language; so a printed text is never required to be
equal to the consolidated one, and no difference is hidden. See docs/amendments-comparing.md.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import accumulate, product
from typing import TYPE_CHECKING

from amparo.core.messages import Message, say
from amparo.texts.layers.aligning import Aligned, Row, align, moved
from amparo.texts.layers.differences import Comparison, Difference, Kind, Label, Pair
from amparo.texts.layers.editorial import RULES, TOKEN, Revision, protected
from amparo.texts.layers.word_changes import BREAK, Change, changes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from amparo.texts.document import Document, Language, Part
    from amparo.texts.layers.differences import Place

_CONTEXT = 40  # letters
_DRAFT = re.compile(r"(?:preliminary )?draft |(?:avant-)?projet d(?:e |[’'])", re.IGNORECASE)
_ADOPTED = re.compile(
    r"(?:resolution|recommendation|opinion|résolution|recommandation|avis)(?: \d+ \(\d{4}\))?",
    re.IGNORECASE,
)


def compare(consolidated: Document, published: Document) -> Comparison:
    """Give all differences between the text as voted and the text as printed.

    Paragraphs are aligned by their words, in their order; then words. A difference is editorial
    or renumbering only by a rule that it names. Footnotes are compared as lines at the end. If the
    printed text has one part and the other has several, that one is compared and the others are
    named in `left_out`.
    """
    counterparts, left_out = _counterparts(consolidated, published)
    before = _rows(consolidated, [one for one, _ in counterparts])
    after = _rows(published, [other for _, other in counterparts])
    aligned = align(before, after)
    found = _Side(before), _Side(after)
    return Comparison(
        found[0].text,
        found[1].text,
        tuple(_Work(*found, aligned, published.language).differences()),
        tuple(
            _pair(before[one.start : one.end], after[one.start_after : one.end_after])
            for one in aligned
        ),
        left_out,
    )


class _Side:
    """One of the texts: its lines and where each begins."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        self.text = "".join(f"{row.line}\n" for row in rows)
        self.starts = [0, *accumulate(len(row.line) + 1 for row in rows)]

    def tokens(self, start: int, end: int) -> tuple[list[str], list[int]]:
        """Give the tokens of lines, a border of two lines being one, and where each begins.

        The number of the first line is none of them; the places have one more, the end.
        """
        found: list[str] = []
        for at in range(start, end):
            row = self.rows[at]
            if at > start:
                found.append(f"\n{row.number} " if row.number else "\n")
            found += TOKEN.findall(row.text)
        first = self.rows[start]
        begin = self.starts[start] + len(first.line) - len(first.text)
        return found, [*accumulate(map(len, found), initial=begin)]


class _Work:
    """The differences of two texts whose lines are aligned."""

    def __init__(
        self, before: _Side, after: _Side, aligned: Sequence[Aligned], language: Language
    ) -> None:
        self.before, self.after, self.aligned = before, after, aligned
        self.moved = moved(before.rows, after.rows, aligned)
        self.came = {to: at for at, to in self.moved.items()}
        together = [
            *((one.start, one.start_after) for one in aligned if _stands(one)),
            *self.moved.items(),
        ]
        numbers: dict[int, dict[str, str]] = {}
        for at, to in together:
            row = before.rows[at]
            numbers.setdefault(row.part, {})[row.number] = after.rows[to].number
        self.revisions = {
            row.part: Revision(language, numbers.get(row.part, {})) for row in before.rows
        }

    def differences(self) -> Iterator[Difference]:
        """Give all of them in the order of the text before."""
        for one in self.aligned:
            if not _stands(one):
                yield self._line(one)
            elif self._same(one):
                continue
            else:
                yield from self._number(one)
                yield from self._words(one)

    def _same(self, one: Aligned) -> bool:
        rows = (
            self.before.rows[one.start : one.end],
            self.after.rows[one.start_after : one.end_after],
        )
        return [row.line for row in rows[0]] == [row.line for row in rows[1]]

    def _line(self, one: Aligned) -> Difference:
        """Give a line that has no counterpart in its place."""
        spans = (
            (self.before.starts[one.start], self.before.starts[one.end]),
            (self.after.starts[one.start_after], self.after.starts[one.end_after]),
        )
        if one.start < one.end:
            row, to = self.before.rows[one.start], self.moved.get(one.start)
            kind = Kind.REMOVED if to is None else Kind.MOVED
            number = "" if to is None else self.after.rows[to].number
            numbers, words = (row.number, number), (row.text, "")
            inside: tuple[Difference, ...] = ()
        else:
            row, origin = self.after.rows[one.start_after], self.came.get(one.start_after)
            kind = Kind.ADDED if origin is None else Kind.MOVED
            number = "" if origin is None else self.before.rows[origin].number
            numbers, words, inside = (number, row.number), ("", row.text), ()
            if origin is not None:
                at, to = origin, one.start_after
                inside = tuple(self._words(Aligned(at, at + 1, to, to + 1)))
        # An adopted text stands alone, without the heading that its draft has in the report.
        dropped = kind is Kind.REMOVED and row.place == "heading" and bool(_DRAFT.match(row.text))
        rule = "adopted-text" if dropped else ""
        reason = RULES[rule] if dropped else _LINES[kind]
        label = Label.EDITORIAL if dropped else Label.UNEXPLAINED
        return Difference(
            kind, *numbers, *words, ("", ""), label, reason, *spans, rule, row.place, inside
        )

    def _number(self, one: Aligned) -> Iterator[Difference]:
        row, other = self.before.rows[one.start], self.after.rows[one.start_after]
        if row.number == other.number:
            return
        start, to = self.before.starts[one.start], self.after.starts[one.start_after]
        # Where one side has no number the space after it comes and goes with it.
        space = "" if row.number and other.number else " "
        old, new = (f"{number}{space}" if number else "" for number in (row.number, other.number))
        spans = (start, start + len(old)), (to, to + len(new))
        label, rule, reason = _of_number(row, other)
        context = "", _shortened(row.text, _CONTEXT)
        yield Difference(
            Kind.NUMBER,
            row.number,
            other.number,
            old,
            new,
            context,
            label,
            reason,
            *spans,
            rule,
            row.place,
        )

    def _words(self, one: Aligned) -> Iterator[Difference]:
        row, other = self.before.rows[one.start], self.after.rows[one.start_after]
        a, places = self.before.tokens(one.start, one.end)
        b, places_after = self.after.tokens(one.start_after, one.end_after)
        whole = Change(0, len(a), 0, len(b), "adopted-text")
        adopted = row.place != "paragraph" and _is_adopted(row.text, other.text)
        found = [whole] if adopted else changes(a, b, self.revisions[row.part])
        kinds = {BREAK: Kind.SPLIT if one.end - one.start == 1 else Kind.MERGED}
        for change in found:
            span = places[change.start], places[change.end]
            left = self.before.text[places[0] : span[0]]
            right = self.before.text[span[1] : places[-1]]
            words = a[change.start : change.end], b[change.start_after : change.end_after]
            explained = change.rule in RULES
            yield Difference(
                kinds.get(change.rule, Kind.WORDS),
                row.number,
                other.number,
                "".join(words[0]),
                "".join(words[1]),
                (_shortened(left, -_CONTEXT), _shortened(right, _CONTEXT)),
                _label(change.rule),
                RULES[change.rule] if explained else _why_not(change.rule, *words),
                span,
                (places_after[change.start_after], places_after[change.end_after]),
                change.rule if explained else "",
                row.place,
            )


_LINES: Mapping[Kind, Message] = {
    Kind.ADDED: say("a paragraph that the text as voted does not have"),
    Kind.REMOVED: say("a paragraph that the printed text does not have"),
    Kind.MOVED: say("the paragraph stands in another place"),
}


def _label(rule: str) -> Label:
    if rule == "cross-reference":
        return Label.RENUMBERING
    return Label.EDITORIAL if rule in RULES else Label.UNEXPLAINED


def _why_not(rule: str, before: Sequence[str], after: Sequence[str]) -> Message:
    if rule == BREAK:
        return say("the paragraph is divided in another way")
    old, new = protected(before), protected(after)
    if changed := sorted(((old - new) + (new - old)).keys()):
        words = ", ".join(changed)
        return say("this may change the meaning: {words}", words=words)
    return say("no rule of the language revision explains this")


def _of_number(row: Row, other: Row) -> tuple[Label, str, Message]:
    if row.place == "heading" and not other.number:
        return Label.EDITORIAL, "adopted-text", RULES["adopted-text"]
    if row.number.count(".") == other.number.count(".") and row.number and other.number:
        return Label.RENUMBERING, "paragraph-number", say("the paragraph has another number")
    return Label.UNEXPLAINED, "", say("the paragraph stands on another level")


def _is_adopted(before: str, after: str) -> bool:
    """Say whether "Draft resolution" became "Resolution 2605 (2025)"."""
    found = _DRAFT.match(before)
    if not found:
        return False
    what = re.escape(before[found.end() :])
    return bool(re.fullmatch(rf"{what}(?: \d+ \(\d{{4}}\))?", after, re.IGNORECASE))


def _pair(before: Sequence[Row], after: Sequence[Row]) -> Pair:
    return Pair(
        tuple(row.number for row in before),
        tuple(row.number for row in after),
        tuple(row.key for row in before),
        tuple(row.key for row in after),
    )


def _stands(one: Aligned) -> bool:
    return one.start < one.end and one.start_after < one.end_after


def _shortened(text: str, size: int) -> str:
    """Give whole words from the beginning, from the end for a negative size."""
    if len(text) <= abs(size):
        return text
    cut = text[size:] if size < 0 else text[:size]
    return cut.partition(" ")[2] if size < 0 else cut.rpartition(" ")[0]


def _rows(document: Document, parts: Sequence[Part | None]) -> list[Row]:
    rows = [Row("", document.title, "title", -1)] if document.title else []
    if len(parts) == 1 and _ADOPTED.fullmatch(document.title):
        # "Resolution 2605 (2025)" is what the draft's heading has become.
        rows = [Row("", document.title, "heading")]
    keys = set()
    for at, part in enumerate(parts):
        if part is None:
            continue
        if part.heading:
            rows.append(Row(part.letter, part.heading, "heading", at))
        for item in part.walk():
            keys.add(item.key)
            place: Place = "heading" if item.heading else "paragraph"
            rows.append(Row(item.number, item.text, place, at, item.key))
    notes = (note for note in document.footnotes if not note.paragraph or note.paragraph in keys)
    return rows + [Row(note.mark, note.text, "footnote", -1) for note in notes]


def _counterparts(
    before: Document, after: Document
) -> tuple[list[tuple[Part | None, Part | None]], tuple[Message, ...]]:
    """Pair the parts by kind; a single part without a kind is that with which it shares most."""
    parts, others = list(before.parts), list(after.parts)
    if 1 in {len(parts), len(others)} and parts and others:
        best = max(product(parts, others), key=lambda pair: _closeness(*pair))
        left_out = [one for one in (*parts, *others) if one not in best]
        said = (say("not compared: {part}", part=one.heading or one.kind) for one in left_out)
        return [best], tuple(said)
    found: list[tuple[Part | None, Part | None]] = []
    for part in parts:
        match = next((one for one in others if one.kind == part.kind), None)
        if match:
            others.remove(match)
        found.append((part, match))
    return found + [(None, other) for other in others], ()


def _closeness(part: Part, other: Part) -> tuple[bool, int]:
    words = (Counter(" ".join(item.text for item in one.walk()).split()) for one in (part, other))
    return part.kind == other.kind != "", (next(words) & next(words)).total()
