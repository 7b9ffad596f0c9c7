# SPDX-License-Identifier: AGPL-3.0-or-later
"""The text that results from the amendments that are adopted."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from amparo.core.messages import say
from amparo.texts.applying.clashes import (
    EXCLUDING,
    Clash,
    Effect,
    Footprint,
    Kind,
    clashes,
    footprint,
    lost_places,
    may_touch,
    pairs,
    remain,
)
from amparo.texts.applying.draft import Draft
from amparo.texts.applying.edits import Resolved, Words, in_order
from amparo.texts.applying.merging import merge
from amparo.texts.applying.ranking import ranked, spot
from amparo.texts.applying.remarks import emptied, misnumbered, remarks
from amparo.texts.applying.resolving import resolve
from amparo.texts.applying.scopes import UnfitError
from amparo.texts.applying.sub_amendments import amended, resolve_sub, wording_draft
from amparo.texts.applying.whole_text import ALONE, TOGETHER, deletes_all, last_to_delete_all
from amparo.texts.marked import Consolidation, Refusal, Remark

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

    `resolved` and `refused` are the amendments that can and cannot be applied, by key: amendments
    as tabled, sub-amendments against the words of theirs, which `wordings` has as drafts. `order`
    are the keys of all that can in the order of voting. `touching` are the pairs that touch, `lost`
    the places of changes made everywhere that other amendments strike.
    """

    def __init__(self, document: Document, amendments: Iterable[Amendment]) -> None:
        self.draft = Draft(document)
        self.amendments = {amendment.key: amendment for amendment in amendments}
        self.resolved: dict[str, Resolved] = {}
        self.refused: dict[str, Refusal] = {}
        self.wordings: dict[str, Draft] = {}
        self.touching: dict[tuple[str, str], list[Clash]] = {}
        self.excluding: dict[str, set[str]] = defaultdict(set)
        self.identical: dict[str, set[str]] = defaultdict(set)
        self.lost: dict[str, set[Words]] = defaultdict(set)
        self._variants: dict[tuple[str, ...], tuple[Resolved, Footprint] | Refusal] = {}
        for amendment in sorted(self.amendments.values(), key=lambda item: bool(item.to)):
            found = self._resolve(amendment)
            if isinstance(found, Resolved):
                self.resolved[amendment.key] = found
            else:
                self.refused[amendment.key] = found
        self.subs: dict[str, list[str]] = {
            main: self._related(
                wording, [key for key in self.resolved if self.amendments[key].to == main]
            )
            for main, wording in self.wordings.items()
        }
        mains = [key for key in self.resolved if not self.amendments[key].to]
        self.order = [
            key
            for main in self._related(self.draft, mains)
            for key in (*self.subs.get(main, ()), main)
        ]
        self.order += [sub for main in self.subs if main in self.refused for sub in self.subs[main]]

    def draft_of(self, key: str) -> Draft:
        """Give the draft that an amendment changes: for a sub-amendment, the words of its own."""
        return self.wordings[self.amendments[key].to] if self.amendments[key].to else self.draft

    def consolidate(self, adopt: Collection[str] | None = None) -> Consolidation:
        """Give the draft with the adopted amendments; all are adopted where `adopt` is None.

        It never raises: what cannot be applied is refused with its reason.
        """
        wanted = set(self.amendments if adopt is None else adopt)
        barred: dict[str, Refusal] = {}
        while True:
            choice = _Choice(self, wanted, barred)
            found = choice.consolidation()
            fault = choice.fault(found)
            if fault is None:
                return found
            # Without it others may stand that it excluded: all are adopted anew.
            barred[fault.amendment] = fault

    def variant(self, key: str, subs: Collection[str]) -> tuple[Resolved, Footprint] | Refusal:
        """Give an amendment as sub-amendments leave it, or why it cannot be applied so."""
        choice = (key, *subs)
        if choice not in self._variants:
            self._variants[choice] = self._varied(key, subs)
        return self._variants[choice]

    def tabled(self, key: str) -> Footprint | None:
        """Give what an amendment touches as tabled, None for one that cannot be applied so."""
        found = self._variants.get((key,))
        return found[1] if isinstance(found, tuple) else None

    def _resolve(self, amendment: Amendment) -> Resolved | Refusal:
        if not amendment.to:
            return self._in_order(resolve(self.draft, amendment))
        main = self.amendments.get(amendment.to)
        if main is None:
            return Refusal(
                amendment.key, say("there is no amendment {number}", number=amendment.to)
            )
        if main.key not in self.wordings:
            self.wordings[main.key] = wording_draft(main, self.draft.document.language)
        return resolve_sub(self.wordings[main.key], main, amendment)

    def _in_order(self, found: Resolved | Refusal) -> Resolved | Refusal:
        if isinstance(found, Resolved) and deletes_all(self.draft, found):
            return Refusal(found.amendment, ALONE)
        return found

    def _related(self, draft: Draft, keys: list[str]) -> list[str]:
        """Enter how amendments to one draft touch each other; give the order of voting on them."""
        items = {key: self.resolved[key] for key in keys}
        footprints = [footprint(draft, item) for item in items.values()]
        for item in footprints:
            if draft is self.draft:
                self._variants[item.key,] = (items[item.key], item)
        for left, right in pairs(footprints):
            found = clashes(draft, left, right)
            if not found:
                continue
            self.touching[left.key, right.key] = found
            for inner, outer in ((left, right), (right, left)):
                if any(item.kind is Kind.PARTLY and item.outer == outer.key for item in found):
                    self.lost[inner.key].update(lost_places(draft, inner, outer))
            for relation, kinds in (
                (self.identical, {Kind.IDENTICAL}),
                (self.excluding, EXCLUDING),
            ):
                if found[0].kind in kinds:
                    relation[left.key].add(right.key)
                    relation[right.key].add(left.key)
        return ranked(draft, items, self.excluding, self.identical, self.lost)

    def _varied(self, key: str, subs: Collection[str]) -> tuple[Resolved, Footprint] | Refusal:
        try:
            edits = [self.resolved[sub] for sub in subs]
            found = resolve(self.draft, amended(self.amendments[key], self.wordings[key], edits))
        except UnfitError as unfit:
            return Refusal(key, unfit.reason, unfit.nearest)
        found = self._in_order(found)
        return found if isinstance(found, Refusal) else (found, footprint(self.draft, found))


