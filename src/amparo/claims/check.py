# SPDX-License-Identifier: AGPL-3.0-or-later
"""The check of one claim: each kind of assertion has its own function.

To add a kind: an assertion class and a `Kind` (assertions.py), a function here, a section in
docs/claims.md.
"""

from __future__ import annotations

from dataclasses import replace
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
from amparo.claims.case_rules import check_charge, check_conduct
from amparo.claims.outcome import weakest
from amparo.claims.quantity import check_quantity
from amparo.claims.sentences import check_repeated
from amparo.claims.text_rules import check_authority, check_locator, check_motion

if TYPE_CHECKING:
    from amparo.claims.evidence import Evidence
    from amparo.claims.outcome import Check
    from amparo.claims.speech import Claim


def check(claim: Claim, evidence: Evidence) -> Check:
    """Check a claim against the evidence; the same input gives an equal outcome.

    A finding is known no better than the weakest of its sources.
    """
    outcome = _checked(claim, evidence)
    findings = tuple(
        replace(
            finding,
            knowledge=weakest(
                [
                    finding.knowledge,
                    *(
                        evidence.sources[key].knowledge
                        for key in finding.sources
                        if key in evidence.sources
                    ),
                ]
            ),
        )
        for finding in outcome.findings
    )
    return replace(outcome, findings=findings)


def _checked(claim: Claim, evidence: Evidence) -> Check:
    match claim.assertion:
        case QuantityAssertion() as asserted:
            outcome = check_quantity(claim, asserted, evidence)
        case LocatorAssertion() as asserted:
            outcome = check_locator(claim, asserted, evidence)
        case RepeatedSentenceAssertion() as asserted:
            outcome = check_repeated(claim, asserted, evidence)
        case ConductAssertion() as asserted:
            outcome = check_conduct(claim, asserted, evidence)
        case ChargeAssertion() as asserted:
            outcome = check_charge(claim, asserted, evidence)
        case StandingOfAuthorityAssertion() as asserted:
            outcome = check_authority(claim, asserted, evidence)
        case MotionAssertion() as asserted:
            outcome = check_motion(claim, asserted, evidence)
    return outcome
