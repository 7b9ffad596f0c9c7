# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where a statement comes from and how well it is known."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Knowledge(StrEnum):
    """How well something is known; shown beside everything that is shown.

    SEEN        read on the page named
    SECONDARY   a page that quotes another source
    UNVERIFIED  one interested source only
    MEMORY      general knowledge, no page seen
    NOT_FOUND   looked for and not found
    """

    SEEN = "seen"
    SECONDARY = "secondary"
    UNVERIFIED = "unverified"
    MEMORY = "memory"
    NOT_FOUND = "not_found"


class SourceKind(StrEnum):
    """What a source is."""

    LIST = "list"
    NOTE = "note"
    SPEECH = "speech"
    LAW = "law"
    INSTITUTION = "institution"


@dataclass(frozen=True, slots=True)
class Source:
    """One source: a list, a research note on named pages, a speech, a law, an institution's text.

    `pages` are the addresses where it was read; for a note on several pages it is not known
    which page gives which part. `synthetic` is True where rows are made by us for showing.
    `statement` is what it says, in our words, and `note` its caveat.
    """

    key: str
    kind: SourceKind
    title: str
    knowledge: Knowledge
    language: str = "und"
    pages: tuple[str, ...] = ()
    published: str = ""
    note: str = ""
    synthetic: bool = False
    statement: str = ""
