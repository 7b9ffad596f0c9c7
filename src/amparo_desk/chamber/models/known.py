# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a parliament did, as far as it is known: each row with its source and how well known."""

from __future__ import annotations

from django.db import models

from amparo_desk.register.models import Source


class Known(models.Model):
    """A row with a source, how well it is known, and the engine's form in `data`."""

    key = models.CharField(max_length=120, unique=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    knowledge = models.CharField(max_length=20, choices=Source.Knowledge)
    position = models.PositiveIntegerField()
    data = models.JSONField()

    class Meta:
        abstract = True
        ordering = ["position"]

    def __str__(self) -> str:
        return self.key


class Debate(Known):
    """A debate that ends in a vote; `data` is the event after which cases are followed."""


class Text(Known):
    """A report, draft, resolution or motion (amparo.demands.ChamberText)."""

    debate = models.ForeignKey(Debate, on_delete=models.PROTECT, related_name="texts")
    kind = models.CharField(max_length=40)
    number = models.CharField(max_length=60, blank=True)


class Amendment(Known):
    """A change proposed to a text; number and wording may be unknown."""

    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="amendments")


class Vote(Known):
    """The outcome of an amendment as reported; counts may be unknown."""

    amendment = models.ForeignKey(Amendment, on_delete=models.PROTECT, related_name="votes")
    outcome = models.CharField(max_length=20)


class AdoptedPassage(Known):
    """Whether a demand is found in an adopted text; three-valued."""

    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="passages")
    demand_key = models.CharField(max_length=120)
    found = models.CharField(max_length=10)


class Member(Known):
    """A member of a parliament."""

    debate = models.ForeignKey(Debate, on_delete=models.PROTECT, related_name="members")
    name = models.TextField()
