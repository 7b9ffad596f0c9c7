# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reading the register: what pages, commands and engines ask for, by name."""

from amparo_desk.register.queries.said import (
    current_statements,
    person_of,
    persons,
    persons_by_record,
    source_ids,
)

__all__ = ["current_statements", "person_of", "persons", "persons_by_record", "source_ids"]
