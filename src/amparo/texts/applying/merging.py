# SPDX-License-Identifier: AGPL-3.0-or-later
"""Edits of several amendments joined into one text, with every change marked in its place."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from amparo.texts.applying.edits import (
    TITLE,
    Add,
    NewParagraph,
    Resolved,
    Rewrite,
    Strike,
    Words,
    in_order,
)
from amparo.texts.applying.renumbering import Numbering, roman_series
from amparo.texts.applying.seams import Change, joined, result
from amparo.texts.document import Document, Footnote, Paragraph, Part
from amparo.texts.marked import Mark, MarkedParagraph, MarkedPart, Run

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from amparo.texts.applying.draft import Draft

# On which side of a new passage the words stand that it holds on to, in the order of passages.
_SIDES = ("left", "", "right")


@dataclass(frozen=True, slots=True)
class Merged:
    """A text that results, its marked parts and the runs of its title.

    `emptied` are the paragraphs struck because no words and nothing below them were left,
    `misnumbered` the new ones that have another number than their amendment prints, with that.
    """

    document: Document
    parts: tuple[MarkedPart, ...]
    title: tuple[Run, ...]
    emptied: tuple[MarkedParagraph, ...] = ()
    misnumbered: tuple[tuple[MarkedParagraph, str], ...] = ()


@dataclass(slots=True)
class _Edits:
    """All edits by the place at which they are made, in the order of amendments and commands."""

    words: dict[str, list[tuple[Words, str]]] = field(default_factory=lambda: defaultdict(list))
    struck: dict[str, str] = field(default_factory=dict)
    rewritten: dict[str, tuple[Rewrite, str]] = field(default_factory=dict)
    added: dict[tuple[int, str, int], list[tuple[Add, str, str]]] = field(
        default_factory=lambda: defaultdict(list)
    )


def merge(draft: Draft, resolved: Iterable[Resolved]) -> Merged:
    """Join the edits of amendments that do not exclude each other into one text.

    The order in which they are given makes no difference; equal edits are made once.
    """
    edits = _sorted(resolved)
    built = [_PartBuilder(draft, number, edits) for number in range(len(draft.document.parts))]
    parts = [builder.part() for builder in built]
    title = runs_of(draft, TITLE, edits.words.get(TITLE, []))
    document = replace(
        draft.document,
        parts=tuple(tree for tree, _ in parts),
        title=result(title) if title else draft.document.title,
        footnotes=_footnotes(draft, [marked for _, marked in parts]),
    )
    emptied = tuple(item for builder in built for item in builder.emptied)
    wrong = tuple(item for builder in built for item in builder.misnumbered)
    return Merged(document, tuple(marked for _, marked in parts), title, emptied, wrong)


def runs_of(draft: Draft, key: str, words: Sequence[tuple[Words, str]]) -> tuple[Run, ...]:
    """Give a paragraph's own words with the changes of several amendments."""
    seen: dict[Words, tuple[Change, int]] = {}
    for edit, by in words:
        change = Change(edit.start, edit.end, edit.text, by, edit.closing)
        seen.setdefault(replace(edit, anchor=""), (change, _SIDES.index(edit.anchor)))
    # What is put in at a place stands before what is struck from there on; what closes, last. Words
    # after others stand before those that are put in before the next: each beside what it names.
    changes = sorted(
        seen.values(),
        key=lambda item: (
            item[0].start,
            item[0].end,
            item[0].closing and not item[0].text[-1].isalnum(),
            item[1],
        ),
    )
    return joined(draft.text(key), [change for change, _ in changes], draft.document.language)


def _sorted(resolved: Iterable[Resolved]) -> _Edits:
    edits = _Edits()
    for item in sorted(resolved, key=lambda item: in_order(item.amendment)):
        by = item.amendment
        for count, edit in enumerate(item.edits):
            if isinstance(edit, Words):
                edits.words[edit.paragraph].append((edit, by))
            elif isinstance(edit, Strike):
                edits.struck.setdefault(edit.paragraph, by)
            elif isinstance(edit, Rewrite):
                edits.rewritten.setdefault(edit.paragraph, (edit, by))
            else:
                there = edits.added[edit.part, edit.parent, edit.at]
                if all(known.new != edit.new for known, _, _ in there):
                    there.append((edit, by, f"new:{by}:{count}"))
    for there in edits.added.values():
        there.sort(key=lambda item: item[0].before)
    return edits


