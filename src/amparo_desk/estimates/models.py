# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whom an estimate counts, on which lists, and the runs that estimate how many are on none."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from amparo_desk.register.models import Source

# A run has a field called settings.
_USER = settings.AUTH_USER_MODEL


class Population(models.Model):
    """Whom an estimate is to count, stated before anything is counted. Withdrawn, never deleted.

    `begin` and `end` are EDTF; a stock has one day. `by` names the fields of the strata. What the
    dates do not decide is counted apart; `undetermined` says who of these is in all the same.
    """

    class Kind(models.TextChoices):
        """Those who were it on one day, or those to whom it happened in a period."""

        STOCK = "stock", _("on one day")
        FLOW = "flow", _("within a period")

    class Condition(models.TextChoices):
        """What somebody was on that day, or what happened to him in the period."""

        PROSECUTED = "prosecuted", _("prosecuted")
        DEPRIVED = "deprived", _("deprived of liberty")
        SENTENCED = "sentenced", _("sentenced")

    class Undetermined(models.TextChoices):
        """What becomes of those of whom the register does not know whether they count."""

        OUT = "out", _("left out")
        OPEN = "open", _("in where a beginning but no end is known")
        IN = "in", _("all in")

    key = models.SlugField(max_length=120, unique=True)
    title = models.TextField()
    definition = models.TextField(help_text="whom it counts, in words")
    place = models.TextField(blank=True, help_text="in words")
    country = models.CharField(max_length=40, blank=True, help_text="whose cases; empty: any")
    kind = models.CharField(max_length=10, choices=Kind)
    condition = models.CharField(max_length=20, choices=Condition, default=Condition.PROSECUTED)
    begin = models.CharField(max_length=60, help_text="EDTF")
    end = models.CharField(max_length=60, help_text="EDTF")
    undetermined = models.CharField(max_length=10, choices=Undetermined, default=Undetermined.OUT)
    assessment = models.CharField(max_length=60, blank=True, help_text="key of a definition")
    outcomes = models.JSONField(default=list, help_text="outcomes of the assessment that count")
    by = models.JSONField(default=list, help_text="fields of the strata")
    created_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.title


class ListUse(models.Model):
    """A list on which the population is looked for.

    Sources of one `system` are one list, because one takes over what the other has.
    """

    population = models.ForeignKey(Population, on_delete=models.CASCADE, related_name="uses")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    system = models.CharField(max_length=120)
    reason = models.TextField(blank=True, help_text="what it covers, or why they are one")

    class Meta:
        ordering = ["system", "source__key"]
        constraints = [
            models.UniqueConstraint(fields=["population", "source"], name="one_use_of_a_list")
        ]

    def __str__(self) -> str:
        return f"{self.population_id}: {self.source_id} as {self.system}"


class NotReached(models.Model):
    """A list that cannot have anybody of a stratum: not a count of 0, but no count at all."""

    population = models.ForeignKey(Population, on_delete=models.CASCADE, related_name="not_reached")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    field = models.CharField(max_length=60)
    label = models.CharField(max_length=240)
    reason = models.TextField()

    class Meta:
        ordering = ["source__key", "field", "label"]
        constraints = [
            models.UniqueConstraint(
                fields=["population", "source", "field", "label"], name="one_word_on_reach"
            )
        ]

    def __str__(self) -> str:
        return f"{self.source_id} does not reach {self.field} = {self.label}"


class Run(models.Model):
    """One estimate of the tables as they stood when it was asked for.

    `stated` and `tables` are kept with it, so that neither a stop nor a change of the population or
    the register alters what is computed and said. `key` is the SHA-256 of them, of settings and
    engine: the same is never run twice.
    """

    class State(models.TextChoices):
        """Where it stands. A stopped one, and one whose worker died, can be resumed."""

        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        STOPPED = "stopped", _("stopped")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    population = models.ForeignKey(Population, on_delete=models.PROTECT, related_name="runs")
    key = models.CharField(max_length=64, unique=True)
    stated = models.JSONField(help_text="the population as it was stated then")
    tables = models.JSONField(help_text="see estimates.tables")
    settings = models.JSONField(help_text="methods, seed, sweeps, partitions")
    documented = models.PositiveIntegerField()
    excluded = models.JSONField(default=dict, help_text="reason -> persons left out")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    share = models.FloatField(default=0.0, help_text="done, from 0 to 1")
    at_work = models.CharField(max_length=240, blank=True, help_text="stratum and method")
    stop_asked = models.BooleanField(default=False)
    result = models.JSONField(null=True, help_text="amparo.estimate.answers as plain data")
    problem = models.TextField(blank=True)
    asked_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    began_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True, help_text="last sign of life of its worker")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.population_id}: {self.key[:12]} {self.state}"
