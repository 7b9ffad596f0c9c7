# SPDX-License-Identifier: AGPL-3.0-or-later
"""A SYNTHETIC debate: a draft of our own in English and French, with amendments of every kind."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from amparo.core.sources import Knowledge, Source, SourceKind
from amparo.texts.amendment_files import read_amendments
from amparo.texts.plain import read_document
from amparo_desk.chamber.domain import TextAsRead, take_in_debate
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


def build_debate(user: User) -> Station:
    """Take in the draft and the amendments; again, it changes nothing."""
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
    return Station("Debate (SYNTHETIC)", f"{draft.title}; {count} amendments in two languages")


def _text(language: Language) -> TextAsRead:
    folder = files("amparo") / "resources" / "synthetic" / "debate"
    content = (folder / f"draft.{language}.txt").read_text("utf-8")
    tabled = (folder / f"amendments.{language}.txt").read_text("utf-8")
    return TextAsRead(
        content,
        read_document(content, language=language),
        read_amendments(tabled, language=language),
    )
