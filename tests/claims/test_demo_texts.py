# SPDX-License-Identifier: AGPL-3.0-or-later
"""The demonstration's claims about texts: the provision, the bodies, the motion."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from amparo.claims import Check, Evidence, Verdict, check, load_authorities
from amparo.claims.assertions import MotionAssertion
from amparo.claims.evidence import OnProvision
from amparo.core.messages import say
from amparo.law.locators import Resolution, ResolutionKind
from amparo.law.provisions import load_provisions
from amparo.resources import resource

if TYPE_CHECKING:
    from amparo.claims.speech import Claim

Claims = dict[str, "Claim"]


def messages(outcome: Check, rule: str) -> list[str]:
    return [finding.message.text() for finding in outcome.findings if finding.rule == rule]


class TestLocator:
    def test_the_article_stands_in_the_criminal_code(
        self, claims: Claims, evidence: Evidence
    ) -> None:
        got = check(claims["locator-111-1"], evidence)
        assert "Criminal Code of Ukraine" in got.findings[0].message.text()
        assert got.findings[0].sources == ("law:UA/KK/111-1",)

    def test_the_words_of_the_speech_are_shown_in_the_language_of_the_reader(
        self, claims: Claims, evidence: Evidence
    ) -> None:
        message = check(claims["locator-111-1"], evidence).findings[0].message
        assert "military legislation" in message.text("en")
        assert "législation militaire" in message.text("fr")
        assert "військового законодавства" in message.text("uk")

    def test_if_it_stood_in_a_military_law_the_speech_would_be_right(
        self, claims: Claims, evidence: Evidence
    ) -> None:
        held = load_provisions().get("UA/KK/111-1")
        assert held is not None

        def elsewhere(_: str) -> Resolution:
            return Resolution(ResolutionKind.FOUND, say("It stands there."), (held,))

        got = check(claims["locator-111-1"], replace(evidence, resolve=elsewhere))
        assert got.verdict is Verdict.SUPPORTED

    def test_languages_that_place_it_differently_are_shown(
        self, claims: Claims, evidence: Evidence
    ) -> None:
        def by_language(text: str) -> Resolution:
            kind = ResolutionKind.FOUND if text.isascii() else ResolutionKind.NOT_READ
            return Resolution(kind, say("Read."))

        got = check(claims["locator-111-1"], replace(evidence, resolve=by_language))
        assert got.verdict is Verdict.DISPUTED


class TestBodies:
    def test_what_was_not_seen_is_not_decided(self, claims: Claims, evidence: Evidence) -> None:
        got = check(claims["bodies-on-111-1"], evidence)
        texts = messages(got, "what-a-body-said")
        assert any("Committee against Torture" in text and "not seen" in text for text in texts)
        assert any("European Court" in text and "no text" in text for text in texts)

    @pytest.mark.parametrize(
        ("on_provision", "verdict"),
        [
            (OnProvision.FOUND_FAULT, Verdict.SUPPORTED_IN_PART),
            (OnProvision.NO_FAULT, Verdict.NOT_SUPPORTED_AS_WORDED),
        ],
    )
    def test_reading_the_observations_would_decide(
        self, claims: Claims, evidence: Evidence, on_provision: OnProvision, verdict: Verdict
    ) -> None:
        read = tuple(
            replace(one, on_provision=on_provision) if one.body == "CAT" else one
            for one in evidence.bodies
        )
        assert check(claims["bodies-on-111-1"], replace(evidence, bodies=read)).verdict is verdict

    def test_a_body_nobody_looked_at_is_said_to_be_so(
        self, claims: Claims, evidence: Evidence
    ) -> None:
        got = check(claims["bodies-on-111-1"], replace(evidence, bodies=()))
        assert [finding.sources for finding in got.findings] == [(), ()]


class TestMotion:
    def test_the_chamber_and_the_categories(self, claims: Claims, evidence: Evidence) -> None:
        got = check(claims["amnesty-motion"], evidence)
        assert "French National Assembly" in messages(got, "motion-found")[0]
        assert "No motion by this author was found there." in messages(got, "motion-chamber")[0]
        effects = [one.effect.value for one in got.findings if one.rule == "motion-chamber"]
        assert effects == ["qualifies"]
        assert got.summary.text().startswith("Supported in part only. Not named in the title:")
        open_ = [one.message.text() for one in got.findings if one.effect.value == "unknown"]
        assert ["deserters" in text or "objectors" in text for text in open_] == [True, True]

    def test_seeing_the_body_decides(self, claims: Claims, evidence: Evidence) -> None:
        motion = evidence.motions[0]
        named = replace(motion, in_body=("deserters", "conscientious_objectors"))
        silent = replace(motion, in_body=("political_prisoners",))
        claim = claims["amnesty-motion"]
        assert check(claim, replace(evidence, motions=(named,))).verdict is Verdict.SUPPORTED
        got = check(claim, replace(evidence, motions=(silent,)))
        assert "Not named in the motion: deserters." in messages(got, "motion-category")

    def test_a_claim_that_names_the_wrong_chamber(self, claims: Claims, evidence: Evidence) -> None:
        claim = claims["amnesty-motion"]
        assert isinstance(claim.assertion, MotionAssertion)
        named = replace(claim.assertion, chamber="pace")
        got = check(replace(claim, assertion=named), evidence)
        wrong = [one for one in got.findings if one.rule == "motion-chamber"]
        assert [one.effect.value for one in wrong] == ["unknown"]

    def test_a_claim_is_not_pieced_together_from_two_motions(
        self, claims: Claims, evidence: Evidence
    ) -> None:
        claim = claims["amnesty-motion"]
        assert isinstance(claim.assertion, MotionAssertion)
        asserted = replace(claim.assertion, chamber="pace", categories=("deserters",))
        there = replace(evidence.motions[0], key="there", chamber="pace", in_body=())
        elsewhere = replace(evidence.motions[0], in_body=("deserters",))
        both = replace(evidence, motions=(elsewhere, there))
        got = check(replace(claim, assertion=asserted), both)
        assert got.verdict is Verdict.SUPPORTED_IN_PART
        assert messages(got, "motion-category") == ["Not named in the motion: deserters."]
        unsaid = replace(claim.assertion, categories=("deserters", "conscientious_objectors"))
        other = replace(there, in_body=("conscientious_objectors",))
        apart = replace(evidence, motions=(elsewhere, other))
        got = check(replace(claim, assertion=unsaid), apart)
        assert got.verdict is Verdict.SUPPORTED_IN_PART

    def test_a_motion_not_found_in_the_chamber_named_may_exist(
        self, claims: Claims, evidence: Evidence
    ) -> None:
        claim = claims["amnesty-motion"]
        assert isinstance(claim.assertion, MotionAssertion)
        asserted = replace(claim.assertion, chamber="pace", categories=())
        got = check(replace(claim, assertion=asserted), evidence)
        assert got.verdict is Verdict.UNDETERMINED

    def test_no_motion_at_all(self, claims: Claims, evidence: Evidence) -> None:
        got = check(claims["amnesty-motion"], replace(evidence, motions=()))
        assert got.verdict is Verdict.UNDETERMINED


def test_bodies_and_motions_name_sources_that_are_listed(evidence: Evidence) -> None:
    bodies, motions = load_authorities(resource("demo", "authorities.yaml"))
    used = {one.source for one in bodies} | {one.source for one in motions}
    assert used <= evidence.sources.keys()
