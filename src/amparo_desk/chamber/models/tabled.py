# SPDX-License-Identifier: AGPL-3.0-or-later
"""Drafts word by word, amendments as tabled, and what one reckons with; kept apart from outcomes.

What is known of an event (`known`) may have no wording at all; a draft here always has one.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from amparo_desk.chamber.models.known import Debate
from amparo_desk.register.models import Source


class Language(models.TextChoices):
    """The languages of the Assembly's texts (amparo.texts.Language)."""

    ENGLISH = "en", _("English")
    FRENCH = "fr", _("French")


class Draft(models.Model):
    """A draft under debate; its words are in `DraftText`, one for each language.

    `debate` is set where something is known of the event in which it is voted.
    """

    key = models.SlugField(max_length=120, unique=True)
    title = models.TextField()
    doc = models.CharField(max_length=60, blank=True, help_text="as printed: Doc. 00000")
    debate = models.ForeignKey(
        Debate, on_delete=models.PROTECT, related_name="drafts", null=True, blank=True
    )
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.title


class DraftText(models.Model):
    """The words of a draft in one language: `content` as it came, `data` as it was read.

    `published` is what the institution printed after the vote, null as long as it is not here, and
    `published_content` how that came. `data` and `published` are amparo.texts.Document. `version`
    is the hash of the draft and of the amendments in this language: the engines' work is kept for
    as long as it stays the same.
    """

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="texts")
    language = models.CharField(max_length=2, choices=Language)
    content = models.TextField()
    data = models.JSONField()
    published = models.JSONField(null=True)
    published_content = models.TextField(blank=True)
    version = models.CharField(max_length=64)

    class Meta:
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "language"], name="one_text_in_each_language")
        ]

    def __str__(self) -> str:
        return f"{self.draft} ({self.language})"


class Tabled(models.Model):
    """An amendment or sub-amendment as tabled, in the language of one text.

    `label` is what tells it from others of the debate: "7", "13/1" (amparo.texts Amendment.key).
    `data` is the engine's form without what was read of the wording: that is read each time.
    """

    text = models.ForeignKey(DraftText, on_delete=models.PROTECT, related_name="amendments")
    label = models.CharField(max_length=40)
    position = models.PositiveIntegerField()
    wording = models.TextField()
    data = models.JSONField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["text", "label"], name="one_amendment_of_each_number")
        ]

    def __str__(self) -> str:
        return self.label


class Scenario(models.Model):
    """A named "what if": which amendments one takes as adopted or rejected. No outcome."""

    class Choice(models.TextChoices):
        """What is assumed of an amendment; where nothing is, it is open."""

        ADOPTED = "adopted", _("adopted")
        REJECTED = "rejected", _("rejected")

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="scenarios")
    name = models.CharField(max_length=120)
    choices = models.JSONField(default=dict, help_text="label -> adopted or rejected")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "name"], name="one_scenario_of_each_name")
        ]

    def __str__(self) -> str:
        return self.name


class Step(models.Model):
    """One switch in a scenario: what an amendment was before and after, "" for open."""

    scenario = models.ForeignKey(Scenario, on_delete=models.PROTECT, related_name="steps")
    label = models.CharField(max_length=40)
    before = models.CharField(max_length=10, blank=True)
    after = models.CharField(max_length=10, blank=True)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    taken_at = models.DateTimeField(auto_now_add=True)
    undone = models.BooleanField(default=False)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.label}: {self.before or 'open'} -> {self.after or 'open'}"

    @property
    def before_words(self) -> str:
        """What the amendment was taken as before."""
        return _chosen(self.before)

    @property
    def after_words(self) -> str:
        """What it was taken as after."""
        return _chosen(self.after)


def _chosen(choice: str) -> str:
    return str(Scenario.Choice(choice).label if choice else _("open"))


class Announced(models.Model):
    """What was announced of an amendment, with its source; never filled from a scenario."""

    class Outcome(models.TextChoices):
        """What became of it."""

        ADOPTED = "adopted", _("adopted")
        REJECTED = "rejected", _("rejected")
        FELL = "fell", _("fell")
        WITHDRAWN = "withdrawn", _("withdrawn")
        NOT_MOVED = "not_moved", _("not moved")

    class How(models.TextChoices):
        """How it was decided; the Rules know ways without a vote of the plenary."""

        UNKNOWN = "", _("not known how")
        VOTE = "vote", _("by a vote of the Assembly")
        UNANIMOUS = "unanimous", _("unanimous in committee, declared adopted")
        TWO_THIRDS = "two_thirds", _("rejected by two thirds in committee")

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="announced")
    label = models.CharField(max_length=40)
    outcome = models.CharField(max_length=12, choices=Outcome)
    how = models.CharField(max_length=12, choices=How, blank=True)
    in_favour = models.PositiveIntegerField(null=True)
    against = models.PositiveIntegerField(null=True)
    abstentions = models.PositiveIntegerField(null=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "label"], name="one_announced_outcome")
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.outcome}"


class Recommendation(models.Model):
    """How one's own side should vote on an amendment, and why in a few words."""

    class Stance(models.TextChoices):
        """The vote recommended."""

        FOR = "for", _("for")
        AGAINST = "against", _("against")
        ABSTAIN = "abstain", _("abstain")
        FREE = "free", _("free vote")

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="recommendations")
    label = models.CharField(max_length=40)
    stance = models.CharField(max_length=10, choices=Stance)
    remark = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "label"], name="one_recommendation")
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.stance}"
