# SPDX-License-Identifier: AGPL-3.0-or-later
"""The check of a claimed number: the table of figures, and the verdict from it alone.

The findings (`quantity_rules`) say why in words; they never decide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from amparo.claims.comparing import (
    bounds_from_above,
    close_to,
    compare,
    match,
    only_known,
    passing,
    series_of,
    superseded,
)
from amparo.claims.outcome import Verdict, make_check
from amparo.claims.quantity_rules import RULES, Situation
from amparo.claims.words import wider
from amparo.core.sources import Knowledge
from amparo.core.truth import Truth, all_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from amparo.claims.assertions import QuantityAssertion
    from amparo.claims.evidence import Evidence
    from amparo.claims.outcome import Check, ComparisonRow
    from amparo.claims.speech import Claim


def check_quantity(claim: Claim, asserted: QuantityAssertion, evidence: Evidence) -> Check:
    """Check a claimed number against the figures of its topic."""
    figures = [figure for figure in evidence.figures if figure.topic == claim.topic]
    series = series_of(figures)
    # Of a series only the sums around the claimed number, or its last one, say something.
    for one in series:
        around = passing(one, asserted.number.low) or one.sums[-1:]
        figures += [figure for figure in around if figure.sum_of]
    rows = tuple(compare(asserted, figure, claim.date) for figure in figures)
    situation = Situation(asserted, rows, series, claim.date)
    findings = [finding for rule in RULES for finding in rule(situation)]
    return make_check(claim.key, quantity_verdict(asserted, rows), findings, rows)


def quantity_verdict(asserted: QuantityAssertion, rows: Sequence[ComparisonRow]) -> Verdict:
    """Give the verdict that a table of figures leads to (docs/claims.md, "Numbers")."""
    older = superseded(asserted, rows)
    counting = [row for row in rows if row not in older]
    matching = [row for row in counting if match(row) is Truth.TRUE]
    answers = {row.bears_out for row in matching}
    if Truth.TRUE in answers:
        if any(row.bears_out is Truth.FALSE and not only_known(asserted, row) for row in matching):
            return Verdict.DISPUTED
        return Verdict.SUPPORTED if _read_itself(matching) else Verdict.SUPPORTED_IN_PART
    if any(bounds_from_above(asserted, row) for row in counting):
        return Verdict.CONTRADICTED
    if Truth.FALSE in answers or _means_something_else(asserted, rows):
        return Verdict.NOT_SUPPORTED_AS_WORDED
    return Verdict.UNDETERMINED


def _read_itself(rows: Sequence[ComparisonRow]) -> bool:
    """Say whether a figure that bears the claim out was read at its source."""
    return any(
        row.figure.knowledge is Knowledge.SEEN for row in rows if row.bears_out is Truth.TRUE
    )


def _means_something_else(asserted: QuantityAssertion, rows: Sequence[ComparisonRow]) -> bool:
    """Say whether the number is only found for another group, or the group with a lower number.

    Not decided, so no, where a figure with the number may after all count what is claimed.
    """
    if any(match(row) is Truth.UNKNOWN and row.bears_out is Truth.TRUE for row in rows):
        return False
    return any(
        (match(row) is Truth.FALSE and close_to(asserted, row)) or _lower(asserted, row)
        for row in rows
    )


def _lower(asserted: QuantityAssertion, row: ComparisonRow) -> bool:
    """Say whether a figure gives another number for the group claimed, or for a wider one."""
    figure = row.figure
    same_group = all_of([row.unit, row.state]) is Truth.TRUE
    not_another = Truth.FALSE not in {row.area, row.counting, row.time}
    takes_in = row.reason is not Truth.FALSE or wider(figure.reason, asserted.reason)
    return same_group and not_another and takes_in and row.bears_out is Truth.FALSE
