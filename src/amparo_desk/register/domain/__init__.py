# SPDX-License-Identifier: AGPL-3.0-or-later
"""What may be done to the register: each verb in one transaction, permitted, with history."""

from amparo_desk.register.domain.assessments import assess
from amparo_desk.register.domain.case_records import add_case_record
from amparo_desk.register.domain.choices import choose, withdraw_choice
from amparo_desk.register.domain.decision_files import ImportedDecisions, import_decisions
from amparo_desk.register.domain.decisions import ContradictionError, decide, withdraw_decision
from amparo_desk.register.domain.imports import Imported, import_list, preview_import
from amparo_desk.register.domain.linking import Linked, run_linkage
from amparo_desk.register.domain.opinions import (
    judge,
    switch_two_person_review,
    withdraw_opinion,
)
from amparo_desk.register.domain.rebuild import rebuild
from amparo_desk.register.domain.sources import add_source
from amparo_desk.register.domain.turns import RefusedError

__all__ = [
    "ContradictionError",
    "Imported",
    "ImportedDecisions",
    "Linked",
    "RefusedError",
    "add_case_record",
    "add_source",
    "assess",
    "choose",
    "decide",
    "import_decisions",
    "import_list",
    "judge",
    "preview_import",
    "rebuild",
    "run_linkage",
    "switch_two_person_review",
    "withdraw_choice",
    "withdraw_decision",
    "withdraw_opinion",
]
