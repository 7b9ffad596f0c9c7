# SPDX-License-Identifier: AGPL-3.0-or-later
"""Two-person review: what each reader says of a pair before it takes effect, and the switch."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from amparo_desk.register.models.decided import Decision
from amparo_desk.register.models.said import Record


class Opinion(models.Model):
    """What one reader says of a pair: it takes effect when a second one says the same.

    `decision` is what it led to, or what settled the pair otherwise; null: it waits.
    """

    left = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    right = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    judgement = models.CharField(max_length=10, choices=Decision.Judgement)
    reason = models.TextField()
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    given_at = models.DateTimeField(auto_now_add=True)
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, related_name="opinions"
    )
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["left", "right", "given_by"],
                condition=Q(withdrawn_at__isnull=True, decision__isnull=True),
                name="one_waiting_opinion",
            ),
            models.CheckConstraint(condition=~Q(left=F("right")), name="opinion_two_records"),
        ]

    def __str__(self) -> str:
        return f"{self.left_id} {self.judgement} {self.right_id}, says {self.given_by_id}"


class Setting(models.Model):
    """A rule of the workspace that administrators switch; one without a row is off."""

    TWO_PERSON_REVIEW = "two_person_review"

    name = models.CharField(max_length=60, primary_key=True)
    on = models.BooleanField()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return f"{self.name}: {'on' if self.on else 'off'}"
