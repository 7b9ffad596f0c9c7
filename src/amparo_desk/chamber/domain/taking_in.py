# SPDX-License-Identifier: AGPL-3.0-or-later
"""Taking in a whole debate at once: draft, texts, amendments, a first scenario; all or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.text import slugify
from django.utils.translation import gettext as _

from amparo.texts.document import Document
from amparo.texts.operations import Amendment
from amparo_desk.chamber.domain.scenarios import open_scenario
from amparo_desk.chamber.domain.texts import FaultsError, keep_amendments, keep_draft, keep_text
from amparo_desk.chamber.models import Draft
from amparo_desk.register.domain.turns import turn
from amparo_desk.register.models import Source

if TYPE_CHECKING:
    from amparo.core.sources import Source as CoreSource
    from amparo_desk.accounts.models import User

LONGEST_KEY = 60
# Addresses of pages that stand where a debate's own address would: /debates/new/.
RESERVED = {"new"}


@dataclass(frozen=True, slots=True)
class TextAsRead:
    """A draft in one language: what came, what was read of it, and the amendments to it."""

    content: str
    document: Document
    amendments: Sequence[Amendment] = ()


def take_in_debate(
    *,
    title: str,
    source: CoreSource,
    texts: Sequence[TextAsRead],
    user: User,
    key: str = "",
    doc: str = "",
    scenario: str = "",
    reason: str = "",
) -> Draft:
    """Keep a draft with its texts and amendments and a first scenario; none of it if one fails.

    The key is made of the title where none is given; so is that of a source that has none.

    Raises:
        PermissionDenied: the user may not document.
        FaultsError: what `keep_text` or `keep_amendments` refuses, or two texts in one language.
    """
    languages = [item.document.language for item in texts]
    with turn(user):
        faults = []
        if len(set(languages)) < len(languages):
            faults.append(_("Two texts are in the same language."))
        key = key or _free_key(Draft, slugify(title), "draft")
        if not source.key:
            source = replace(source, key=_free_key(Source, f"draft-{key}", ""))
        draft = keep_draft(
            key=key, title=title, doc=doc, source=source, user=user,
            reason=reason,
        )  # fmt: skip
        for item in texts:
            try:
                text = keep_text(
                    draft=draft, document=item.document, content=item.content, user=user,
                    reason=reason,
                )  # fmt: skip
                if item.amendments:
                    keep_amendments(text=text, amendments=item.amendments, user=user, reason=reason)
            except FaultsError as refused:
                faults += refused.faults
        if faults:
            raise FaultsError(faults)
        if not draft.scenarios.exists():
            open_scenario(draft=draft, name=scenario or _("What if"), user=user)
        return draft


def _free_key(model: type[Draft | Source], wished: str, otherwise: str) -> str:
    """Give a key for a new row that no other has; call it in the turn in which the row is made."""
    stem = wished[:LONGEST_KEY].strip("-") or otherwise
    taken = RESERVED.union(model.objects.filter(key__startswith=stem).values_list("key", flat=True))
    number, key = 1, stem
    while key in taken:
        number += 1
        key = f"{stem}-{number}"
    return key
