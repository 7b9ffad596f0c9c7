# SPDX-License-Identifier: AGPL-3.0-or-later
"""Assessments of a prosecution under a versioned definition."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from amparo_desk.register.models.said import Record


class Assessment(models.Model):
    """A named assessor's finding, criterion by criterion; a later one supersedes, never edits.

    It hangs on the prosecution's key, which rebuilding keeps, and on the record it stems from.
    `answers`: criterion -> {"value": true|false|unknown, "reason": text, "statements": [ids]}.
    """

    class Outcome(models.TextChoices):
        """Computed from the answers; INSUFFICIENT counts neither for nor against."""

        MEETS = "meets", _("meets the definition")
        DOES_NOT = "does_not", _("does not meet it")
        EXCLUDED = "excluded", _("excluded by the definition")
        INSUFFICIENT = "insufficient", _("insufficient material")
        NOT_DEPRIVED = "not_deprived", _("not deprived of liberty")

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="assessments")
    prosecution_key = models.CharField(max_length=240)
    definition = models.CharField(max_length=60)
    definition_version = models.CharField(max_length=20)
    reference_date = models.CharField(max_length=60, help_text="EDTF")
    answers = models.JSONField()
    outcome = models.CharField(max_length=20, choices=Outcome)
    dissent = models.TextField(blank=True)
    assessor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    second_assessor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    assessed_at = models.DateTimeField(auto_now_add=True)
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="superseded_by"
    )

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.definition} {self.prosecution_key}: {self.outcome}"
