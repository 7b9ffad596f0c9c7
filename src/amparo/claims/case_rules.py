# SPDX-License-Identifier: AGPL-3.0-or-later
"""Checks of what a speech says of a person's cases: sentences, workplace, charge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amparo.claims.charge_times import charges_by, limits
from amparo.claims.outcome import (
    Check,
    Effect,
    Element,
    Finding,
    joined,
    make_check,
    verbatim,
    verdict_of,
)
from amparo.claims.sentences import check_repeated, given_by, known_of, named, person_of, sources_of
from amparo.core.messages import say
from amparo.core.truth import Truth, any_of
from amparo.resources import worded

if TYPE_CHECKING:
    from collections.abc import Callable

    from amparo.claims.assertions import ChargeAssertion, ConductAssertion
    from amparo.claims.evidence import Evidence
    from amparo.claims.speech import Claim
    from amparo.core.cases import Charge, Known, Person

__all__ = ["check_charge", "check_conduct", "check_repeated"]

# From the weakest to the strongest; who is convicted was charged before.
STANDINGS = ("under_investigation", "suspected", "charged", "convicted")

Part = tuple[list[Element], list[Finding]]


def check_conduct(claim: Claim, asserted: ConductAssertion, evidence: Evidence) -> Check:
    """Check that somebody was charged because of work at a certain workplace."""
    person, nobody = person_of(asserted.person, evidence)
    if person is None:
        return make_check(claim.key, verdict_of([Element(Truth.UNKNOWN)]), nobody)
    charges, later = charges_by(person, claim.date)
    if later and not charges:
        return make_check(claim.key, verdict_of([Element(Truth.UNKNOWN)]), later)
    elements, findings = _charged(person, charges)
    findings += later
    supporting = [
        (charge, charge.workplace)
        for charge in charges
        if agrees(charge.workplace, lambda word: Truth.of(word == asserted.workplace)).truth
        is Truth.TRUE
    ]
    for part in (
        _workplace(person, charges, asserted.workplace),
        limits(person, claim.date, supporting, evidence),
        _workplace_before(person, asserted.workplace),
        _judged_later(person, claim),
    ):
        elements += part[0]
        findings += part[1]
    return make_check(claim.key, verdict_of(elements), findings)


def check_charge(claim: Claim, asserted: ChargeAssertion, evidence: Evidence) -> Check:
    """Check under which provision somebody stands charged."""
    person, nobody = person_of(asserted.person, evidence)
    if person is None:
        return make_check(claim.key, verdict_of([Element(Truth.UNKNOWN)]), nobody)
    charges, later = charges_by(person, claim.date)
    if later and not charges:
        return make_check(claim.key, verdict_of([Element(Truth.UNKNOWN)]), later)
    # What is said of one charge says nothing of another, under another article.
    meant = [
        charge for charge in charges if _falls_under(charge, asserted.provision) is not Truth.FALSE
    ]
    supporting = [
        (charge, charge.provision)
        for charge in meant
        if _falls_under(charge, asserted.provision) is Truth.TRUE
    ]
    elements: list[Element] = []
    findings = later
    for part in (
        _provision(person, charges, asserted.provision),
        _standing(person, meant or charges, asserted),
        _alleged(charges),
        limits(person, claim.date, supporting, evidence),
    ):
        elements += part[0]
        findings += part[1]
    return make_check(claim.key, verdict_of(elements), findings)


def agrees(known: Known[str], test: Callable[[str], Truth]) -> Element:
    """Test what sources say of one property.

    A chosen value counts alone. Where sources differ and only some pass the test, nothing is
    decided and the element is disputed; no value at all is UNKNOWN.
    """
    if known.chosen is not None:
        return Element(test(known.chosen.value))
    truths = [test(value) for value in known.values]
    if not truths:
        return Element(Truth.UNKNOWN)
    if len(set(truths)) > 1:
        return Element(Truth.UNKNOWN, disputed=True)
    return Element(truths[0])


def under(provision: str, claimed: str) -> Truth:
    """Say whether a provision is the claimed one or a part of it (RU/UK/205.2/2 of 205.2).

    UNKNOWN where a part is claimed and only the article is known.
    """
    if provision == claimed or provision.startswith(f"{claimed}/"):
        return Truth.TRUE
    return Truth.UNKNOWN if claimed.startswith(f"{provision}/") else Truth.FALSE


def _charged(person: Person, charges: list[Charge]) -> Part:
    if not charges:
        message = say("{name}: no charge was found in the sources.", name=named(person))
        sources = sources_of(person.names)
        unknown = Finding(message, sources, known_of(person.names), Effect.UNKNOWN, "charge-known")
        return [Element(Truth.UNKNOWN, main=False)], [unknown]
    findings = [
        Finding(
            say("A charge is known; article: {article}.", article=_article(value)),
            charge.provision.sources,
            known_of(charge.provision),
            Effect.SUPPORTS,
            "charge-known",
        )
        for charge in charges
        for value in charge.provision.values
    ]
    return [Element(Truth.TRUE, main=False)], findings


def _workplace(person: Person, charges: list[Charge], claimed: str) -> Part:
    stated = [charge.workplace for charge in charges if charge.workplace.stated]
    if not stated:
        message = say("The sources read do not say which workplace the charge is about.")
        sources = sources_of(person.names)
        unknown = Finding(
            message, sources, known_of(person.names), Effect.UNKNOWN, "workplace-of-charge"
        )
        return [Element(Truth.UNKNOWN)], [unknown]
    elements = [agrees(known, lambda word: Truth.of(word == claimed)) for known in stated]
    findings = []
    for known, element in zip(stated, elements, strict=True):
        found = joined([worded("workplace", word) for word in known.values])
        message = say(
            "Workplace in the charge: {found}. Workplace in the claim: {claimed}.",
            found=found,
            claimed=worded("workplace", claimed),
        )
        findings.append(
            Finding(
                message,
                known.sources,
                known_of(known),
                Effect.of(element.truth),
                "workplace-of-charge",
            )
        )
    truth = any_of(element.truth for element in elements)
    return [Element(truth, disputed=any(element.disputed for element in elements))], findings


def _workplace_before(person: Person, claimed: str) -> Part:
    findings = [
        Finding(
            say(
                "Workplace in the claim: where the person worked before ({workplace}).",
                workplace=worded("workplace", claimed),
            ),
            (stated.source,),
            known_of(person.facts["workplace_before"]),
            Effect.QUALIFIES,
            "workplace-before",
        )
        for stated in (person.facts["workplace_before"].stated if _has_before(person) else ())
        if stated.value == claimed
    ]
    return [], findings


def _has_before(person: Person) -> bool:
    return "workplace_before" in person.facts


def _judged_later(person: Person, claim: Claim) -> Part:
    findings = []
    for case in person.prosecutions:
        later = [
            sentence
            for sentence in case.sentences
            if given_by(sentence, case, claim.date) is Truth.FALSE
        ]
        if later and len(later) == len(case.sentences) and (day := later[0].date.value):
            message = say("The first judgment came after the claim: {date}.", date=day)
            date = later[0].date
            findings.append(
                Finding(message, date.sources, known_of(date), Effect.QUALIFIES, "judged-later")
            )
    return [], findings


def _provision(person: Person, charges: list[Charge], claimed: str) -> Part:
    stated = [charge.provision for charge in charges if charge.provision.stated]
    if not stated:
        return _charged(person, [])
    elements, findings = [], []
    for known in stated:
        element = agrees(known, lambda value: under(value, claimed))
        elements.append(element)
        articles = joined([verbatim(_article(value)) for value in known.values])
        if element.disputed:
            message = say("The sources differ on the article: {articles}.", articles=articles)
        else:
            message = say(
                "Article in the sources: {articles}. Article in the claim: {claimed}.",
                articles=articles,
                claimed=_article(claimed),
            )
        findings.append(
            Finding(
                message,
                known.sources,
                known_of(known),
                Effect.of(element.truth),
                "sources-differ" if element.disputed else "provision-of-charge",
            )
        )
    truth = any_of(element.truth for element in elements)
    return [Element(truth, disputed=any(element.disputed for element in elements))], findings


def _falls_under(charge: Charge, claimed: str) -> Truth:
    return agrees(charge.provision, lambda value: under(value, claimed)).truth


def _standing(person: Person, charges: list[Charge], asserted: ChargeAssertion) -> Part:
    order, claimed = STANDINGS, asserted.standing
    findings, truths = [], []
    for charge in charges:
        known, placed = charge.standing, _falls_under(charge, asserted.provision)
        # A weaker standing was true when the source wrote; what followed is not known.
        element = agrees(
            known,
            lambda word: Truth.of(
                True if word in order and order.index(word) >= order.index(claimed) else None
            ),
        )
        # Where no charge is under the article claimed, that there is one at all is looked at.
        truths.append(element.truth if placed is Truth.FALSE else placed & element.truth)
        if not known.stated:
            continue
        message = say(
            "State of the case in the sources: {found}. In the claim: {claimed}.",
            found=joined([worded("charge.standing", word) for word in known.values]),
            claimed=worded("charge.standing", claimed),
        )
        holds = element.truth is Truth.TRUE and placed is not Truth.FALSE
        effect = Effect.SUPPORTS if holds else Effect.QUALIFIES
        findings.append(
            Finding(message, known.sources, known_of(known), effect, "standing-of-charge")
        )
    truth = any_of(truths) if person.prosecutions else Truth.UNKNOWN
    return [Element(truth, main=False)], findings


def _alleged(charges: list[Charge]) -> Part:
    findings = [
        Finding(
            say("What the charge is about, as recorded: {words}", words=words),
            charge.conduct.sources,
            known_of(charge.conduct),
            Effect.QUALIFIES,
            "conduct-of-charge",
        )
        for charge in charges
        for words in charge.conduct.values
    ]
    return [], findings


def _article(provision: str) -> str:
    """Give the article of a provision key, with its part: "205.2/2"."""
    return "/".join(provision.split("/")[2:]) or provision
