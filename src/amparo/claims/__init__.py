# SPDX-License-Identifier: AGPL-3.0-or-later
"""Figures and the claims of a speech, checked against figures, cases, provisions and texts.

`figures` holds what sources count, `speech` and `assertions` what a speech says, `evidence` all
that a check may use, `check` the check itself. How it decides: docs/claims.md.
"""

from __future__ import annotations

from amparo.claims.check import check
from amparo.claims.evidence import Evidence, load_authorities
from amparo.claims.figures import load_figures
from amparo.claims.outcome import Check, Finding, Verdict
from amparo.claims.speech import Claim, load_claims, load_speech

__all__ = [
    "Check",
    "Claim",
    "Evidence",
    "Finding",
    "Verdict",
    "check",
    "load_authorities",
    "load_claims",
    "load_figures",
    "load_speech",
]
