# SPDX-License-Identifier: AGPL-3.0-or-later
"""The words that both renderings of a dossier need: labels, badges, the names of closed lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amparo.core.messages import say
from amparo.core.sources import Knowledge, SourceKind
from amparo.dossier.model import Badge, CalloutKind, Tone

if TYPE_CHECKING:
    from collections.abc import Mapping

    from amparo.core.messages import Message

KNOWLEDGE: Mapping[Knowledge, Badge] = {
    Knowledge.SEEN: Badge(say("seen"), Tone.SURE),
    Knowledge.SECONDARY: Badge(say("second-hand"), Tone.CAUTION),
    Knowledge.UNVERIFIED: Badge(say("unverified"), Tone.CAUTION),
    Knowledge.MEMORY: Badge(say("from memory"), Tone.AGAINST),
    Knowledge.NOT_FOUND: Badge(say("not found"), Tone.AGAINST),
}

KNOWLEDGE_MEANS: Mapping[Knowledge, Message] = {
    Knowledge.SEEN: say("read on the page named"),
    Knowledge.SECONDARY: say("read on a page that quotes another source"),
    Knowledge.UNVERIFIED: say("said by one interested source only"),
    Knowledge.MEMORY: say("general knowledge; no page was seen"),
    Knowledge.NOT_FOUND: say("looked for and not found"),
}

SOURCE_KIND: Mapping[SourceKind, Message] = {
    SourceKind.LIST: say("list"),
    SourceKind.NOTE: say("research note"),
    SourceKind.SPEECH: say("speech"),
    SourceKind.LAW: say("law"),
    SourceKind.INSTITUTION: say("document of an institution"),
}

CALLOUT: Mapping[CalloutKind, Message] = {
    CalloutKind.NOTE: say("Note"),
    CalloutKind.SYNTHETIC: say("SYNTHETIC"),
    CalloutKind.UNKNOWN: say("Not known"),
}

# Said by the templates themselves, under the name they use.
FURNITURE: Mapping[str, Message] = {
    "contents": say("Contents"),
    "sources": say("Sources"),
    "source": say("Source"),
    "made_on": say("Made on"),
    "page": say("Page"),
    "of": say("of"),
    "skip": say("Skip to the text"),
    "back": say("Back to statement"),
    "cited_on": say("Cited on page"),
    "cited_at": say("Cited at"),
    "published": say("Published"),
    "read_at": say("Read at"),
    "no_page": say("no page seen"),
    "to_top": say("Back to the contents"),
}
