# SPDX-License-Identifier: AGPL-3.0-or-later
"""The debate: the vote, and the texts with what is known of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amparo.core.messages import say
from amparo.demands.texts import ToldText, texts_of, vote_of
from amparo.dossier.model import Cite, Foreign, Paragraph, Section, Table
from amparo.dossier.values import NOT_KNOWN, stacked
from amparo.dossier.words import KNOWLEDGE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from amparo.demands.records import Chamber
    from amparo.demands.texts import Told
    from amparo.dossier.model import Block, Line


def debate_section(chambers: Sequence[Chamber], language: str) -> Section:
    """Give the section on the debates: for each the vote, then its texts."""
    head: tuple[Line, ...] = ((say("Text"),), (say("Title as printed"),), (say("What is known"),))
    blocks: list[Block] = []
    for chamber in chambers:
        rows = tuple(_row(text, language) for text in texts_of(chamber, language))
        blocks.append(Paragraph(_line(vote_of(chamber), language)))
        blocks.append(Table((say("The texts of the debate"),), head, rows))
    return Section("debate", (say("The debate and its texts"),), tuple(blocks))


def _row(text: ToldText, language: str) -> tuple[Line, ...]:
    title: Line = (Foreign(text.title, text.language),) if text.title else (NOT_KNOWN,)
    return (
        (text.kind, " ", text.number),
        title,
        stacked([_line(told, language) for told in text.told]),
    )


def _line(told: Told, language: str) -> Line:
    line: Line = (told.words,)
    if told.note is not None:
        line = (*line, " – ", told.note.text(language))
    return (*line, " ", KNOWLEDGE[told.knowledge], Cite((told.source,)))
