# SPDX-License-Identifier: AGPL-3.0-or-later
"""A SYNTHETIC debate: a draft of our own in English and French, with amendments of every kind."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files
from typing import TYPE_CHECKING

from amparo.core.sources import Knowledge, Source, SourceKind
from amparo.texts.files.amendment_files import read_amendments
from amparo.texts.operations import VotesLine
from amparo.texts.plain import read_document
from amparo_desk.chamber.domain import (
    TextAsRead,
    announce,
    keep_published,
    recommend,
    take_in_debate,
)
from amparo_desk.demo.build import Station

if TYPE_CHECKING:
    from amparo.texts.document import Language
    from amparo_desk.accounts.models import User

KEY = "synthetic-words-against-a-war"
LANGUAGES: tuple[Language, ...] = ("en", "fr")
REASON = "the SYNTHETIC demonstration"
SOURCE = Source(
    key="synthetic-debate",
    kind=SourceKind.INSTITUTION,
    title="SYNTHETIC draft resolution and amendments, written for showing",
    knowledge=Knowledge.UNVERIFIED,
    language="en",
    synthetic=True,
    note="SYNTHETIC: no assembly debated it, and nobody in it is real.",
)


ANNOUNCED = replace(
    SOURCE, key="synthetic-debate-outcomes", title="SYNTHETIC outcomes, made up for showing"
)
# Outcomes and votes made up for showing: label, outcome, how, (in favour, against, abstentions).
OUTCOMES = (
    ("1", "adopted", "vote", (61, 20, 4)),
    ("2", "rejected", "vote", (18, 66, 2)),
    ("3", "rejected", "vote", (15, 70, 1)),
    ("4", "adopted", "unanimous", None),
    ("5/1", "adopted", "unanimous", None),
    ("5", "adopted", "vote", (58, 24, 3)),
    ("6", "fell", "", None),
    ("7", "adopted", "vote", (49, 31, 6)),
    ("8", "rejected", "two_thirds", None),
    ("9", "adopted", "unanimous", None),
    ("10", "withdrawn", "", None),
    ("11", "adopted", "vote", (72, 9, 3)),
    ("12", "fell", "", None),
    ("13", "not_moved", "", None),
    ("14", "not_moved", "", None),
)
RECOMMENDED = (
    ("1", "for", "the figure has a source"),
    ("2", "against", "it would delete what the case is about"),
    ("3", "against", ""),
    ("5", "for", ""),
    ("5/1", "abstain", "without it 5 says more"),
    ("6", "against", "a review case by case is no release"),
    ("7", "for", "our demand"),
    ("8", "free", ""),
)


def build_debate(user: User) -> Station:
    """Take in the draft, the amendments, outcomes and the printed text; again changes nothing."""
    texts = [_text(language) for language in LANGUAGES]
    draft = take_in_debate(
        key=KEY,
        title=texts[0].document.title,
        source=SOURCE,
        texts=texts,
        user=user,
        scenario="What if",
        reason=REASON,
    )
    count = len(texts[0].amendments)
    for label, outcome, how, counted in OUTCOMES:
        votes = VotesLine(*counted) if counted else None
        announce(
            draft=draft, label=label, outcome=outcome, how=how, votes=votes, source=ANNOUNCED,
            user=user,
        )  # fmt: skip
    for label, stance, remark in RECOMMENDED:
        recommend(draft=draft, label=label, stance=stance, remark=remark, user=user)
    printed = _read("published.en.txt")
    keep_published(
        text=draft.texts.get(language="en"),
        document=read_document(printed, language="en"),
        content=printed,
        user=user,
        reason=REASON,
    )
    return Station("Debate (SYNTHETIC)", f"{draft.title}; {count} amendments in two languages")


def _read(name: str) -> str:
    return (files("amparo") / "resources" / "synthetic" / "debate" / name).read_text("utf-8")


def _text(language: Language) -> TextAsRead:
    content, tabled = _read(f"draft.{language}.txt"), _read(f"amendments.{language}.txt")
    return TextAsRead(
        content,
        read_document(content, language=language),
        read_amendments(tabled, language=language),
    )