class _PartBuilder:
    """Walks through one part and builds the tree that results beside the marked paragraphs."""

    def __init__(self, draft: Draft, number: int, edits: _Edits) -> None:
        self._draft = draft
        self._number = number
        self._edits = edits
        self._marked: list[MarkedParagraph] = []
        self.emptied: list[MarkedParagraph] = []
        self.misnumbered: list[tuple[MarkedParagraph, str]] = []
        numbers = [place.paragraph.number for place in draft.of_part(number)]
        self._roman = roman_series([item for item in numbers if item])
        self._numbering = Numbering(self._roman)

    def part(self) -> tuple[Part, MarkedPart]:
        """Give the part that results and the marked one."""
        part = self._draft.document.parts[self._number]
        paragraphs = self._level("", "", part.paragraphs)
        marked = MarkedPart(part.kind, part.letter, part.heading, tuple(self._marked))
        return replace(part, paragraphs=tuple(paragraphs)), marked

    def _level(
        self, parent: str, parent_number: str, siblings: Sequence[Paragraph]
    ) -> list[Paragraph]:
        """Build what stands below a paragraph; `parent_number` is that of the draft."""
        built: list[Paragraph] = []
        for at, paragraph in enumerate(siblings):
            built += self._added(parent, parent_number, at, siblings)
            built += self._one(paragraph)
        return built + self._added(parent, parent_number, len(siblings), siblings)

    def _one(self, paragraph: Paragraph) -> list[Paragraph]:
        edits = self._edits
        if by := edits.struck.get(paragraph.key):
            for place in self._draft.below(paragraph.key):
                self._strike(place.paragraph, by)
            self._numbering.struck(paragraph.number)
            return []
        words = edits.words.get(paragraph.key)
        if words:
            runs = runs_of(self._draft, paragraph.key, words)
            text = result(runs)
            if not text.strip() and self._alone(paragraph):
                self._strike(paragraph, next(run.by for run in runs if run.by))
                self.emptied.append(self._marked[-1])
                for child in paragraph.children:
                    self._one(child)
                self._numbering.struck(paragraph.number)
                return []
        else:
            runs = (Run(Mark.KEPT, paragraph.text),) if paragraph.text else ()
            text = paragraph.text
        number = self._numbering.kept(paragraph.number)
        if paragraph.key in edits.rewritten:
            return self._rewritten(paragraph, number)
        self._mark(paragraph, number, runs)
        children = self._level(paragraph.key, paragraph.number, paragraph.children)
        return [Paragraph(paragraph.key, number, text, tuple(children), paragraph.heading)]

    def _alone(self, paragraph: Paragraph) -> bool:
        """Say whether nothing stands or comes below a paragraph."""
        edits = self._edits
        struck = all(child.key in edits.struck for child in paragraph.children)
        places = range(len(paragraph.children) + 1)
        return struck and not any(
            edits.added.get((self._number, paragraph.key, at)) for at in places
        )

    def _rewritten(self, paragraph: Paragraph, number: str) -> list[Paragraph]:
        edit, by = self._edits.rewritten[paragraph.key]
        old = (Run(Mark.STRUCK, paragraph.text, by),) if paragraph.text else ()
        self._mark(paragraph, number, (*old, Run(Mark.INSERTED, edit.new.text, by)))
        if number and edit.new.printed not in ("", number, paragraph.number):
            self.misnumbered.append((replace(self._marked[-1], by=by), edit.new.printed))
        key = f"new:{by}:{paragraph.key}"
        children = self._new_children(edit.new, number, key, by)
        for place in self._draft.below(paragraph.key):
            if place.paragraph.key != paragraph.key:
                self._strike(place.paragraph, by)
        built = [Paragraph(paragraph.key, number, edit.new.text, children, paragraph.heading)]
        for count, new in enumerate(edit.more, start=1):
            after = self._numbering.added(paragraph.number, before=False) if number else ""
            built.append(self._new(new, after, f"{key}:{count}", by))
        return built

    def _added(
        self, parent: str, parent_number: str, at: int, siblings: Sequence[Paragraph]
    ) -> list[Paragraph]:
        built: list[Paragraph] = []
        for edit, by, key in self._edits.added.get((self._number, parent, at), []):
            alone = Numbering(self._roman)
            for count, new in enumerate(edit.new):
                beside, before = _beside(siblings, edit, parent_number)
                number = self._numbering.added(beside, before=before) if beside else ""
                begins = len(self._marked)
                built.append(self._new(new, number, f"{key}:{count}", by))
                # The number that it would have in the draft with this amendment alone is as good.
                if new.printed not in ("", number, alone.added(beside, before=before)):
                    self.misnumbered.append((self._marked[begins], new.printed))
        return built

    def _new(self, new: NewParagraph, number: str, key: str, by: str) -> Paragraph:
        runs = (Run(Mark.INSERTED, new.text, by),) if new.text else ()
        level = number.count(".") + 1 if number else 0
        self._marked.append(MarkedParagraph(key, Mark.INSERTED, level, "", number, runs, by=by))
        return Paragraph(key, number, new.text, self._new_children(new, number, key, by))

    def _new_children(
        self, new: NewParagraph, number: str, key: str, by: str
    ) -> tuple[Paragraph, ...]:
        return tuple(
            self._new(child, f"{number}.{count}" if number else "", f"{key}.{count}", by)
            for count, child in enumerate(new.children, start=1)
        )

    def _mark(self, paragraph: Paragraph, number: str, runs: tuple[Run, ...]) -> None:
        self._marked.append(
            MarkedParagraph(
                paragraph.key,
                Mark.KEPT,
                paragraph.level,
                paragraph.number,
                number,
                runs,
                paragraph.heading,
            )
        )

    def _strike(self, paragraph: Paragraph, by: str) -> None:
        runs = (Run(Mark.STRUCK, paragraph.text, by),) if paragraph.text else ()
        self._marked.append(
            MarkedParagraph(
                paragraph.key,
                Mark.STRUCK,
                paragraph.level,
                paragraph.number,
                "",
                runs,
                paragraph.heading,
                by,
            )
        )


