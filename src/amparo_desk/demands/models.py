# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a group asks for, in our paraphrase of its words, and the steps of its way."""

from __future__ import annotations

from django.db import models

from amparo_desk.chamber.models import Debate
from amparo_desk.register.models import Source


class Demand(models.Model):
    """A demand (amparo.demands.Demand); `data` as the engine reads it."""

    key = models.CharField(max_length=120, unique=True)
    debate = models.ForeignKey(Debate, on_delete=models.PROTECT, related_name="demands")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="demands")
    data = models.JSONField()
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.key
