# SPDX-License-Identifier: AGPL-3.0-or-later
"""How to read a dossier: what its few fixed words mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amparo.claims.outcome import Verdict
from amparo.core.messages import say
from amparo.dossier.checks import verdict_badge
from amparo.dossier.model import Callout, CalloutKind, Paragraph, Section, Table
from amparo.dossier.words import KNOWLEDGE, KNOWLEDGE_MEANS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from amparo.core.messages import Message

VERDICT_MEANS: Mapping[Verdict, Message] = {
    Verdict.SUPPORTED: say("the sources bear out every part of it"),
    Verdict.SUPPORTED_IN_PART: say("the sources bear out a main part, not the whole"),
    Verdict.NOT_SUPPORTED_AS_WORDED: say(
        "there is something to it, but the sources say something else than these words"
    ),
    Verdict.CONTRADICTED: say("the sources say otherwise"),
    Verdict.DISPUTED: say("the sources themselves differ on it"),
    Verdict.UNDETERMINED: say("what would decide it is not known here"),
}


def reading_section(*, synthetic: bool, claims: bool) -> Section:
    """Give the section; the notice on SYNTHETIC sources and the verdicts only where needed."""
    head = ((say("Word"),), (say("What it means"),))
    numbers = Paragraph(
        (
            say(
                "The small numbers lead to the list of sources at the end, which names the pages"
                " read and says where each source is cited. Where sources differ, all their values"
                " are given; a value that was picked says so, with the reason. What nobody says is"
                " left open."
            ),
        )
    )
    knowledge = Table(
        (say("How well something is known"),),
        head,
        tuple(((KNOWLEDGE[word],), (meaning,)) for word, meaning in KNOWLEDGE_MEANS.items()),
    )
    verdicts = Table(
        (say("Verdicts on claims"),),
        head,
        tuple(((verdict_badge(word),), (meaning,)) for word, meaning in VERDICT_MEANS.items()),
    )
    notice = Callout(
        CalloutKind.SYNTHETIC,
        (
            say(
                "A source marked so was arranged by us to show how the work is done. What it says"
                " of real persons is taken from the research notes; its form is ours."
            ),
        ),
    )
    blocks = (
        numbers,
        knowledge,
        *((verdicts,) if claims else ()),
        *((notice,) if synthetic else ()),
    )
    return Section("reading", (say("How to read this"),), blocks)
