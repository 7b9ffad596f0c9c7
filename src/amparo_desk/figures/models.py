# SPDX-License-Identifier: AGPL-3.0-or-later
"""Figures by source, speeches, the claims in them, and the checks (derived)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from amparo_desk.register.models import Source


class Figure(models.Model):
    """A number with unit, population, definition, date and source (amparo.claims.Figure).

    `data` is the figure as amparo.claims reads it; the columns are for queries.
    """

    key = models.CharField(max_length=120, unique=True)
    topic = models.CharField(max_length=120, db_index=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="figures")
    data = models.JSONField()
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.key


class Speech(models.Model):
    """A speech or statement in which claims are made, as text in one or more languages."""

    key = models.CharField(max_length=120, unique=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="speeches")
    texts = models.JSONField(help_text="language -> text")

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key


class Claim(models.Model):
    """A statement in a speech to be checked (amparo.claims.Claim)."""

    key = models.CharField(max_length=120, unique=True)
    speech = models.ForeignKey(Speech, on_delete=models.PROTECT, related_name="claims")
    kind = models.CharField(max_length=40)
    topic = models.CharField(max_length=120, blank=True)
    spans = models.JSONField(help_text="language -> [start, end] in the speech")
    data = models.JSONField()
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.key


class Authority(models.Model):
    """What a body said on a provision, or what a motion names: evidence for claims on them.

    `kind` tells the engine's class: amparo.claims.evidence.BodyStatement or Motion.
    """

    class Kind(models.TextChoices):
        """Which of the two it is."""

        BODY = "body", _("statement of a body")
        MOTION = "motion", _("motion")

    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=10, choices=Kind)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="authorities")
    data = models.JSONField()
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.key


class ClaimCheck(models.Model):
    """What the engine found for a claim. Derived: made anew from figures and the register."""

    class Verdict(models.TextChoices):
        """As amparo.claims.Verdict."""

        SUPPORTED = "supported", _("supported")
        IN_PART = "supported_in_part", _("supported in part")
        NOT_AS_WORDED = "not_supported_as_worded", _("not supported as worded")
        CONTRADICTED = "contradicted", _("contradicted")
        DISPUTED = "disputed", _("disputed between sources")
        UNDETERMINED = "undetermined", _("undetermined")

    claim = models.OneToOneField(
        Claim, on_delete=models.CASCADE, primary_key=True, related_name="check_result"
    )
    verdict = models.CharField(max_length=30, choices=Verdict)
    data = models.JSONField(
        help_text="summary, findings and comparison as amparo.claims writes them"
    )

    class Meta:
        ordering = ["claim__position"]

    def __str__(self) -> str:
        return f"{self.claim_id}: {self.verdict}"
