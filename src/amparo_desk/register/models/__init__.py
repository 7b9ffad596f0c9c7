# SPDX-License-Identifier: AGPL-3.0-or-later
"""The register's tables: what is said and what is decided is kept; the rest is derived."""

from amparo_desk.register.models.assessed import Assessment
from amparo_desk.register.models.decided import SAID, Choice, Decision, Proposal
from amparo_desk.register.models.derived import (
    Appeal,
    Charge,
    Person,
    Prosecution,
    Release,
    Restraint,
    Sentence,
)
from amparo_desk.register.models.reviewed import Opinion, Setting
from amparo_desk.register.models.said import Record, RecordVersion, Snapshot, Source, Statement

__all__ = [
    "SAID",
    "Appeal",
    "Assessment",
    "Charge",
    "Choice",
    "Decision",
    "Opinion",
    "Person",
    "Proposal",
    "Prosecution",
    "Record",
    "RecordVersion",
    "Release",
    "Restraint",
    "Sentence",
    "Setting",
    "Snapshot",
    "Source",
    "Statement",
]
