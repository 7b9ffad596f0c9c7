# SPDX-License-Identifier: AGPL-3.0-or-later
"""What people (and, below them, the linker) decide. Withdrawn, never deleted."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from amparo_desk.register.models.said import Record, Statement

# What the linker says of a pair; a decision keeps what the proposal held.
SAID = ("score", "probability", "prior", "summary", "evidence")


class Decision(models.Model):
    """Whether two records are the same person. `left` has the smaller key."""

    class Judgement(models.TextChoices):
        """As amparo.linkage.Judgement."""

        SAME = "same", _("same person")
        NOT_SAME = "not_same", _("not the same person")
        UNSURE = "unsure", _("unsure")

    left = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    right = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    judgement = models.CharField(max_length=10, choices=Judgement)
    by_person = models.BooleanField(help_text="False: the linker's own, below any person's")
    score = models.FloatField(null=True)
    probability = models.FloatField(null=True, help_text="the linker's; null: it gave none")
    prior = models.FloatField(default=0.0, help_text="bits before any evidence")
    reason = models.TextField(blank=True)
    summary = models.JSONField(null=True, help_text="the linker's words (amparo.core.messages)")
    evidence = models.JSONField(default=list)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(auto_now_add=True)
    said_by = models.CharField(
        max_length=150, blank=True, help_text="who decided, as an imported file says"
    )
    said_at = models.DateTimeField(null=True, help_text="when, as an imported file says")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["left", "right", "by_person"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_live_decision",
            ),
            models.CheckConstraint(condition=~Q(left=F("right")), name="two_records"),
        ]

    def __str__(self) -> str:
        return f"{self.left_id} {self.judgement} {self.right_id}"


class Proposal(models.Model):
    """A pair that waits for a person's decision, with what speaks for and against it.

    Derived: replaced by each run of the linker.
    """

    left = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+")
    right = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+")
    rank = models.PositiveIntegerField()
    score = models.FloatField()
    probability = models.FloatField(null=True, help_text="null: the linker gave none")
    prior = models.FloatField(default=0.0, help_text="bits before any evidence")
    summary = models.JSONField()
    evidence = models.JSONField(default=list)

    class Meta:
        ordering = ["rank"]
        constraints = [models.UniqueConstraint(fields=["left", "right"], name="one_proposal")]

    def __str__(self) -> str:
        return f"{self.left_id} ? {self.right_id}"


class Choice(models.Model):
    """A pick among contradicting statements of one property, with its reason."""

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="choices")
    reason = models.TextField()
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    chosen_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.statement_id}: {self.reason}"
