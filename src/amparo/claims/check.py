# SPDX-License-Identifier: AGPL-3.0-or-later
"""The check of one claim: each kind of assertion has its own function.

To add a kind: an assertion class and a `Kind` (assertions.py), a function here, a section in
docs/claims.md.
"""

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
from amparo.claims.case_rules import check_charge, check_conduct
from amparo.claims.quantity import check_quantity
from amparo.claims.sentences import check_repeated
from amparo.claims.text_rules import check_authority, check_locator, check_motion

if TYPE_CHECKING:
    from amparo.claims.evidence import Evidence
    from amparo.claims.outcome import Check
    from amparo.claims.speech import Claim


def check(claim: Claim, evidence: Evidence) -> Check:
    """Check a claim against the evidence; the same input gives an equal outcome."""
    match claim.assertion:
        case QuantityAssertion() as asserted:
            return check_quantity(claim, asserted, evidence)
        case LocatorAssertion() as asserted:
            return check_locator(claim, asserted, evidence)
        case RepeatedSentenceAssertion() as asserted:
            return check_repeated(claim, asserted, evidence)
        case ConductAssertion() as asserted:
            return check_conduct(claim, asserted, evidence)
        case ChargeAssertion() as asserted:
            return check_charge(claim, asserted, evidence)
        case StandingOfAuthorityAssertion() as asserted:
            return check_authority(claim, asserted, evidence)
        case MotionAssertion() as asserted:
            return check_motion(claim, asserted, evidence)
