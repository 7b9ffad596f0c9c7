# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which records are the same person: proposals, decisions, and the partition they make.

`Linker` is the interface; `CautiousLinker` the first engine behind it. An engine proposes, people
decide, and `partition` gives the persons as a pure function of the decisions.
"""

from amparo.linkage.cautious import CautiousLinker
from amparo.linkage.clusters import Partition, Refused, conflicts_with, partition
from amparo.linkage.findings import (
    Decision,
    Judgement,
    Linker,
    LinkResult,
    PairFinding,
    Verdict,
)
from amparo.linkage.records import LinkRecord, record_of
from amparo.names import Evidence

__all__ = [
    "CautiousLinker",
    "Decision",
    "Evidence",
    "Judgement",
    "LinkRecord",
    "LinkResult",
    "Linker",
    "PairFinding",
    "Partition",
    "Refused",
    "Verdict",
    "conflicts_with",
    "partition",
    "record_of",
]
