# SPDX-License-Identifier: AGPL-3.0-or-later
"""Assessing a prosecution, criterion by criterion, under a versioned definition."""

from amparo.assessment.definitions import Definition, read_definition
from amparo.assessment.finding import Answer, AnswerError, Finding, Outcome, evaluate

__all__ = [
    "Answer",
    "AnswerError",
    "Definition",
    "Finding",
    "Outcome",
    "evaluate",
    "read_definition",
]
