# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a claim asserts, as label and value, for whoever shows a claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amparo.claims.assertions import (
    ChargeAssertion,
    ConductAssertion,
    LocatorAssertion,
    MotionAssertion,
    QuantityAssertion,
    RepeatedSentenceAssertion,
    StandingOfAuthorityAssertion,
)
from amparo.claims.outcome import joined, verbatim
from amparo.claims.sentences import named
from amparo.claims.text_rules import BODIES, CATEGORIES, CHAMBERS
from amparo.claims.words import DIMENSIONS, LABELS
from amparo.core.messages import Message, Name, say
from amparo.resources import worded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from amparo.claims.assertions import Assertion
    from amparo.claims.evidence import Evidence

Described = tuple[tuple[Message, Message], ...]


def described(assertion: Assertion, evidence: Evidence) -> Described:
    """Give what is asserted as pairs of label and value; persons by the names in the evidence."""
    match assertion:
        case QuantityAssertion():
            pairs = _quantity(assertion)
        case LocatorAssertion():
            cited = Message("{t}", (("t", Name(tuple(assertion.locator.items()))),))
            pairs = [(say("provision as cited"), cited)]
        case RepeatedSentenceAssertion():
            pairs = [
                (say("persons"), joined([_name(key, evidence) for key in assertion.persons])),
                (say("times sentenced"), Message("{n}", (("n", assertion.times),))),
                (DIMENSIONS["reason"], LABELS[assertion.for_reason]),
            ]
        case ConductAssertion():
            pairs = [
                (say("person"), _name(assertion.person, evidence)),
                (say("workplace"), worded("workplace", assertion.workplace)),
            ]
        case ChargeAssertion():
            pairs = [
                (say("person"), _name(assertion.person, evidence)),
                (say("provision"), verbatim(assertion.provision)),
                (say("state of the case"), worded("charge.standing", assertion.standing)),
            ]
        case StandingOfAuthorityAssertion():
            pairs = [
                (say("provision"), verbatim(assertion.provision)),
                (say("bodies said to find fault"), _labels(BODIES, assertion.bodies)),
            ]
        case MotionAssertion():
            pairs = [
                (say("author"), verbatim(assertion.author)),
                (say("chamber"), CHAMBERS.get(assertion.chamber, say("not said"))),
                (say("for whom"), _labels(CATEGORIES, assertion.categories)),
            ]
    return tuple(pairs)


def _quantity(asserted: QuantityAssertion) -> list[tuple[Message, Message]]:
    day = asserted.as_of
    return [
        (say("number"), asserted.number.said()),
        (DIMENSIONS["unit"], LABELS[asserted.unit]),
        (DIMENSIONS["state"], LABELS[asserted.state]),
        (DIMENSIONS["reason"], LABELS[asserted.reason]),
        (DIMENSIONS["area"], LABELS[asserted.area]),
        (DIMENSIONS["counting"], LABELS[asserted.counting]),
        (DIMENSIONS["time"], say("not known") if day is None else Message("{d}", (("d", day),))),
    ]


def _name(key: str, evidence: Evidence) -> Message:
    person = evidence.persons.get(key)
    return Message("{name}", (("name", named(person)),)) if person else verbatim(key)


def _label(labels: Mapping[str, Message], word: str) -> Message:
    return labels.get(word, verbatim(word))


def _labels(labels: Mapping[str, Message], words: Iterable[str]) -> Message:
    return joined([_label(labels, word) for word in words])
