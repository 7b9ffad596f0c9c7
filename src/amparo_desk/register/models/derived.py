# SPDX-License-Identifier: AGPL-3.0-or-later
"""What follows from statements and decisions. Emptied and filled by the rebuild, nothing else.

`values` holds, for each property, every value with its sources, what is chosen and whether it
is disputed (amparo.core.cases.Known as JSON, see register.domain.rebuild). The few columns
beside it exist for queries.
"""

from __future__ import annotations

from django.db import models


class Derived(models.Model):
    """An entity made from statements, under the key that the statements use.

    The key is the primary key: a rebuild gives the same rows and addresses, whatever was there.
    """

    key = models.CharField(max_length=240, primary_key=True)
    values = models.JSONField(default=dict)

    class Meta:
        abstract = True
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key


class Person(Derived):
    """The resolved human; has many records."""

    # By folded name: Cyrillic and Latin spellings stand together, on every database alike.
    ORDER = ("unnamed", "search_keys", "key")

    display_name = models.TextField(blank=True)
    search_keys = models.TextField(blank=True, help_text="folded names (amparo.names.search_key)")
    unnamed = models.BooleanField(default=False)

    class Meta(Derived.Meta):
        ordering = ["unnamed", "search_keys", "key"]


class Prosecution(Derived):
    """One criminal case against one person."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="prosecutions")
    country = models.CharField(max_length=40, blank=True, db_index=True)


class PartOfProsecution(Derived):
    """Something that belongs to one prosecution."""

    prosecution = models.ForeignKey(
        Prosecution, on_delete=models.CASCADE, related_name="%(class)ss"
    )

    class Meta(Derived.Meta):
        abstract = True


class Charge(PartOfProsecution):
    """A provision and the conduct alleged; `provision` is empty where unknown or disputed."""

    provision = models.CharField(max_length=240, blank=True, db_index=True)


class Restraint(PartOfProsecution):
    """Custody, house arrest, travel ban, wanted; from - to."""

    kind = models.CharField(max_length=40, blank=True)


class Sentence(PartOfProsecution):
    """What a court imposed."""

    kind = models.CharField(max_length=40, blank=True)
    months = models.PositiveIntegerField(null=True)


class Appeal(PartOfProsecution):
    """What a higher court did with a sentence."""

    outcome = models.CharField(max_length=40, blank=True)


class Release(PartOfProsecution):
    """The end of a deprivation of liberty."""

    kind = models.CharField(max_length=40, blank=True)