class _Choice:
    """One choice of adopted amendments on its way into a text."""

    def __init__(self, prepared: Prepared, wanted: set[str], barred: dict[str, Refusal]) -> None:
        self._prepared = prepared
        self._wanted = wanted
        self._applied: dict[str, tuple[Resolved, Footprint]] = {}
        self._effects: set[Effect] = set()
        # Applied in another wording than they were tabled: only these are compared anew.
        self._varied: dict[str, None] = {}
        self._subs: list[str] = []
        self._made: list[Resolved] = []
        self._refused = dict(barred)
        self._remarks: list[Remark] = []
        self._fault: Refusal | None = None

    def consolidation(self) -> Consolidation:
        """Adopt in the order of voting, then join what stands."""
        prepared = self._prepared
        mains = [key for key in prepared.order if not prepared.amendments[key].to]
        for key in mains:
            if key in self._wanted and key not in self._refused:
                self._adopt(key)
        for key in self._wanted - set(prepared.resolved) - set(self._refused):
            unknown = Refusal(key, say("there is no amendment {number}", number=key))
            self._refused[key] = prepared.refused.get(key, unknown)
        self._settle_subs()
        self._lose_places()
        merged = merge(prepared.draft, self._made)
        spots = {key: spot(prepared.draft, item) for key, (item, _) in self._applied.items()}
        spots |= {key: spots[prepared.amendments[key].to] for key in self._subs}
        return Consolidation(
            merged.document,
            merged.parts,
            tuple(sorted(spots, key=lambda key: (spots[key], in_order(key)))),
            tuple(sorted(self._refused.values(), key=lambda item: in_order(item.amendment))),
            (
                *self._remarks,
                *(emptied(paragraph) for paragraph in merged.emptied),
                *(misnumbered(paragraph, printed) for paragraph, printed in merged.misnumbered),
                *remarks(prepared.draft.document, merged.document, merged.parts),
            ),
            merged.title,
        )

    def _lose_places(self) -> None:
        """Take from changes made everywhere the places that others strike."""
        for key, (resolved, mark) in self._applied.items():
            if not any(one.everywhere for one in mark.words):
                continue
            by: dict[Words, str] = {}
            for other, (_, theirs) in self._applied.items():
                for one in lost_places(self._prepared.draft, mark, theirs):
                    by.setdefault(one, other)
            if not remain(mark, by):
                self._fault = _fallen(key, next(reversed(by.values())))
            kept = replace(resolved, edits=tuple(e for e in resolved.edits if e not in by))
            self._made = [kept if item is resolved else item for item in self._made]
            self._remarks += dict.fromkeys(_lost(key, one, other) for one, other in by.items())

    def fault(self, found: Consolidation) -> Refusal | None:
        """Give the refusal of one that cannot stand with all others adopted, None if all can.

        It has no place left, or it is the last of those that leave nothing of a part.
        """
        if self._fault:
            return self._fault
        applied = {key: item for key, (item, _) in self._applied.items()}
        last = last_to_delete_all(self._prepared.draft, found.document, applied)
        return Refusal(last, TOGETHER) if last else None

    def _adopt(self, key: str) -> None:
        subs = self._adopted_subs(key)
        bad = next((sub for sub in subs if sub in self._prepared.refused), "")
        if bad:
            fault = self._prepared.refused[bad]
            reason = say(
                "its sub-amendment {key} cannot be applied: {reason}", key=bad, reason=fault.reason
            )
            self._refused[key] = Refusal(key, reason, fault.nearest)
            return
        found = self._prepared.variant(key, subs)
        if isinstance(found, Refusal):
            self._refused[key] = found
            return
        stands = self._standing(key, found[1])
        if stands:
            self._refused[key] = _fallen(key, stands)
            return
        same = found[1].effect in self._effects
        self._effects.add(found[1].effect)
        self._applied[key] = found
        if self._prepared.tabled(key) is not found[1]:
            self._varied[key] = None
        self._subs += subs
        if not same:
            self._made.append(found[0])

    def _adopted_subs(self, key: str) -> list[str]:
        """Give the adopted sub-amendments to an amendment; one that excludes a former one falls."""
        prepared = self._prepared
        kept = [
            sub
            for sub in prepared.refused
            if sub in self._wanted
            and sub in prepared.amendments
            and prepared.amendments[sub].to == key
        ]
        for sub in prepared.subs.get(key, ()):
            if sub not in self._wanted:
                continue
            stands = next((other for other in kept if other in prepared.excluding[sub]), "")
            if stands:
                self._refused[sub] = _fallen(sub, stands)
            else:
                kept.append(sub)
        return kept

    def _standing(self, key: str, mark: Footprint) -> str:
        """Give the adopted amendment that excludes this one, "" if none does."""
        prepared = self._prepared
        as_tabled = prepared.tabled(key) is mark
        excluding = prepared.excluding.get(key, set())
        free = as_tabled and excluding.isdisjoint(self._applied)
        for other in self._varied if free else self._applied:
            theirs = self._applied[other][1]
            if as_tabled and other not in self._varied:
                if other in excluding:
                    return other
            elif may_touch(mark, theirs):
                found = clashes(prepared.draft, mark, theirs)
                if found and found[0].kind in EXCLUDING:
                    return other
        return ""

    def _settle_subs(self) -> None:
        """Say of sub-amendments whose amendment has no effect that they have none."""
        for sub in sorted(self._wanted, key=in_order):
            amendment = self._prepared.amendments.get(sub)
            if amendment is None or not amendment.to or sub in self._prepared.refused:
                continue
            if amendment.to in self._refused:
                fault = self._refused[amendment.to]
                reason = say("amendment {number} is not applied", number=amendment.to)
                self._refused[sub] = Refusal(sub, reason, because_of=fault.because_of)
            elif amendment.to not in self._applied and sub not in self._refused:
                text = say(
                    "it has no effect: amendment {number} is not adopted", number=amendment.to
                )
                self._remarks.append(Remark(sub, "", text))


def _lost(key: str, place: Words, other: str) -> Remark:
    text = say(
        "amendment {other} deletes or replaces words that {key} changes everywhere; {key} stands "
        "at its other places",
        other=other,
        key=key,
    )
    return Remark(key, place.paragraph, text)


def _fallen(key: str, stands: str) -> Refusal:
    reason = say("amendment {key}, which is adopted, changes the same words", key=stands)
    return Refusal(key, reason, because_of=stands)
