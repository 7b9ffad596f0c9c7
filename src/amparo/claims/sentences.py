# SPDX-License-Identifier: AGPL-3.0-or-later
"""The check of "sentenced twice for ...": separate cases, replaced sentences, the conduct.

Two sentences are two only if neither took the place of the other in one case: a fine replaced
by imprisonment on appeal is one case with one sentence in force.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from amparo.claims.outcome import (
    Check,
    Effect,
    Element,
    Finding,
    joined,
    make_check,
    verdict_of,
    weakest,
)
from amparo.claims.same_case import certainly_separate
from amparo.claims.words import LABELS, Reason, same
from amparo.core.cases import Instance
from amparo.core.languages import INTERFACE_LANGUAGES
from amparo.core.messages import Message, Name, say
from amparo.core.sources import Knowledge
from amparo.core.truth import Truth, any_of
from amparo.resources import worded

if TYPE_CHECKING:
    from amparo.claims.assertions import RepeatedSentenceAssertion
    from amparo.claims.evidence import Evidence
    from amparo.claims.speech import Claim
    from amparo.core.cases import Known, Person, Prosecution, Sentence
    from amparo.core.dates import PartialDate

# The ground that a kind of conduct amounts to. A charge of justifying terrorism may be about an
# anti-war stance or not: that takes reading the words that were punished.
GROUND: dict[str, Reason] = {
    "anti_war_speech": Reason.ANTI_WAR,
    "justifying_terrorism_speech": Reason.UNKNOWN,
    "hooliganism": Reason.OTHER,
    "work_for_occupation_body": Reason.COLLABORATION,
    "justifying_aggression": Reason.OTHER,
    "war_propaganda": Reason.OTHER,
}

Part = tuple[list[Element], list[Finding]]


def check_repeated(claim: Claim, asserted: RepeatedSentenceAssertion, evidence: Evidence) -> Check:
    """Check that each person was sentenced so many times, each time for the reason claimed."""
    elements: list[Element] = []
    findings: list[Finding] = []
    for key in asserted.persons:
        person, nobody = person_of(key, evidence)
        if person is None:
            elements.append(Element(Truth.UNKNOWN))
            findings += nobody
            continue
        for part in (
            _count(person, asserted.times, claim.date),
            _grounds(person, asserted.for_reason, claim.date),
        ):
            elements += part[0]
            findings += part[1]
    return make_check(claim.key, verdict_of(elements), findings)


def person_of(key: str, evidence: Evidence) -> tuple[Person | None, list[Finding]]:
    """Give the person of a record, or None with the finding that says so."""
    person = evidence.persons.get(key)
    if person is not None:
        return person, []
    message = say("No source on this person was found: {key}", key=key)
    return None, [Finding(message, (), Knowledge.NOT_FOUND, Effect.UNKNOWN, "person-known")]


def named(person: Person) -> Name:
    """Give the person's name as the sources write it in each interface language."""
    return Name(tuple((str(language), person.name(language)) for language in INTERFACE_LANGUAGES))


def sources_of(*known: Known[Any]) -> tuple[str, ...]:
    """Give all sources of several properties, each once."""
    return tuple(dict.fromkeys(source for item in known for source in item.sources))


def known_of(*known: Known[Any]) -> Knowledge:
    """Give how well several properties are known: as the least well known of their statements.

    A statement that does not say counts as read: its source's own standing is shown beside it.
    """
    return weakest(stated.knowledge or Knowledge.SEEN for item in known for stated in item.stated)


def given_by(sentence: Sentence, case: Prosecution, day: PartialDate | None) -> Truth:
    """Say whether a sentence had been given on a day.

    An undated sentence had been given if its appeal or a release in the case came before.
    """
    if day is None:
        return Truth.UNKNOWN
    dates = [sentence.date]
    if not sentence.date.stated:
        dates += [appeal.date for appeal in case.appeals if appeal.sentence.value == sentence.key]
        dates += [release.date for release in case.releases]
        return any_of(not_after(known, day) | Truth.UNKNOWN for known in dates)
    return not_after(sentence.date, day)


def not_after(known: Known[PartialDate], day: PartialDate) -> Truth:
    """Say whether all that is said of a day puts it before the other or on it."""
    truths = {~date.after(day) for date in known.values}
    return truths.pop() if len(truths) == 1 else Truth.UNKNOWN


