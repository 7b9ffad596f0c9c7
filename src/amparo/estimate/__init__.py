# SPDX-License-Identifier: AGPL-3.0-or-later
"""How many are on no list: multiple systems estimation from overlapping lists.

A `ListTable` counts people by the lists they stand on; each method gives an `Estimate` of how many
there are in all, with its `Gate`s: reasons to refuse the figure or to give less than it. What each
method assumes stands in docs/estimate-methods.md.
"""

from amparo.estimate.bootstrap import bootstrap_estimate
from amparo.estimate.bounds import chao, chao_lists, chao_mth, pairs, sample_coverage
from amparo.estimate.estimates import Estimate, Gate, GateVerdict, total
from amparo.estimate.identifying import NoHighestInteraction, Sensitivity, TwoLists, of_loglinear
from amparo.estimate.loglinear import fit_all
from amparo.estimate.mixture import loglinear_estimate
from amparo.estimate.profile import profile_interval
from amparo.estimate.stepwise import stepwise
from amparo.estimate.tables import ListTable, TableFault, TableFaults, collapse, drop_empty
from amparo.estimate.tables_reading import read_strata, read_table

__all__ = [
    "Estimate",
    "Gate",
    "GateVerdict",
    "ListTable",
    "NoHighestInteraction",
    "Sensitivity",
    "TableFault",
    "TableFaults",
    "TwoLists",
    "bootstrap_estimate",
    "chao",
    "chao_lists",
    "chao_mth",
    "collapse",
    "drop_empty",
    "fit_all",
    "loglinear_estimate",
    "of_loglinear",
    "pairs",
    "profile_interval",
    "read_strata",
    "read_table",
    "sample_coverage",
    "stepwise",
    "total",
]