def _beside(siblings: Sequence[Paragraph], edit: Add, parent_number: str) -> tuple[str, bool]:
    """Give the number beside which a new paragraph is counted, and whether it stands before it."""
    former = next((p.number for p in reversed(siblings[: edit.at]) if p.number), "")
    later = next((p.number for p in siblings[edit.at :] if p.number), "")
    if later and (edit.before or not former):
        return later, True
    if former:
        return former, False
    return (f"{parent_number}.1", True) if parent_number else ("1", True)


def _footnotes(draft: Draft, parts: list[MarkedPart]) -> tuple[Footnote, ...]:
    """Give the footnotes whose place is still there, each at its new place."""
    kept: list[Footnote] = []
    marked = (
        {p.key: p for part in parts for p in part.paragraphs} if draft.document.footnotes else {}
    )
    for note in draft.document.footnotes:
        paragraph = marked.get(note.paragraph)
        at = _moved(paragraph, note.at) if paragraph else note.at
        if at is not None:
            kept.append(replace(note, at=at))
    return tuple(kept)


def _moved(paragraph: MarkedParagraph, at: int) -> int | None:
    """Give where a place of the draft's paragraph is now, None if it was struck."""
    if paragraph.mark is Mark.STRUCK:
        return None
    before = after = 0
    for run in paragraph.runs:
        if run.mark is not Mark.INSERTED and at <= before + len(run.text):
            return after + at - before if run.mark is Mark.KEPT else None
        before += 0 if run.mark is Mark.INSERTED else len(run.text)
        after += 0 if run.mark is Mark.STRUCK else len(run.text)
    return after
