# SPDX-License-Identifier: AGPL-3.0-or-later
"""Checks against texts: where a provision stands, what a body said of it, what a motion names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amparo.claims.evidence import OnProvision
from amparo.claims.outcome import (
    Check,
    Effect,
    Element,
    Finding,
    joined,
    make_check,
    verbatim,
    verdict_of,
    weakest,
)
from amparo.core.messages import Message, Name, say
from amparo.core.sources import Knowledge
from amparo.core.truth import Truth
from amparo.law.locators import ResolutionKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from amparo.claims.assertions import (
        LocatorAssertion,
        MotionAssertion,
        StandingOfAuthorityAssertion,
    )
    from amparo.claims.evidence import BodyStatement, Evidence, Motion
    from amparo.claims.speech import Claim
    from amparo.law.locators import Resolution

BODIES: dict[str, Message] = {
    "CAT": say("UN Committee against Torture"),
    "ECtHR": say("European Court of Human Rights"),
    "Venice Commission": say("Venice Commission"),
}

CHAMBERS: dict[str, Message] = {
    "pace": say("Parliamentary Assembly of the Council of Europe"),
    "french_national_assembly": say("French National Assembly"),
}

CATEGORIES: dict[str, Message] = {
    "political_prisoners": say("political prisoners"),
    "deserters": say("deserters"),
    "conscientious_objectors": say("conscientious objectors"),
    "prisoners_of_war": say("prisoners of war"),
    "detained_civilians": say("detained civilians"),
}

_PLACED = {ResolutionKind.FOUND: Truth.TRUE, ResolutionKind.WRONG_PLACE: Truth.FALSE}
_SAID = {OnProvision.FOUND_FAULT: Truth.TRUE, OnProvision.NO_FAULT: Truth.FALSE}


def check_locator(claim: Claim, asserted: LocatorAssertion, evidence: Evidence) -> Check:
    """Check that a provision stands where the speech places it, in each of its languages."""
    if evidence.resolve is None:
        message = say("No provisions were at hand, so there is no source to name.")
        missing = Finding(message, (), Knowledge.NOT_FOUND, Effect.UNKNOWN, "place-of-provision")
        return make_check(claim.key, verdict_of([Element(Truth.UNKNOWN)]), [missing])
    read = {language: evidence.resolve(text) for language, text in asserted.locator.items()}
    truths = {one: _PLACED.get(one.kind, Truth.UNKNOWN) for one in read.values()}
    agreed = len(set(truths.values())) == 1
    truth = next(iter(truths.values())) if agreed else Truth.UNKNOWN
    meant = any(
        provision.key == asserted.provision for one in read.values() for provision in one.provisions
    )
    if agreed:
        findings = [_placed(_in_english(read), truth, _said_in_each(read))]
    else:
        findings = [_placed(one, of, one.explanation) for one, of in truths.items()]
    elements = [Element(truth, disputed=not agreed), Element(_known(meant=meant), main=False)]
    return make_check(claim.key, verdict_of(elements), findings)


def check_authority(
    claim: Claim, asserted: StandingOfAuthorityAssertion, evidence: Evidence
) -> Check:
    """Check that each body found fault with a provision."""
    elements, findings = [], []
    for name in asserted.bodies:
        said = [
            one
            for one in evidence.bodies
            if (one.body, one.provision) == (name, asserted.provision)
        ]
        truths = {_SAID.get(one.on_provision, Truth.UNKNOWN) for one in said}
        decided = truths - {Truth.UNKNOWN}
        truth = next(iter(decided)) if len(decided) == 1 else Truth.UNKNOWN
        elements.append(Element(truth, disputed=len(decided) > 1))
        findings += [_said(one) for one in said] or [_nothing_of(name)]
    return make_check(claim.key, verdict_of(elements), findings)


def check_motion(claim: Claim, asserted: MotionAssertion, evidence: Evidence) -> Check:
    """Check that the author submitted a motion, in which chamber, for which categories.

    One motion must bear out all of it; of several, the one that bears out most is taken. A motion
    not found in the chamber named may still exist there.
    """
    motions = [motion for motion in evidence.motions if motion.author == asserted.author]
    if not motions:
        message = say("No motion by this author was found: {name}", name=asserted.author)
        missing = Finding(message, (), Knowledge.NOT_FOUND, Effect.UNKNOWN, "motion-found")
        return make_check(claim.key, verdict_of([Element(Truth.UNKNOWN)]), [missing])
    elements = [Element(Truth.TRUE, main=False)]
    findings = [_found(motion) for motion in motions]
    there = [motion for motion in motions if motion.chamber == asserted.chamber]
    if asserted.chamber in CHAMBERS:
        elements.append(Element(Truth.of(True if there else None)))
    elsewhere = asserted.chamber if asserted.chamber in CHAMBERS else claim.place
    if all(motion.chamber != elsewhere for motion in motions):
        findings.append(_other_chamber(motions, elsewhere, said=asserted.chamber in CHAMBERS))
    read = [
        [_category(motion, category) for category in asserted.categories]
        for motion in there or motions
    ]
    for truth, finding in max(read, key=_borne_out):
        elements.append(Element(truth))
        findings.append(finding)
    return make_check(claim.key, verdict_of(elements), findings)


def _borne_out(categories: list[tuple[Truth, Finding]]) -> tuple[int, int]:
    truths = [truth for truth, _ in categories]
    return truths.count(Truth.TRUE), -truths.count(Truth.FALSE)


def _known(*, meant: bool) -> Truth:
    return Truth.of(True if meant else None)


def _placed(resolution: Resolution, truth: Truth, explanation: Message) -> Finding:
    sources = tuple(f"law:{provision.key}" for provision in resolution.provisions)
    knowledge = weakest(provision.knowledge for provision in resolution.provisions)
    message = explanation
    if not sources:
        message = say("{explanation} No source was found.", explanation=explanation)
    return Finding(message, sources, knowledge, Effect.of(truth), "place-of-provision")


def _in_english(read: Mapping[str, Resolution]) -> Resolution:
    return read.get("en") or next(iter(read.values()))


def _said_in_each(read: Mapping[str, Resolution]) -> Message:
    """Say once what holds in all languages, the speech's words in the language it is read in."""
    shown = _in_english(read).explanation
    if any(one.explanation.template != shown.template for one in read.values()):
        return shown
    values = []
    for name, value in shown.values:
        versions = {lang: dict(one.explanation.values)[name] for lang, one in read.items()}
        texts = {lang: text for lang, text in versions.items() if isinstance(text, str)}
        differ = len(texts) == len(read) and len(set(texts.values())) > 1
        values.append((name, Name(tuple(texts.items())) if differ else value))
    return Message(shown.template, tuple(values))


