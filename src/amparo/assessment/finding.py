# SPDX-License-Identifier: AGPL-3.0-or-later
"""From an assessor's answers to an outcome, in three-valued logic.

An answer counts only with evidence: "yes" that rests on no statement is UNKNOWN, so no number
of bare assertions makes anybody meet (or fail) a definition.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from amparo.core.truth import Truth, all_of, any_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from amparo.assessment.definitions import Definition


class Outcome(StrEnum):
    """What follows; INSUFFICIENT counts neither for nor against."""

    MEETS = "meets"
    DOES_NOT = "does_not"
    EXCLUDED = "excluded"
    INSUFFICIENT = "insufficient"
    NOT_DEPRIVED = "not_deprived"


class AnswerError(ValueError):
    """Answers that cannot be used; the message names every fault."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer on one element: its value, why, and the ids of the statements it rests on."""

    value: Truth
    reason: str = ""
    statements: tuple[int, ...] = ()

    def counted(self) -> Truth:
        """Give the value, UNKNOWN where it rests on no statement."""
        return self.value if self.statements else Truth.UNKNOWN


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome and what it is made of.

    `missing` are the unknown elements whose answers can still decide an outcome that is
    INSUFFICIENT; `unsupported` those answered yes or no without a statement.
    """

    outcome: Outcome
    gate: Truth
    criteria: Mapping[str, Truth]
    exclusion: Truth
    missing: tuple[str, ...]
    unsupported: tuple[str, ...]


def evaluate(definition: Definition, answers: Mapping[str, Answer]) -> Finding:
    """Give what follows from the answers; an element without one is unknown.

    The outcome is the one that every way of filling in the unknown elements gives, else
    INSUFFICIENT. Strong Kleene logic finds it exactly: no element is negated, and the gate,
    the criteria and the exclusion share none.

    Raises:
        AnswerError: with every answer to no element of the definition, and every yes or no
            without a reason.
    """
    _check(definition, answers)
    values = {
        name: answers[name].counted() if name in answers else Truth.UNKNOWN
        for name in definition.elements
    }
    gate = _all(values, definition.gate)
    criteria = {name: _all(values, of) for name, of in definition.criteria.items()}
    exclusion = _all(values, definition.exclusion)
    outcome = _outcome(gate, any_of(criteria.values()), exclusion)
    return Finding(
        outcome=outcome,
        gate=gate,
        criteria=criteria,
        exclusion=exclusion,
        missing=_missing(definition, values) if outcome is Outcome.INSUFFICIENT else (),
        unsupported=tuple(
            name
            for name, answer in answers.items()
            if answer.value is not Truth.UNKNOWN and not answer.statements
        ),
    )


def _outcome(gate: Truth, criteria: Truth, exclusion: Truth) -> Outcome:
    if gate is Truth.FALSE:
        return Outcome.NOT_DEPRIVED
    if gate is Truth.UNKNOWN or exclusion is Truth.UNKNOWN:
        return Outcome.INSUFFICIENT
    if exclusion is Truth.TRUE:
        return Outcome.EXCLUDED
    return {
        Truth.TRUE: Outcome.MEETS,
        Truth.FALSE: Outcome.DOES_NOT,
        Truth.UNKNOWN: Outcome.INSUFFICIENT,
    }[criteria]


def _missing(definition: Definition, values: Mapping[str, Truth]) -> tuple[str, ...]:
    groups = [definition.gate, definition.exclusion]
    if all(_all(values, of) is not Truth.TRUE for of in definition.criteria.values()):
        groups += definition.criteria.values()
    wanted = {name for of in groups if _all(values, of) is Truth.UNKNOWN for name in of}
    unknown = (name for name, value in values.items() if value is Truth.UNKNOWN)
    return tuple(name for name in unknown if name in wanted)


def _all(values: Mapping[str, Truth], names: Iterable[str]) -> Truth:
    return all_of(values[name] for name in names)


def _check(definition: Definition, answers: Mapping[str, Answer]) -> None:
    faults = [
        f"{name}: the definition {definition.key} has no such element"
        for name in answers
        if name not in definition.elements
    ]
    faults += [
        f"{name}: yes or no needs a reason; write it, or answer unknown"
        for name, answer in answers.items()
        if answer.value is not Truth.UNKNOWN and not answer.reason.strip()
    ]
    if faults:
        raise AnswerError("\n".join(faults))
