# SPDX-License-Identifier: AGPL-3.0-or-later
"""How many are on no list: multiple systems estimation from overlapping lists.

A `ListTable` counts people by the lists they stand on; each method gives an `Estimate` of how many
there are in all, with its `Gate`s: reasons to refuse the figure or to give less than it. What each
method assumes stands in docs/estimate-methods.md.
"""

from amparo.estimate.estimates import Estimate, Gate, GateVerdict
from amparo.estimate.tables import ListTable, TableFault, TableFaults
from amparo.estimate.tables_reading import read_strata, read_table

__all__ = [
    "Estimate",
    "Gate",
    "GateVerdict",
    "ListTable",
    "TableFault",
    "TableFaults",
    "read_strata",
    "read_table",
]
