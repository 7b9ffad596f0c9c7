# SPDX-License-Identifier: AGPL-3.0-or-later
"""Drafts under debate, their texts, scenarios, recommendations and announced outcomes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count

from amparo_desk.chamber.models import Announced, Draft, DraftText, Recommendation, Scenario, Step
from amparo_desk.history.models import Change

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.db.models import QuerySet

STEPS_SHOWN = 30


def drafts() -> QuerySet[Draft]:
    """Give the drafts, the youngest first, with their texts and how many amendments each has."""
    return Draft.objects.select_related("source", "debate").prefetch_related("texts")


def amendment_counts() -> dict[int, int]:
    """Give how many amendments each draft has, each number once whatever its languages."""
    counted = Draft.objects.order_by().annotate(
        count=Count("texts__amendments__label", distinct=True)
    )
    return dict(counted.values_list("pk", "count"))


def draft_of(key: str) -> Draft | None:
    """Give the draft of this key with its source, None if there is none."""
    return Draft.objects.select_related("source", "debate").filter(key=key).first()


def texts_of(draft: Draft) -> dict[str, DraftText]:
    """Give the texts of a draft by language, without their words."""
    rows = DraftText.objects.filter(draft=draft).only("draft_id", "language", "version")
    return {row.language: row for row in rows}


def published_of(text: DraftText) -> Mapping[str, object] | None:
    """Give what was printed after the vote as it was read (Document), None if it is not here."""
    return DraftText.objects.values_list("published", flat=True).get(pk=text.pk)


def former_words(draft: Draft, language: str) -> str | None:
    """Give the words of a text before it was last replaced, None if it never was."""
    found = Change.objects.filter(
        verb="keep_text",
        subject_kind="chamber.draft",
        subject_key=f"{draft.key}/{language}",
        before__isnull=False,
    ).first()
    return str(found.before["content"]) if found and found.before else None


def scenarios_of(draft: Draft) -> list[Scenario]:
    """Give the scenarios of a draft in the order in which they were opened."""
    return list(Scenario.objects.filter(draft=draft).select_related("made_by"))


def steps_of(scenario: Scenario) -> Sequence[Step]:
    """Give the last switches of a scenario, the youngest first."""
    return list(Step.objects.filter(scenario=scenario).select_related("taken_by")[:STEPS_SHOWN])


def recommendations_of(draft: Draft) -> dict[str, Recommendation]:
    """Give the recommendations by label."""
    return {row.label: row for row in Recommendation.objects.filter(draft=draft)}


def announced_of(draft: Draft) -> dict[str, Announced]:
    """Give the announced outcomes by label, each with its source."""
    rows = Announced.objects.filter(draft=draft).select_related("source")
    return {row.label: row for row in rows}
