# SPDX-License-Identifier: AGPL-3.0-or-later
"""One row for each change, written by the domain verb that made it, never edited."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Change(models.Model):
    """Who did what to which thing, when, why, and how it stood before and after."""

    at = models.DateTimeField(auto_now_add=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    verb = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=40)
    subject_key = models.CharField(max_length=500)
    reason = models.TextField(blank=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["subject_kind", "subject_key"])]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_kind} {self.subject_key}"
