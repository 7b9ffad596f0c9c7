# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which records are the same person: proposals, decisions, and the partition they make.

`link` links the rows of files; `Linker` is the interface of the desk and `RegisterLinker` what
stands behind it. An engine proposes, people decide, and `partition` gives the persons as a pure
function of the decisions.
"""

from amparo.linkage.clusters import Partition, Refused, conflicts_with, partition
from amparo.linkage.findings import (
    Decision,
    Judgement,
    Linker,
    LinkResult,
    PairFinding,
    Verdict,
)
from amparo.linkage.linking import Costs, Linkage, link
from amparo.linkage.records import LinkRecord, record_of
from amparo.linkage.register_linker import RegisterLinker
from amparo.linkage.table import Rows
from amparo.names import Evidence

__all__ = [
    "Costs",
    "Decision",
    "Evidence",
    "Judgement",
    "LinkRecord",
    "LinkResult",
    "Linkage",
    "Linker",
    "PairFinding",
    "Partition",
    "Refused",
    "RegisterLinker",
    "Rows",
    "Verdict",
    "conflicts_with",
    "link",
    "partition",
    "record_of",
]