def _said(statement: BodyStatement) -> Finding:
    body = BODIES.get(statement.body, verbatim(statement.body))
    match statement.on_provision:
        case OnProvision.FOUND_FAULT:
            message = say("{body}: found fault with the provision.", body=body)
        case OnProvision.NO_FAULT:
            message = say("{body}: found no fault with the provision.", body=body)
        case OnProvision.NOT_SEEN:
            message = say(
                "{body}: a text exists; what it says of the provision was not seen.", body=body
            )
        case OnProvision.NOT_FOUND:
            message = say("{body}: no text on the provision was found.", body=body)
    effect = Effect.of(_SAID.get(statement.on_provision, Truth.UNKNOWN))
    return Finding(message, (statement.source,), statement.knowledge, effect, "what-a-body-said")


def _nothing_of(name: str) -> Finding:
    body = BODIES.get(name, verbatim(name))
    message = say("{body}: not looked for; there is no source to name.", body=body)
    return Finding(message, (), Knowledge.NOT_FOUND, Effect.UNKNOWN, "what-a-body-said")


def _found(motion: Motion) -> Finding:
    message = say(
        "A motion was found: {number}, {chamber}.",
        number=motion.number,
        chamber=CHAMBERS.get(motion.chamber, verbatim(motion.chamber)),
    )
    return _of([motion], message, Effect.SUPPORTS, "motion-found")


def _other_chamber(motions: list[Motion], chamber: str, *, said: bool) -> Finding:
    name = CHAMBERS.get(chamber, verbatim(chamber))
    if said:
        message = say("No motion by this author was found in: {chamber}.", chamber=name)
        return _of(motions, message, Effect.UNKNOWN, "motion-chamber")
    message = say(
        "The claim does not name the chamber; it was made here: {chamber}. No motion by this "
        "author was found there.",
        chamber=name,
    )
    return _of(motions, message, Effect.QUALIFIES, "motion-chamber")


def _category(motion: Motion, category: str) -> tuple[Truth, Finding]:
    name = CATEGORIES.get(category, verbatim(category))
    rule = "motion-category"
    if category in (*motion.in_title, *(motion.in_body or ())):
        message = say("Named in the motion: {category}.", category=name)
        return Truth.TRUE, _of([motion], message, Effect.SUPPORTS, rule)
    if motion.in_body is not None:
        message = say("Not named in the motion: {category}.", category=name)
        return Truth.FALSE, _of([motion], message, Effect.CONTRADICTS, rule)
    titles = [CATEGORIES.get(named, verbatim(named)) for named in motion.in_title]
    message = say(
        "Not named in the title: {category}. The title names: {titles}. The body was not seen.",
        category=name,
        titles=joined(titles),
    )
    return Truth.UNKNOWN, _of([motion], message, Effect.UNKNOWN, rule)


def _of(motions: list[Motion], message: Message, effect: Effect, rule: str) -> Finding:
    sources = tuple(dict.fromkeys(motion.source for motion in motions))
    return Finding(message, sources, weakest(motion.knowledge for motion in motions), effect, rule)
