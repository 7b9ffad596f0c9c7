# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reading the register: what pages, commands and engines ask for, by name."""

from amparo_desk.register.queries.contradictions import (
    Contradiction,
    contradictions_of,
    standing_choice,
    statements_beside,
)
from amparo_desk.register.queries.counts import Counts, register_counts
from amparo_desk.register.queries.decision_files import decision_rows
from amparo_desk.register.queries.opinions import disagreements, last_own, two_person_review
from amparo_desk.register.queries.origins import records_from, sources_with_counts, taken_from
from amparo_desk.register.queries.people import (
    assessments_of,
    changes_of,
    decisions_on,
    found_persons,
    records_of,
)
from amparo_desk.register.queries.review import (
    Pair,
    Stake,
    decisions,
    next_pair,
    side_by_side,
    waiting_count,
    waiting_pairs,
    waiting_proposals,
)
from amparo_desk.register.queries.said import (
    current_statements,
    person_of,
    persons,
    persons_by_record,
    source_ids,
)
from amparo_desk.register.queries.stated import stated_sources

__all__ = [
    "Contradiction",
    "Counts",
    "Pair",
    "Stake",
    "assessments_of",
    "changes_of",
    "contradictions_of",
    "current_statements",
    "decision_rows",
    "decisions",
    "decisions_on",
    "disagreements",
    "found_persons",
    "last_own",
    "next_pair",
    "person_of",
    "persons",
    "persons_by_record",
    "records_from",
    "records_of",
    "register_counts",
    "side_by_side",
    "source_ids",
    "sources_with_counts",
    "standing_choice",
    "stated_sources",
    "statements_beside",
    "taken_from",
    "two_person_review",
    "waiting_count",
    "waiting_pairs",
    "waiting_proposals",
]
