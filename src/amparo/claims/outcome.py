# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a check gives: a verdict, the findings behind it, and the table of figures compared."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from amparo.claims.figures import Figure
from amparo.core.messages import Message, say
from amparo.core.sources import Knowledge
from amparo.core.truth import Truth

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Verdict(StrEnum):
    """The outcome of a check (docs/claims.md says when each is given)."""

    SUPPORTED = "supported"
    SUPPORTED_IN_PART = "supported_in_part"
    NOT_SUPPORTED_AS_WORDED = "not_supported_as_worded"
    CONTRADICTED = "contradicted"
    DISPUTED = "disputed"
    UNDETERMINED = "undetermined"


VERDICT_LABELS: dict[Verdict, Message] = {
    Verdict.SUPPORTED: say("Supported by the sources."),
    Verdict.SUPPORTED_IN_PART: say("Supported in part only."),
    Verdict.NOT_SUPPORTED_AS_WORDED: say("Not supported as worded."),
    Verdict.CONTRADICTED: say("Contradicted by the sources."),
    Verdict.DISPUTED: say("Disputed between sources."),
    Verdict.UNDETERMINED: say("Undetermined: facts are missing."),
}


class Effect(StrEnum):
    """What a finding does to the claim."""

    CONTRADICTS = "contradicts"
    SUPPORTS = "supports"
    QUALIFIES = "qualifies"
    UNKNOWN = "unknown"

    @classmethod
    def of(cls, truth: Truth) -> Effect:
        """Give the effect of a finding that says whether a part of the claim is true."""
        return {Truth.TRUE: cls.SUPPORTS, Truth.FALSE: cls.CONTRADICTS}.get(truth, cls.UNKNOWN)


EFFECT_LABELS: dict[Effect, Message] = {
    Effect.CONTRADICTS: say("speaks against the claim"),
    Effect.SUPPORTS: say("speaks for the claim"),
    Effect.QUALIFIES: say("limits the claim"),
    Effect.UNKNOWN: say("leaves it open"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found, by which rule, from which sources and how well known.

    Without sources the message itself says that none was found.
    """

    message: Message
    sources: tuple[str, ...]
    knowledge: Knowledge
    effect: Effect
    rule: str


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """A figure beside the claim: in what it is the same, and whether its number bears it out.

    `known_then` says whether the figure could be known on the day of the claim.
    """

    figure: Figure
    unit: Truth
    state: Truth
    reason: Truth
    area: Truth
    counting: Truth
    time: Truth
    bears_out: Truth
    known_then: Truth

    @property
    def dimensions(self) -> dict[str, Truth]:
        """Give the six comparisons by name, in the order of the table."""
        return {
            "unit": self.unit,
            "state": self.state,
            "reason": self.reason,
            "area": self.area,
            "counting": self.counting,
            "time": self.time,
        }


@dataclass(frozen=True, slots=True)
class Element:
    """One part of a claim after comparison.

    A claim is about its main elements; the others are what it takes for granted (the person is
    charged, the provision exists). `disputed`: the sources themselves give different answers.
    """

    truth: Truth
    main: bool = True
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """The outcome for one claim."""

    claim: str
    verdict: Verdict
    findings: tuple[Finding, ...]
    summary: Message
    comparison: tuple[ComparisonRow, ...] = ()

    @property
    def lead(self) -> Message | None:
        """The finding on which the verdict rests, None where there is none."""
        found = dict(self.summary.values).get("b")
        return found if isinstance(found, Message) else None


def verdict_of(elements: Iterable[Element]) -> Verdict:
    """Give the verdict on a claim made of several elements.

    >>> verdict_of([Element(Truth.FALSE), Element(Truth.TRUE, main=False)]).value
    'not_supported_as_worded'
    """
    every = list(elements)
    mains = [element.truth for element in every if element.main]
    taken_for_granted = [element.truth for element in every if not element.main]
    if Truth.TRUE in mains:
        whole = set(mains) | set(taken_for_granted) == {Truth.TRUE}
        return Verdict.SUPPORTED if whole else Verdict.SUPPORTED_IN_PART
    if Truth.FALSE in mains:
        subject = Truth.TRUE in taken_for_granted or Truth.UNKNOWN in mains
        return Verdict.NOT_SUPPORTED_AS_WORDED if subject else Verdict.CONTRADICTED
    if any(element.disputed for element in every if element.main):
        return Verdict.DISPUTED
    return Verdict.UNDETERMINED


def make_check(
    claim: str,
    verdict: Verdict,
    findings: Sequence[Finding],
    comparison: tuple[ComparisonRow, ...] = (),
) -> Check:
    """Put findings in order (contradicting, supporting, qualifying, unknown) and sum them up."""
    order = list(Effect)
    ordered = tuple(sorted(findings, key=lambda finding: order.index(finding.effect)))
    label, lead = VERDICT_LABELS[verdict], _lead(verdict, ordered)
    summary = label if lead is None else Message("{a} {b}", (("a", label), ("b", lead.message)))
    return Check(claim, verdict, ordered, summary, comparison)


def weakest(knowledge: Iterable[Knowledge]) -> Knowledge:
    """Give the least well known of several; NOT_FOUND for none."""
    order = list(Knowledge)
    return max(knowledge, key=order.index, default=Knowledge.NOT_FOUND)


def joined(messages: Sequence[Message]) -> Message:
    """Join messages by commas, as a list in any of the languages."""
    names = [f"m{number}" for number in range(len(messages))]
    template = ", ".join(f"{{{name}}}" for name in names)
    return Message(template, tuple(zip(names, messages, strict=True)))


def verbatim(text: str) -> Message:
    """Make a message of text that is shown as it is in every language."""
    return Message("{text}", (("text", text),))


_LEADS: dict[Verdict, tuple[Effect, ...]] = {
    Verdict.SUPPORTED: (Effect.SUPPORTS,),
    Verdict.SUPPORTED_IN_PART: (Effect.CONTRADICTS, Effect.UNKNOWN, Effect.QUALIFIES),
    Verdict.NOT_SUPPORTED_AS_WORDED: (Effect.CONTRADICTS, Effect.QUALIFIES),
    Verdict.CONTRADICTED: (Effect.CONTRADICTS,),
    Verdict.DISPUTED: (Effect.UNKNOWN, Effect.CONTRADICTS),
    Verdict.UNDETERMINED: (Effect.UNKNOWN, Effect.QUALIFIES),
}


def _lead(verdict: Verdict, findings: Sequence[Finding]) -> Finding | None:
    for effect in _LEADS[verdict]:
        for finding in findings:
            if finding.effect is effect:
                return finding
    return None
