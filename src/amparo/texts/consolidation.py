# SPDX-License-Identifier: AGPL-3.0-or-later
"""The text that results from the amendments that are adopted."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from amparo.core.messages import say
from amparo.texts.clashes import EXCLUDING, Clash, Footprint, Kind, clashes, footprint, pairs
from amparo.texts.draft import Draft
from amparo.texts.edits import Resolved, in_order
from amparo.texts.marked import Consolidation, Refusal
from amparo.texts.merging import merge
from amparo.texts.ranking import ranked, spot
from amparo.texts.resolving import resolve

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from amparo.texts.document import Document
    from amparo.texts.operations import Amendment


def prepare(document: Document, amendments: Iterable[Amendment]) -> Prepared:
    """Resolve all amendments against a draft once, so that any choice of them is a merge only."""
    return Prepared(document, amendments)


def consolidate(
    document: Document, amendments: Iterable[Amendment], *, adopt: Collection[str] | None = None
) -> Consolidation:
    """Give the draft with the adopted amendments; all are adopted where `adopt` is None.

    Of two that exclude each other the one that is voted on first takes effect, the other is
    refused because of it.
    """
    return prepare(document, amendments).consolidate(adopt)


class Prepared:
    """A draft and amendments to it, resolved.

    `resolved` and `refused` are the amendments that can and cannot be applied, by key, each as
    tabled; `order` are the keys of those that can in the order of voting; `touching` are the pairs
    that touch each other.
    """

    def __init__(self, document: Document, amendments: Iterable[Amendment]) -> None:
        self.draft = Draft(document)
        self.amendments = {amendment.key: amendment for amendment in amendments}
        self.resolved: dict[str, Resolved] = {}
        self.refused: dict[str, Refusal] = {}
        for key, amendment in self.amendments.items():
            if amendment.to:
                continue
            found = resolve(self.draft, amendment)
            if isinstance(found, Resolved):
                self.resolved[key] = found
            else:
                self.refused[key] = found
        self.footprints = {k: footprint(self.draft, item) for k, item in self.resolved.items()}
        self.touching: dict[tuple[str, str], list[Clash]] = {}
        self._excluding: dict[str, set[str]] = defaultdict(set)
        self._identical: dict[str, set[str]] = defaultdict(set)
        for left, right in pairs(self.footprints.values()):
            self._enter(left, right)
        self.order = ranked(self.draft, self.resolved, self._excluding, self._identical)

    def _enter(self, left: Footprint, right: Footprint) -> None:
        found = clashes(self.draft, left, right)
        if not found:
            return
        self.touching[left.key, right.key] = found
        kind = found[0].kind
        into = self._identical if kind is Kind.IDENTICAL else self._excluding
        if kind is Kind.IDENTICAL or kind in EXCLUDING:
            into[left.key].add(right.key)
            into[right.key].add(left.key)

    def consolidate(self, adopt: Collection[str] | None = None) -> Consolidation:
        """Give the draft with the adopted amendments; all are adopted where `adopt` is None."""
        wanted = set(self.amendments if adopt is None else adopt)
        refused = [
            self.refused.get(key) or Refusal(key, say("there is no amendment {key}", key=key))
            for key in sorted(wanted - set(self.resolved), key=in_order)
        ]
        accepted: dict[str, Resolved] = {}
        applied: list[str] = []
        for key in self.order:
            if key not in wanted:
                continue
            stands = next((k for k in applied if k in self._excluding[key]), "")
            if stands:
                refused.append(_fallen(key, stands))
                continue
            applied.append(key)
            if not self._identical[key].intersection(accepted):
                accepted[key] = self.resolved[key]
        merged = merge(self.draft, accepted.values())
        in_text = sorted(
            applied, key=lambda key: (spot(self.draft, self.resolved[key]), in_order(key))
        )
        return Consolidation(
            merged.document,
            merged.parts,
            tuple(in_text),
            tuple(sorted(refused, key=lambda item: in_order(item.amendment))),
            (),
            merged.title,
        )


def _fallen(key: str, stands: str) -> Refusal:
    reason = say("amendment {key}, which is adopted, changes the same words", key=stands)
    return Refusal(key, reason, because_of=stands)
