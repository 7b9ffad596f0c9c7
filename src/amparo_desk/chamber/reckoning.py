# SPDX-License-Identifier: AGPL-3.0-or-later
"""The engines' work on a text and its amendments, done once for each version of them.

Who may see a draft is decided before anything is asked for here: what is kept knows no user.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

from amparo.exchange.plain_data import from_plain
from amparo.texts.applying.collisions import collisions
from amparo.texts.applying.consolidation import prepare
from amparo.texts.applying.voting_order import voting_order
from amparo.texts.document import Document, find
from amparo.texts.marked import Mark, MarkedParagraph, Refusal
from amparo.texts.operations import Amendment
from amparo.texts.wording.reading import read_wording

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from amparo.texts.applying.collisions import Collision
    from amparo.texts.applying.consolidation import Prepared
    from amparo.texts.applying.voting_order import VotingLine
    from amparo.texts.document import Language
    from amparo.texts.marked import Consolidation
    from amparo_desk.chamber.models import DraftText, Tabled

VERSIONS_KEPT = 16
CHOICES_KEPT = 16
_KEPT: OrderedDict[str, Reckoned] = OrderedDict()
_LOCK = Lock()


@dataclass(frozen=True, slots=True)
class Alone:
    """What one amendment does to the draft by itself: the paragraphs changed, or why none is.

    `home` is the key of the draft's paragraph beside which it is shown, "" where there is none.
    """

    paragraphs: tuple[MarkedParagraph, ...]
    home: str
    refusal: Refusal | None


class Reckoned:
    """A text with its amendments, read and resolved; what was asked of it is kept."""

    def __init__(self, document: Document, amendments: Iterable[Amendment]) -> None:
        self.document = document
        self.amendments = {item.key: item for item in amendments}
        self._choices: dict[frozenset[str], Consolidation] = {}

    @cached_property
    def prepared(self) -> Prepared:
        """The amendments resolved against the draft."""
        return prepare(self.document, list(self.amendments.values()))

    @cached_property
    def collisions(self) -> dict[str, tuple[Collision, ...]]:
        """How amendments touch each other, by each of the two."""
        found: dict[str, list[Collision]] = {}
        for collision in collisions(self.prepared):
            for label in (collision.left, collision.right):
                found.setdefault(label, []).append(collision)
        return {label: tuple(items) for label, items in found.items()}

    @cached_property
    def order(self) -> dict[str, VotingLine]:
        """The order of voting proposed, each line with its reason and rule, by label."""
        return {line.key: line for line in voting_order(self.prepared)}

    @cached_property
    def alone(self) -> dict[str, Alone]:
        """What each amendment does by itself."""
        return {label: self._alone(label) for label in self.amendments}

    @cached_property
    def new_numbers(self) -> dict[str, str]:
        """The numbers that inserted paragraphs have where nothing else is adopted, by key."""
        return {
            item.key: item.number_after
            for alone in self.alone.values()
            for item in alone.paragraphs
            if item.mark is Mark.INSERTED
        }

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The keys of the draft's paragraphs in the order of reading."""
        return tuple(item.key for item in self.document.walk())

    def consolidated(self, adopted: Collection[str]) -> Consolidation:
        """Give the text for a choice of adopted amendments."""
        wanted = frozenset(label for label in adopted if label in self.amendments)
        found = self._choices.get(wanted)
        if found is None:
            found = self.prepared.consolidate(wanted)
            if len(self._choices) >= CHOICES_KEPT:
                self._choices.clear()
            self._choices[wanted] = found
        return found

    def _alone(self, label: str) -> Alone:
        amendment = self.amendments[label]
        made = self.prepared.consolidate({label, amendment.to} if amendment.to else {label})
        refusal = next((item for item in made.refused if item.amendment == label), None)
        changed = title_of(made)
        home = self.keys[0] if changed else ""
        last = ""
        of_draft = set(self.keys)
        for item in made.walk():
            last = item.key if item.key in of_draft else last
            if item.changed or item.mark is not Mark.KEPT:
                home = home or last or self.keys[0]
                changed.append(item)
        return Alone(tuple(changed), home or self._named(amendment), refusal)

    def _named(self, amendment: Amendment) -> str:
        """Give the first paragraph that an amendment without effect names, "" for none."""
        for operation in amendment.reading.operations:
            part = self.document.part(operation.target.part)
            for number in operation.target.paragraphs:
                if part and (found := find(part, number)):
                    return found.key
        return ""


def title_of(made: Consolidation) -> list[MarkedParagraph]:
    """Give the title as a paragraph of its own where an amendment changes it, else nothing."""
    if all(run.mark is Mark.KEPT for run in made.title):
        return []
    return [MarkedParagraph("", Mark.KEPT, 0, "", "", made.title, heading=True)]


def reckoned(text: DraftText) -> Reckoned:
    """Give the engines' work on a text as it stands, made anew only where its version is new."""
    with _LOCK:
        found = _KEPT.get(text.version)
        if found is not None:
            _KEPT.move_to_end(text.version)
            return found
    rows = list(text.amendments.all())
    made = Reckoned(document_of(text.data), (amendment_of(row, text.language) for row in rows))
    with _LOCK:
        _KEPT[text.version] = made
        while len(_KEPT) > VERSIONS_KEPT:
            _KEPT.popitem(last=False)
    return made


def document_of(data: Mapping[str, object]) -> Document:
    """Give a document as it is kept."""
    return from_plain(Document, data)


def amendment_of(row: Tabled, language: str) -> Amendment:
    """Give an amendment as tabled, its wording read anew."""
    data = dict(row.data)
    tabled = data.pop("tabled", None)
    stated = from_plain(Amendment, {**data, "wording": row.wording})
    tongue: Language = "fr" if language == "fr" else "en"
    return replace(
        stated,
        reading=read_wording(row.wording, language=tongue, to=stated.to),
        tabled=date.fromisoformat(tabled) if tabled else None,
    )
