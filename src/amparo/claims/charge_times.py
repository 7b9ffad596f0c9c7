# SPDX-License-Identifier: AGPL-3.0-or-later
"""What may be said of a charge on the day of a claim: whether it was made, how well it is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amparo.claims.outcome import Effect, Element, Finding, weakest
from amparo.claims.sentences import given_by, known_of, not_after, sources_of
from amparo.core.messages import say
from amparo.core.sources import Knowledge
from amparo.core.truth import Truth, any_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from amparo.claims.evidence import Evidence
    from amparo.core.cases import Charge, Known, Person, Prosecution
    from amparo.core.dates import PartialDate


def made_by(charge: Charge, case: Prosecution, day: PartialDate | None) -> Truth:
    """Say whether a charge had been made on a day.

    An undated charge had been made if a sentence in its case had been given.
    """
    if day is None:
        return Truth.UNKNOWN
    if charge.date.stated:
        return not_after(charge.date, day)
    return (
        any_of(given_by(one, case, day) | Truth.UNKNOWN for one in case.sentences) | Truth.UNKNOWN
    )


def charges_by(person: Person, day: PartialDate | None) -> tuple[list[Charge], list[Finding]]:
    """Give the charges that may have been made on a day, and what to say of those made after."""
    found = []
    later = []
    for case in person.prosecutions:
        for charge in case.charges:
            if made_by(charge, case, day) is not Truth.FALSE:
                found.append(charge)
            elif date := charge.date.value:
                message = say("A charge was made after the claim: {date}.", date=date)
                known = known_of(charge.date)
                later.append(
                    Finding(message, charge.date.sources, known, Effect.QUALIFIES, "charge-later")
                )
    return found, later


def limits(
    person: Person,
    day: PartialDate | None,
    supporting: Sequence[tuple[Charge, Known[str]]],
    evidence: Evidence,
) -> tuple[list[Element], list[Finding]]:
    """Say what limits a claim that is borne out by these charges: no date, no source read.

    Each charge comes with the property of it that bears the claim out.
    """
    if not supporting:
        return [], []
    cases = {charge.key: case for case in person.prosecutions for charge in case.charges}
    made = any_of(made_by(charge, cases[charge.key], day) for charge, _ in supporting)
    read = any(_read_itself(known, evidence) for _, known in supporting)
    used = [known for _, known in supporting]
    findings = []
    if made is not Truth.TRUE:
        message = say("Whether the charge was made before the claim is not known.")
        findings.append(
            Finding(message, sources_of(*used), known_of(*used), Effect.UNKNOWN, "charge-undated")
        )
    if not read:
        message = say("The charge is known at second hand only; no first source was read.")
        findings.append(
            Finding(message, sources_of(*used), known_of(*used), Effect.QUALIFIES, "second-hand")
        )
    seen = Truth.of(True if read else None)
    return [Element(made, main=False), Element(seen, main=False)], findings


def _read_itself(known: Known[str], evidence: Evidence) -> bool:
    """Say whether a value, or the chosen one, was read at its source."""
    stated = known.stated if known.chosen is None else (known.chosen,)
    return any(
        weakest(
            [
                one.knowledge or Knowledge.SEEN,
                *(
                    evidence.sources[key].knowledge
                    for key in (one.source,)
                    if key in evidence.sources
                ),
            ]
        )
        is Knowledge.SEEN
        for one in stated
    )
