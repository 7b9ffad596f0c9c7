# SPDX-License-Identifier: AGPL-3.0-or-later
"""What sources say: sources, snapshots of lists, records, statements. Never overwritten."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Source(models.Model):
    """A list, a research note on named pages, a speech, a law or an institution's text."""

    class Kind(models.TextChoices):
        """As amparo.core.sources.SourceKind."""

        LIST = "list", _("list")
        NOTE = "note", _("research note")
        SPEECH = "speech", _("speech")
        LAW = "law", _("law")
        INSTITUTION = "institution", _("text of an institution")

    class Knowledge(models.TextChoices):
        """As amparo.core.sources.Knowledge: how well what it says is known."""

        SEEN = "seen", _("read on the page named")
        SECONDARY = "secondary", _("a page that quotes another source")
        UNVERIFIED = "unverified", _("one interested source only")
        MEMORY = "memory", _("general knowledge, no page seen")
        NOT_FOUND = "not_found", _("looked for and not found")

    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=20, choices=Kind)
    title = models.TextField()
    publisher = models.TextField(blank=True)
    knowledge = models.CharField(max_length=20, choices=Knowledge)
    language = models.CharField(max_length=16, default="und")
    pages = models.JSONField(default=list, help_text="addresses where it was read")
    published = models.CharField(max_length=60, blank=True, help_text="EDTF")
    statement = models.TextField(blank=True, help_text="what it says, in our words")
    note = models.TextField(blank=True, help_text="what to beware of")
    synthetic = models.BooleanField(default=False, help_text="made by us for showing")
    # For lists: how their rows are to be read and what the list declares of itself.
    mapping = models.JSONField(default=dict, blank=True)
    name_order = models.CharField(max_length=20, default="unknown")
    complete_snapshot = models.BooleanField(default=False)
    duplicate_free = models.BooleanField(default=False)

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.title


class Snapshot(models.Model):
    """One import of one state of a list, by the hash of the file and of its mapping."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="snapshots")
    number = models.PositiveIntegerField()
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    mapping_sha256 = models.CharField(max_length=64)
    imported_at = models.DateTimeField(auto_now_add=True)
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    added = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    unchanged = models.PositiveIntegerField()
    gone = models.PositiveIntegerField()

    class Meta:
        ordering = ["source_id", "number"]
        constraints = [models.UniqueConstraint(fields=["source", "number"], name="snapshot_number")]

    def __str__(self) -> str:
        return f"{self.source_id} #{self.number}"


class Record(models.Model):
    """One row of one source as it came; the anchor of everything said of a person there."""

    key = models.CharField(max_length=240, unique=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="records")
    # Pairs, not a mapping: PostgreSQL keeps no order of the keys of one.
    raw = models.JSONField(default=list, help_text="[column, cell] as they came")
    content_hash = models.CharField(max_length=64, blank=True)
    row_number = models.PositiveIntegerField(null=True)
    last_snapshot = models.ForeignKey(
        Snapshot, on_delete=models.PROTECT, null=True, related_name="records"
    )
    gone = models.BooleanField(default=False, help_text="not on the list's last snapshot")
    # Derived: emptied and filled by the rebuild.
    person = models.ForeignKey(
        "register.Person", on_delete=models.SET_NULL, null=True, related_name="records"
    )

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key


class RecordVersion(models.Model):
    """How a record stood in a snapshot in which it was new or changed."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="versions")
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT)
    raw = models.JSONField(help_text="[column, cell] as they came")
    content_hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["record_id", "snapshot_id"]

    def __str__(self) -> str:
        return f"{self.record_id} in {self.snapshot_id}"


class Statement(models.Model):
    """One property of one entity as one source gives it (amparo.core.statements.Statement).

    A statement that its source no longer makes is marked, not deleted: `withdrawn` with the
    snapshot that no longer has it.
    """

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="statements")
    position = models.PositiveIntegerField(help_text="order within the record")
    schema = models.CharField(max_length=20)
    entity = models.CharField(max_length=240)
    parent = models.CharField(max_length=240, blank=True)
    prop = models.CharField(max_length=40)
    value = models.TextField(blank=True)
    written = models.TextField(blank=True)
    language = models.CharField(max_length=16, default="und")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="statements")
    knowledge = models.CharField(max_length=20, blank=True, choices=Source.Knowledge)
    seen_in = models.ForeignKey(Snapshot, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn = models.BooleanField(default=False)
    withdrawn_in = models.ForeignKey(
        Snapshot, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["record_id", "position", "id"]
        indexes = [models.Index(fields=["entity", "prop"])]

    def __str__(self) -> str:
        return f"{self.entity}.{self.prop} = {self.value or self.written}"
