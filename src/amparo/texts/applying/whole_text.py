# SPDX-License-Identifier: AGPL-3.0-or-later
"""Amendments that would leave a part of a draft without any paragraph: not in order (Rule 34.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amparo.core.messages import say
from amparo.texts.applying.edits import TITLE, Strike, Words
from amparo.texts.applying.merging import merge

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from amparo.texts.applying.draft import Draft
    from amparo.texts.applying.edits import Edit, Resolved
    from amparo.texts.document import Document, Part

ALONE = say("it would delete the whole text of a part, which is not in order (Rule 34.4)")
TOGETHER = say(
    "with the others adopted it would delete the whole text of a part, which is not in order "
    "(Rule 34.4)"
)


def deletes_all(draft: Draft, resolved: Resolved) -> bool:
    """Say whether one amendment alone leaves a part without any paragraph."""
    touched = {edit.paragraph for edit in resolved.edits if isinstance(edit, Strike | Words)}
    # Only what touches each paragraph of the first level needs to be tried.
    if not any(roots and roots <= touched for roots in map(_roots, draft.document.parts)):
        return False
    return bool(_emptied(draft, merge(draft, [resolved]).document))


def last_to_delete_all(draft: Draft, result: Document, applied: Mapping[str, Resolved]) -> str:
    """Give the last amendment by which a part of a result has no paragraph left, "" if all have.

    `applied` are the amendments of that result in the order of voting.
    """
    emptied = _emptied(draft, result)
    cutting = [
        key
        for key, item in applied.items()
        if emptied.intersection(part for edit in item.edits for part in _cuts(draft, edit))
    ]
    return cutting[-1] if cutting else ""


def _roots(part: Part) -> set[str]:
    return {paragraph.key for paragraph in part.paragraphs if not paragraph.heading}


def _emptied(draft: Draft, result: Document) -> set[int]:
    """Give the parts of a draft that have no paragraph in a result, only headings or nothing."""
    both = zip(draft.document.parts, result.parts, strict=True)
    return {
        index
        for index, (before, after) in enumerate(both)
        if _roots(before) and not any(not item.heading for item in after.walk())
    }


def _cuts(draft: Draft, edit: Edit) -> Iterator[int]:
    """Give the part from which an edit strikes something without putting anything in its place."""
    if isinstance(edit, Strike) or (
        isinstance(edit, Words) and edit.paragraph != TITLE and not edit.text.strip()
    ):
        yield draft.places[edit.paragraph].part
