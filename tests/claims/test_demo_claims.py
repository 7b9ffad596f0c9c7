# SPDX-License-Identifier: AGPL-3.0-or-later
"""The demonstration's speech: what the checks find in the real data, and that data decide it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from amparo.claims import Check, Evidence, Verdict, check
from amparo.claims.assertions import QuantityAssertion
from amparo.claims.numbers import Number
from amparo.claims.words import Counting
from amparo.core.cases import Known, Person, Stated
from amparo.core.sources import Knowledge
from amparo.core.truth import Truth

if TYPE_CHECKING:
    from amparo.claims.speech import Claim

Claims = dict[str, "Claim"]


def messages(outcome: Check, rule: str) -> list[str]:
    return [finding.message.text() for finding in outcome.findings if finding.rule == rule]


def without(evidence: Evidence, *keys: str) -> Evidence:
    left = tuple(figure for figure in evidence.figures if figure.key not in keys)
    return replace(evidence, figures=left)


def with_person(evidence: Evidence, person: Person) -> Evidence:
    return replace(evidence, persons={**evidence.persons, person.key: person})


@pytest.mark.parametrize(
    ("key", "verdict"),
    [
        ("amnesty-motion", Verdict.SUPPORTED_IN_PART),
        ("prisoners-3000", Verdict.NOT_SUPPORTED_AS_WORDED),
        ("sentenced-twice", Verdict.SUPPORTED_IN_PART),
        ("deserters-50000", Verdict.NOT_SUPPORTED_AS_WORDED),
        ("bodies-on-111-1", Verdict.UNDETERMINED),
        ("locator-111-1", Verdict.NOT_SUPPORTED_AS_WORDED),
        ("collaboration-10000", Verdict.NOT_SUPPORTED_AS_WORDED),
        ("krikunova-work", Verdict.NOT_SUPPORTED_AS_WORDED),
        ("sheliazhenko-charge", Verdict.DISPUTED),
    ],
)
def test_verdicts(claims: Claims, evidence: Evidence, key: str, verdict: Verdict) -> None:
    assert check(claims[key], evidence).verdict is verdict


def test_every_finding_has_a_source_that_is_listed_or_says_that_none_was_found(
    claims: Claims, evidence: Evidence
) -> None:
    for claim in claims.values():
        for finding in check(claim, evidence).findings:
            listed = [key for key in finding.sources if key in evidence.sources]
            laws = [key for key in finding.sources if key.startswith("law:")]
            assert len(listed) + len(laws) == len(finding.sources)
            assert finding.sources or "o source" in finding.message.text()


def test_every_message_is_said_in_all_four_languages(claims: Claims, evidence: Evidence) -> None:
    for claim in claims.values():
        outcome = check(claim, evidence)
        for language in ("en", "fr", "ru", "uk"):
            texts = [finding.message.text(language) for finding in outcome.findings]
            assert all(texts)
            assert "{" not in "".join(texts)


class TestThreeThousandBehindBars:
    def test_says_that_the_number_is_of_people_prosecuted(
        self, claims: Claims, evidence: Evidence
    ) -> None:
        got = check(claims["prisoners-3000"], evidence)
        assert messages(got, "part-and-whole")[0] == (
            "The number claimed is near that of a wider group. OVD-Info: about 2,976 (prosecuted),"
            " of these 1,407 (deprived of liberty)."
        )
        assert got.summary.text().startswith(
            "Not supported as worded. The number claimed is near that"
        )

    def test_says_that_sources_differ(self, claims: Claims, evidence: Evidence) -> None:
        got = check(claims["prisoners-3000"], evidence)
        assert "from 1,000 to 1,407" in messages(got, "spread")[0]
        assert messages(got, "one-source-two-numbers") == [
            "People First itself gives two numbers: hundreds; thousands."
        ]

    def test_without_the_part_that_finding_is_gone(
        self, claims: Claims, evidence: Evidence
    ) -> None:
        less = without(evidence, "ovd-2024-deprived", "ovd-2024-custody")
        got = check(claims["prisoners-3000"], less)
        assert not any("1,407" in finding.message.text() for finding in got.findings)
        assert "from 1,000 to 1,372" in messages(got, "spread")[0]

    def test_a_figure_that_bears_it_out_against_one_that_does_not(
        self, claims: Claims, evidence: Evidence
    ) -> None:
        held = next(one for one in evidence.figures if one.key == "people-first-hundreds")
        found = replace(held, key="found", institution="Another", number=Number(3100))
        both = replace(evidence, figures=(*evidence.figures, found))
        assert check(claims["prisoners-3000"], both).verdict is Verdict.DISPUTED
        only = without(both, "people-first-hundreds")
        assert check(claims["prisoners-3000"], only).verdict is Verdict.SUPPORTED

    def test_the_table_compares_every_figure_of_the_topic(
        self, claims: Claims, evidence: Evidence
    ) -> None:
        rows = {one.figure.key: one for one in check(claims["prisoners-3000"], evidence).comparison}
        topic = {one.key for one in evidence.figures if one.topic == "political_prisoners"}
        assert rows.keys() == topic
        root = rows["ovd-2024-prosecuted"]
        assert (root.unit, root.state, root.reason, root.area) == (
            Truth.TRUE,
            Truth.FALSE,
            Truth.FALSE,
            Truth.UNKNOWN,
        )


class TestTenThousandProsecuted:
    def test_adds_up_recorded_offences(self, claims: Claims, evidence: Evidence) -> None:
        got = check(claims["collaboration-10000"], evidence)
        assert messages(got, "sum-of-series") == [
            (
                "Prosecutor General of Ukraine, recorded offences, added up: "
                "9,478 (31 December 2024), 11,192 (31 December 2025). "
                "Whether it was passed on the day of the claim is not known."
            )
        ]
        assert "what is counted" in messages(got, "other-population")[0]
        assert messages(got, "nothing-of-the-kind") == [
            "No source was found that counts this: persons, prosecuted."
        ]

    def test_the_sum_changes_with_the_years(self, claims: Claims, evidence: Evidence) -> None:
        got = check(claims["collaboration-10000"], without(evidence, "pgo-2025"))
        assert messages(got, "sum-of-series") == [
            "Prosecutor General of Ukraine, recorded offences, added up: 9,478 (31 December 2024)."
        ]
        assert got.verdict is Verdict.UNDETERMINED

    def test_a_claim_about_recorded_offences_until_the_end_of_2025_would_hold(
        self, claims: Claims, evidence: Evidence
    ) -> None:
        claim = claims["collaboration-10000"]
        row = next(one for one in evidence.figures if one.key == "pgo-2025")
        end = row.time()
        assert isinstance(claim.assertion, QuantityAssertion)
        asserted = replace(
            claim.assertion,
            unit=row.unit,
            state=row.state,
            counting=Counting.CUMULATIVE,
            as_of=end,
        )
        got = check(replace(claim, assertion=asserted, date=end), evidence)
        assert got.verdict is Verdict.SUPPORTED


class TestFiftyThousandDeserted:
    def test_they_left_their_units_and_sources_are_second_hand(
        self, claims: Claims, evidence: Evidence
    ) -> None:
        got = check(claims["deserters-50000"], evidence)
        assert all("left their units" in text for text in messages(got, "other-population"))
        assert messages(got, "second-hand")
        assert got.summary.text().startswith(
            "Not supported as worded. This number counts something else. Russian defence ministry"
        )
        assert "for which reason" in messages(got, "not-recorded")[0]

    def test_read_at_the_source_it_is_no_longer_second_hand(
        self, claims: Claims, evidence: Evidence
    ) -> None:
        read = replace(
            evidence,
            figures=tuple(
                replace(one, knowledge=Knowledge.SEEN) if one.key == "leak-2024-left" else one
                for one in evidence.figures
            ),
        )
        assert messages(check(claims["deserters-50000"], read), "second-hand") == []


class TestSentencedTwice:
    def test_person_by_person(self, claims: Claims, evidence: Evidence) -> None:
        got = check(claims["sentenced-twice"], evidence)
        effects = {
            finding.message.text().split(":")[0]: finding.effect.value
            for finding in got.findings
            if finding.rule == "separate-sentences"
        }
        assert effects == {
            "Alexei Gorinov": "supports",
            "Azat Miftakhov": "supports",
            "Boris Kagarlitsky": "contradicts",
        }
        assert messages(got, "sentence-replaced") == [
            (
                "Boris Kagarlitsky: in one and the same case the first sentence "
                "(fine, December 2023) was replaced by another (imprisonment, 13 February 2024)."
            )
        ]
        against = [one.message.text() for one in got.findings if one.effect.value == "contradicts"]
        said = "Azat Miftakhov, one sentence: hooliganism (as charged)."
        assert any(text.startswith(said) for text in against)
        kinds = {one.message.text("uk") for one in got.findings if one.rule == "ground-of-sentence"}
        assert any("хуліганство (за обвинуваченням)" in text for text in kinds)

    def test_two_prosecutions_instead_of_one_would_bear_it_out(
        self, claims: Claims, evidence: Evidence
    ) -> None:
        person = evidence.persons["note-kag1/kagarlitsky"]
        case = person.prosecutions[0]
        fine, colony = case.sentences
        apart = replace(
            person,
            prosecutions=(
                replace(case, sentences=(fine,)),
                replace(
                    case, key=f"{person.key}/second", sentences=(replace(colony, replaces=Known()),)
                ),
            ),
        )
        got = check(claims["sentenced-twice"], with_person(evidence, apart))
        assert messages(got, "sentence-replaced") == []
        counts = messages(got, "separate-sentences")
        assert "Boris Kagarlitsky: separate cases with a sentence: 2; in the claim: 2." in counts

    def test_two_sentences_of_unknown_relation_leave_it_open(
        self, claims: Claims, evidence: Evidence
    ) -> None:
        person = evidence.persons["note-kag1/kagarlitsky"]
        case = person.prosecutions[0]
        loose = tuple(replace(one, replaces=Known(), instance=Known()) for one in case.sentences)
        changed = replace(person, prosecutions=(replace(case, sentences=loose),))
        got = check(claims["sentenced-twice"], with_person(evidence, changed))
        counted = next(
            one
            for one in got.findings
            if one.rule == "separate-sentences" and "Kagarlitsky" in one.message.text()
        )
        assert counted.effect.value == "unknown"


class TestPersons:
    def test_krikunova(self, claims: Claims, evidence: Evidence) -> None:
        got = check(claims["krikunova-work"], evidence)
        assert messages(got, "workplace-of-charge") == [
            (
                "Workplace in the charge: pension fund of the occupation. "
                "Workplace in the claim: employment centre."
            )
        ]
        assert messages(got, "workplace-before")
        assert "8 October 2025" in messages(got, "judged-later")[0]

    def test_sheliazhenko(self, claims: Claims, evidence: Evidence) -> None:
        got = check(claims["sheliazhenko-charge"], evidence)
        differ = next(one for one in got.findings if one.rule == "sources-differ")
        assert differ.sources == ("note-she1-436-2", "note-she1-436")
        assert got.summary.text() == (
            "Disputed between sources. The sources differ on the article: 436-2, 436."
        )

    def test_a_documenters_choice_ends_the_dispute(
        self, claims: Claims, evidence: Evidence
    ) -> None:
        person = evidence.persons["note-she1/sheliazhenko"]
        case = person.prosecutions[0]
        charge = case.charges[0]
        chosen = replace(
            charge.provision, chosen=Stated("UA/KK/436-2", "note-she1-436-2"), reason="SYNTHETIC"
        )
        changed = replace(
            person,
            prosecutions=(replace(case, charges=(replace(charge, provision=chosen),)),),
        )
        got = check(claims["sheliazhenko-charge"], with_person(evidence, changed))
        assert got.verdict is Verdict.SUPPORTED_IN_PART


def test_findings_are_known_no_better_than_their_sources(
    claims: Claims, evidence: Evidence
) -> None:
    sources = {
        key: replace(source, knowledge=Knowledge.MEMORY) for key, source in evidence.sources.items()
    }
    got = check(claims["krikunova-work"], replace(evidence, sources=sources))
    assert {finding.knowledge for finding in got.findings} == {Knowledge.MEMORY}