def _count(person: Person, times: int, day: PartialDate | None) -> Part:
    possible = 0
    sentenced: list[Prosecution] = []
    replaced: list[Finding] = []
    sources: list[Known[Any]] = []
    for case in person.prosecutions:
        given = any_of(given_by(sentence, case, day) for sentence in case.sentences)
        if not case.sentences:
            possible += 1  # what came of this case is not known
        elif given is not Truth.FALSE:
            sentenced += [case] if given is Truth.TRUE else []
            possible += max(1, sum(_stands_alone(sentence) for sentence in case.sentences))
            sources += [sentence.kind for sentence in case.sentences]
            replaced += _replaced(person, case, day)
            replaced += _acquitted(person, case, day)
    certain = certainly_separate(sentenced)
    truth = Truth.of(True if certain >= times else None)
    if person.prosecutions and possible < times:
        truth = Truth.FALSE
    message = say(
        "{name}: separate cases with a sentence: {found}; in the claim: {times}.",
        name=named(person),
        found=certain,
        times=times,
    )
    sources = sources or [person.names]
    counted = Finding(
        message, sources_of(*sources), known_of(*sources), Effect.of(truth), "separate-sentences"
    )
    if certain < len(sentenced):
        message = say("{name}: two sources may tell of one and the same case.", name=named(person))
        replaced.append(replace(counted, message=message, effect=Effect.QUALIFIES, rule="one-case"))
    return [Element(truth)], [counted, *replaced]


def _stands_alone(sentence: Sentence) -> bool:
    """Say whether a sentence may be another one beside those of its case."""
    higher = {Instance.APPEAL.value, Instance.CASSATION.value}
    return not sentence.replaces.stated and sentence.instance.value not in higher


def _replaced(person: Person, case: Prosecution, day: PartialDate | None) -> list[Finding]:
    by_key = {sentence.key: sentence for sentence in case.sentences}
    findings = []
    for new in case.sentences:
        old = by_key.get(new.replaces.value or "")
        if old is None or given_by(new, case, day) is Truth.FALSE:
            continue
        message = say(
            "{name}: in one and the same case the first sentence ({old}) was replaced by another "
            "({new}).",
            name=named(person),
            old=_sentence(old),
            new=_sentence(new),
        )
        used = (old.kind, new.kind, new.replaces)
        findings.append(
            Finding(
                message, sources_of(*used), known_of(*used), Effect.QUALIFIES, "sentence-replaced"
            )
        )
    return findings


def _acquitted(person: Person, case: Prosecution, day: PartialDate | None) -> list[Finding]:
    message = say("{name}: one of the cases ended in an acquittal.", name=named(person))
    return [
        Finding(
            message,
            release.kind.sources,
            known_of(release.kind),
            Effect.QUALIFIES,
            "case-ended-in-acquittal",
        )
        for release in case.releases
        if "acquitted" in release.kind.values
        and (day is None or not_after(release.date, day) is not Truth.FALSE)
    ]


def _sentence(sentence: Sentence) -> Message:
    known = sentence.kind.value
    kind = worded("sentence.kind", known) if known else say("sentence")
    day = sentence.date.value
    if day is None:
        return kind
    return Message("{kind}, {date}", (("kind", kind), ("date", day)))


def _grounds(person: Person, claimed: Reason, day: PartialDate | None) -> Part:
    elements, findings = [], []
    for case in person.prosecutions:
        given = any_of(given_by(sentence, case, day) for sentence in case.sentences)
        if given is Truth.FALSE:
            continue
        known = [charge.conduct_kind for charge in case.charges]
        kinds = list(dict.fromkeys(kind for item in known for kind in item.values))
        truths = {same(claimed, GROUND.get(kind, Reason.UNKNOWN)) for kind in kinds}
        truth = truths.pop() if len(truths) == 1 else Truth.UNKNOWN
        disputed = any(item.disputed for item in known)
        elements.append(Element(truth, disputed=disputed))
        used = known if sources_of(*known) else [person.names]
        findings.append(
            Finding(
                _ground_message(person, kinds, claimed, truth),
                sources_of(*used),
                known_of(*used),
                Effect.of(truth),
                "ground-of-sentence",
            )
        )
    return elements, findings


def _ground_message(person: Person, kinds: list[str], claimed: Reason, truth: Truth) -> Message:
    if not kinds:
        return say("{name}: the sources do not say for what.", name=named(person))
    given: dict[str, Name | Message] = {
        "name": named(person),
        "kind": joined([worded("conduct_kind", kind) for kind in kinds]),
        "reason": LABELS[claimed],
    }
    if truth is Truth.TRUE:
        return say("{name}, one sentence: {kind}. The reason claimed ({reason}) holds.", **given)
    if truth is Truth.FALSE:
        return say("{name}, one sentence: {kind}. Not the reason claimed ({reason}).", **given)
    return say(
        "{name}, one sentence: {kind}. Whether for the reason claimed ({reason}) is not "
        "established.",
        **given,
    )
