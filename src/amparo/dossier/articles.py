# SPDX-License-Identifier: AGPL-3.0-or-later
"""The provisions that the cases and the speech name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amparo.core.messages import say, say_date
from amparo.dossier.model import Cite, Foreign, Section, Table
from amparo.dossier.values import NOT_KNOWN, provision_words, stacked
from amparo.dossier.words import KNOWLEDGE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from amparo.dossier.model import Line
    from amparo.law.provisions import Provision


def provisions_section(provisions: Sequence[Provision], language: str) -> Section:
    """Give the section with the table of provisions."""
    head = (
        (say("Provision"),),
        (say("Title"),),
        (say("Adopted, in force"),),
        (say("How well known"),),
    )
    rows = tuple(_row(provision, language) for provision in provisions)
    table = Table((say("Provisions named in this dossier"),), head, rows)
    return Section("provisions", (say("The provisions"),), (table,))


def _row(provision: Provision, language: str) -> tuple[Line, ...]:
    titles: list[Line] = [(Foreign(text, code),) for code, text in provision.titles.items()]
    dates: list[Line] = []
    if provision.adopted is not None:
        dates.append((say("adopted: {date}", date=say_date(provision.adopted)),))
    if provision.in_force is not None:
        dates.append((say("in force: {date}", date=say_date(provision.in_force)),))
    if provision.introduced_by:
        dates.append((Foreign(provision.introduced_by, "en"),))
    known: list[Line] = [(KNOWLEDGE[provision.knowledge],)]
    # The note often says no more than the word.
    if provision.knowledge_note not in {"", provision.knowledge.value}:
        known.append((Foreign(provision.knowledge_note, "en"),))
    return (
        (provision_words(provision.key, language), Cite((provision.source().key,))),
        stacked(titles) or (NOT_KNOWN,),
        stacked(dates) or (NOT_KNOWN,),
        stacked(known),
    )
