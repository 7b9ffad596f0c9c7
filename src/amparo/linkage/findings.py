# SPDX-License-Identifier: AGPL-3.0-or-later
"""What an engine proposes, what people decide, and the interface between the two."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from amparo.core.messages import Message, say
from amparo.names import Evidence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from amparo.linkage.records import LinkRecord

# Why a pair waits on which no engine had its word since a decision on it was withdrawn.
NOT_COMPARED_SINCE = say("the decision on this pair was withdrawn; it was not compared since")


class Verdict(StrEnum):
    """What an engine proposes: join, put before people, keep apart."""

    LINK = "link"
    REVIEW = "review"
    APART = "apart"


class Judgement(StrEnum):
    """What was decided of a pair."""

    SAME = "same"
    NOT_SAME = "not_same"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class PairFinding:
    """One pair of records, the engine's proposal and why.

    `left` sorts before `right`. `prior` and the weights of `evidence` are in bits; `score` is their
    sum and `probability` is 1 / (1 + 2**-score). `summary` is the reason for the verdict in one
    sentence.
    """

    left: str
    right: str
    score: float
    verdict: Verdict
    evidence: tuple[Evidence, ...]
    summary: Message
    probability: float = 0.0
    prior: float = 0.0


@dataclass(frozen=True, slots=True)
class Decision:
    """A live decision on two records; a withdrawn one is simply not passed.

    `by_person` is False for what an engine joined; `score` is the engine's, if it had one.
    """

    left: str
    right: str
    judgement: Judgement
    by_person: bool
    score: float | None = None

    @property
    def pair(self) -> tuple[str, str]:
        """The two keys, the smaller first."""
        return (self.left, self.right) if self.left <= self.right else (self.right, self.left)


@dataclass(frozen=True, slots=True)
class LinkResult:
    """The findings, most useful first: joins, then pairs for review by falling score.

    Pairs on which a person was unsure come last. Pairs kept apart are counted, not listed.
    `not_compared` counts the pairs left out because too many records share a key.
    """

    findings: tuple[PairFinding, ...]
    compared: int = 0
    apart: int = 0
    not_compared: int = 0


class Linker(Protocol):
    """An engine of linkage."""

    def link(
        self,
        records: Iterable[LinkRecord],
        decisions: Iterable[Decision],
        *,
        progress: Callable[[int, int], None] | None = None,
    ) -> LinkResult:
        """Give proposals for pairs that no person's decision settles.

        `progress` is called with the pairs done and the pairs in all.
        """
        ...
