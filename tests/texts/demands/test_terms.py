# SPDX-License-Identifier: AGPL-3.0-or-later
"""Terms: one key for what means the same in English and in French; verbs of asking."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from amparo.texts.demands.asking import (
    ASKS,
    CONSIDERS,
    DEMANDS,
    INVITES,
    SAYS,
    URGES,
    asked,
    negated,
    verbs,
)
from amparo.texts.demands.terms import sheet, stem, terms

if TYPE_CHECKING:
    from amparo.texts.document import Language


def keys(text: str, language: Language) -> list[str]:
    return [term.key for term in terms(text, language)]


@pytest.mark.parametrize(
    ("english", "french", "key"),
    [
        ("released", "libérés", "concept:release"),
        ("set free", "remises en liberté", "concept:release"),
        ("an amnesty", "une amnistie", "concept:amnesty"),
        ("detainees", "les détenues", "concept:prisoner"),
        ("prisoners of war", "prisonniers de guerre", "concept:prisoner-of-war"),
        ("those who refuse to fight", "ceux qui refusent de combattre", "concept:objector"),
        ("prosecuted", "les poursuites", "concept:prosecution"),
        ("restrictive measures", "sanctions", "concept:sanctions"),
        ("visas", "visas", "concept:visa"),
        ("refugees", "l’asile", "concept:asylum"),
        ("the Russian Federation", "la Fédération de Russie", "place:RU"),
        ("Switzerland", "la Suisse", "place:CH"),
    ],
)
def test_both_languages_have_one_key(english: str, french: str, key: str) -> None:
    assert key in keys(english, "en")
    assert key in keys(french, "fr")


def test_a_word_followed_by_another_sense_is_another_word() -> None:
    assert "concept:release" not in keys("free and fair elections", "en")
    assert "concept:release" not in keys("the release of the annual report", "en")
    assert "concept:release" in keys("the release of the prisoners", "en")


def test_articles_agree_exactly() -> None:
    (asked_for,) = terms("Article 207.3", "en")
    (same,) = terms("Article 207.3 of the Criminal Code of the Russian Federation", "en")
    (other,) = terms("Article 207.1 of the Criminal Code of the Russian Federation", "en")
    (ukrainian,) = terms("Article 207.3 of the Criminal Code of Ukraine", "en")
    assert asked_for.meets(same)
    assert not asked_for.meets(other)
    assert not same.meets(ukrainian)


def test_every_concept_has_words_in_both_languages_and_a_reason() -> None:
    concepts = sheet()["concepts"]
    known = {concept["key"] for concept in concepts}
    for concept in concepts:
        assert concept["en"]
        assert concept["fr"]
        assert concept["reason"]
        assert set(concept.get("near", ())) <= known


def test_no_word_stands_in_two_concepts() -> None:
    for language in ("en", "fr"):
        written = [word.casefold() for one in sheet()["concepts"] for word in one[language]]
        assert len(written) == len(set(written))


def test_french_endings_do_not_tell_words_apart() -> None:
    assert stem("détenus", "fr") == stem("détenue", "fr")
    assert stem("libère", "fr") == stem("libération", "fr")


@pytest.mark.parametrize(
    ("text", "language", "strength"),
    [
        ("The Assembly recalls its call for an amnesty", "en", SAYS),
        ("The Assembly invites them to consider an amnesty", "en", CONSIDERS),
        ("The Assembly invites them to declare an amnesty", "en", INVITES),
        ("The Assembly recalls the war and calls for an amnesty", "en", ASKS),
        ("The Assembly considers that there should be an amnesty", "en", ASKS),
        ("The Assembly urges them to declare an amnesty", "en", URGES),
        ("The Assembly demands an amnesty", "en", DEMANDS),
        ("L’Assemblée rappelle l’amnistie", "fr", SAYS),
        ("L’Assemblée invite à envisager l’amnistie", "fr", CONSIDERS),
        ("L’Assemblée invite à prononcer l’amnistie", "fr", INVITES),
        ("L’Assemblée appelle à l’amnistie", "fr", ASKS),
        ("L’Assemblée invite instamment à prononcer l’amnistie", "fr", URGES),
        ("L’Assemblée exige l’amnistie", "fr", DEMANDS),
    ],
)
def test_the_strength_of_asking(text: str, language: Language, strength: int) -> None:
    found = asked(text, text.index("amn"), language)
    assert found is not None
    assert found.strength == strength
    assert text[slice(*found.span)] == found.verb


def test_a_verb_after_counts_where_none_stands_before() -> None:
    found = asked("An amnesty is needed", 3, "en")
    assert found is not None
    assert (found.verb, found.strength) == ("is needed", ASKS)
    assert asked("An amnesty and a pardon", 3, "en") is None


def test_a_negation_counts_within_its_clause() -> None:
    assert negated("it opposes any amnesty", 15, "en")
    assert not negated("it does not wait; an amnesty", 21, "en")
    said = "None of the acts that were named above can be part of an amnesty"
    assert negated(said, said.index("amnesty"), "en")
    assert verbs("the repeated calls for peace", "en") == []
