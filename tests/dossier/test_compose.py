# SPDX-License-Identifier: AGPL-3.0-or-later
"""A dossier tells all the material, with its sources, and says what is open."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from amparo.claims.assertions import Kind, MotionAssertion
from amparo.claims.figures import Figure
from amparo.claims.numbers import Number, Qualifier
from amparo.claims.outcome import ComparisonRow, Effect, Finding, Verdict, make_check
from amparo.claims.speech import Claim
from amparo.claims.words import Area, Counting, Reason, State, Unit
from amparo.core.cases import Appeal, Charge, Known, Person, Prosecution, Sentence, Stated
from amparo.core.dates import PartialDate
from amparo.core.messages import Message, say
from amparo.core.sources import Knowledge, Source, SourceKind
from amparo.core.truth import Truth
from amparo.dossier.compose import compose
from amparo.dossier.html import make_html
from amparo.dossier.material import Material
from amparo.dossier.model import Badge, Bullets, Cite, Foreign, Section, Table
from amparo.dossier.pdf import make_pdf
from amparo.dossier.plain import plain
from amparo.dossier.values import length, provision_words
from amparo.dossier.words import KNOWLEDGE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from amparo.dossier.model import Dossier, Line

LANGUAGES = ("en", "fr", "ru", "uk")


def source(key: str, knowledge: Knowledge = Knowledge.SEEN, *, synthetic: bool = False) -> Source:
    kind = SourceKind.LIST if synthetic else SourceKind.NOTE
    return Source(
        key,
        kind,
        f"Title of {key}",
        knowledge,
        "en",
        ("https://example.org/",),
        synthetic=synthetic,
    )


def day(text: str) -> PartialDate:
    return PartialDate.from_edtf(text)


PERSON = Person(
    key="p",
    names=Known(
        (
            Stated("Иван Иванов", "list", language="ru"),
            Stated("Ivan Ivanov", "note", language="en"),
            Stated("Іван Іванов", "list", language="uk"),
        )
    ),
    birth_date=Known((Stated(day("1980"), "note"), Stated(day("1981-02"), "list"))),
    facts={"occupation": Known((Stated("baker", "note", language="en"),))},
    prosecutions=(
        Prosecution(
            key="c",
            country=Known((Stated("RU", "note"),)),
            charges=(
                Charge(
                    "ch",
                    provision=Known((Stated("RU/UK/205.2/2", "note"),)),
                    conduct=Known((Stated("A talk", "note", language="en"),)),
                ),
            ),
            sentences=(
                Sentence("s1", kind=Known((Stated("fine", "note"),))),
                Sentence(
                    "s2",
                    kind=Known((Stated("imprisonment", "note"),)),
                    months=Known((Stated(60, "note"),)),
                    date=Known((Stated(day("2024-02-13"), "note"),)),
                    replaces=Known((Stated("s1", "note"),)),
                ),
            ),
            appeals=(
                Appeal(
                    "a",
                    sentence=Known((Stated("s1", "note"),)),
                    court=Known((Stated("X", "note"),)),
                ),
            ),
        ),
    ),
)

FIGURE = Figure(
    key="f",
    topic="political_prisoners",
    number=Number(2976, None, Qualifier.ABOUT),
    unit=Unit.PERSONS,
    state=State.PROSECUTED,
    reason=Reason.POLITICALLY_MOTIVATED,
    area=Area.RU,
    counting=Counting.UNKNOWN,
    institution="A counter",
    source="second",
    knowledge=Knowledge.SECONDARY,
    as_of=day("2024-12"),
)

CLAIM = Claim(
    key="c",
    speech="speech",
    kind=Kind.MOTION,
    topic="amnesty",
    assertion=MotionAssertion("A", "unknown", ()),
    spans={"en": (0, 9), "ru": (0, 5)},
)

CHECK = make_check(
    "c",
    Verdict.UNDETERMINED,
    [
        Finding(say("No text was found."), (), Knowledge.NOT_FOUND, Effect.UNKNOWN, "r"),
        Finding(say("There is one."), ("note",), Knowledge.SEEN, Effect.SUPPORTS, "r"),
    ],
    (
        ComparisonRow(
            FIGURE,
            Truth.TRUE,
            Truth.FALSE,
            Truth.UNKNOWN,
            Truth.TRUE,
            Truth.TRUE,
            Truth.TRUE,
            Truth.FALSE,
            Truth.TRUE,
        ),
    ),
)


@pytest.fixture
def material() -> Material:
    sources = [
        source("note"),
        source("second", Knowledge.SECONDARY),
        source("speech", Knowledge.UNVERIFIED),
        source("list", Knowledge.UNVERIFIED, synthetic=True),
        source("gone", Knowledge.NOT_FOUND),
        source("idle"),
    ]
    return Material(
        title=say("The debate"),
        subtitle=say("With its sources"),
        language="en",
        made_on=dt.date(2025, 6, 24),
        sources={item.key: item for item in sources},
        persons=(PERSON,),
        checks=((CLAIM, CHECK),),
        speech={"en": "One claim and more", "ru": "Слово и ещё"},
        figures=(FIGURE,),
        waiting_reviews=3,
    )


def said(line: Line, language: str = "en") -> str:
    """Give the text of a line, citations as [key]."""
    parts = []
    for part in line:
        match part:
            case str():
                parts.append(part)
            case Badge(words, _):
                parts.append(f"({words.text(language)})")
            case Foreign(text, _):
                parts.append(text)
            case Cite():
                parts.append(f"[{','.join(part.sources)}]")
            case Message():
                parts.append(part.text(language))
            case _:
                parts.append("\n")
    return "".join(parts)


def section(dossier: Dossier, key: str) -> Section:
    def walk(sections: tuple[Section, ...]) -> Iterator[Section]:
        for item in sections:
            yield item
            yield from walk(item.sections)

    return next(item for item in walk(dossier.sections) if item.key == key)


def rows(found: Section) -> list[list[str]]:
    tables = [block for block in found.blocks if isinstance(block, Table)]
    return [[said(cell) for cell in row] for table in tables for row in table.rows]


def bullets(found: Section) -> list[str]:
    lists = [block for block in found.blocks if isinstance(block, Bullets)]
    return [said(item) for block in lists for item in block.items]


@pytest.mark.parametrize("language", LANGUAGES)
def test_written_in_every_language_on_paper_and_on_screen(
    material: Material, language: str
) -> None:
    dossier = compose(replace(material, language=language))
    assert make_pdf(dossier).startswith(b"%PDF")
    assert f'<html lang="{language}">' in make_html(dossier)


def test_only_cited_sources_are_listed_in_the_order_of_citation(material: Material) -> None:
    dossier = compose(material)
    keys = [item.key for item in dossier.sources]
    assert sorted(keys) == ["gone", "list", "note", "second", "speech"]
    made = plain(dossier, str)
    first = [int(item["cites"][0].removeprefix("cite-")) for item in made["sources"]]
    assert first == sorted(first)


def test_a_citation_without_a_source_is_refused_by_name(material: Material) -> None:
    sources = {key: item for key, item in material.sources.items() if key != "second"}
    with pytest.raises(ValueError, match="no source 'second'"):
        make_html(compose(replace(material, sources=sources)))


def test_synthetic_notice_stands_on_the_first_page_if_a_source_is_ours(
    material: Material,
) -> None:
    assert [str(label)[:9] for label in compose(material).labels] == ["SYNTHETIC"]
    ours = replace(material.sources["list"], synthetic=False)
    plain_sources = {**material.sources, "list": ours}
    assert compose(replace(material, sources=plain_sources)).labels == ()


def test_names_are_told_by_language_and_script(material: Material) -> None:
    found = rows(section(compose(material), "person-1"))
    assert ["Иван Иванов[list]", "Russian, Cyrillic script", "(unverified) (SYNTHETIC)"] in found
    assert ["Ivan Ivanov[note]", "English, Latin script", "(seen)"] in found


def test_disputed_values_stand_side_by_side(material: Material) -> None:
    found = rows(section(compose(material), "person-1"))
    assert ["birth date", "1980[note]", "(seen)\n(sources differ)"] in found
    assert [
        "birth date",
        "February 1981[list]",
        "(unverified) (SYNTHETIC)\n(sources differ)",
    ] in found


def test_a_chosen_value_says_so_with_its_reason_and_the_others_stay(material: Material) -> None:
    stated = PERSON.birth_date.stated
    chosen = Known(stated, chosen=stated[0], reason="passport seen")
    person = replace(PERSON, birth_date=chosen)
    found = rows(section(compose(replace(material, persons=(person,))), "person-1"))
    told = [row for row in found if row[0] == "birth date"]
    assert [row[1] for row in told] == ["1980[note]", "February 1981[list]"]
    assert told[0][2] == "(seen)\n(chosen by a documenter): passport seen"
    assert "differ" not in told[1][2]


def test_what_one_source_says_of_one_thing_is_one_row(material: Material) -> None:
    found = rows(section(compose(material), "person-1"))
    assert [
        "Sentence",
        "imprisonment; 5 years; 13 February 2024; replaces: fine[note]",
        "(seen)",
    ] in found
    assert [
        "Charge",
        "Russia, Criminal Code, article 205.2, part 2; A talk[note]",
        "(seen)",
    ] in found
    assert ["Appeal", "on the sentence: fine; X[note]", "(seen)"] in found


def test_claims_show_words_verdict_findings_and_figures(material: Material) -> None:
    found = section(compose(material), "claim-1")
    assert said(found.heading) == "Claim 1: Amnesty"
    assert said(found.blocks[0].parts) == "In our words: One claim[speech]"  # type: ignore[union-attr]
    assert said(found.blocks[1].parts).startswith("Undetermined")  # type: ignore[union-attr]
    assert bullets(found) == [
        "(speaks for the claim) There is one.[note]",
        "(leaves it open) No text was found. (not found)[]",
    ]
    assert rows(found) == [
        ["A counter[second]", "about 2,976", "in which situation", "for which reason", "no", "yes"]
    ]


def test_the_speech_is_quoted_in_the_language_of_the_dossier(material: Material) -> None:
    found = section(compose(replace(material, language="ru")), "claim-1")
    assert said(found.blocks[0].parts, "ru").endswith(" Слово[speech]")  # type: ignore[union-attr]


def test_figures_stand_by_topic_with_unit_time_and_knowledge(material: Material) -> None:
    found = section(compose(material), "figures-1")
    assert said(found.heading) == "Political prisoners"
    counted = (
        "persons; prosecuted; politically motivated prosecution; Russia; way of counting not known"
    )
    assert rows(found) == [
        [
            "A counter[second]\n(second-hand)",
            "about 2,976",
            counted,
            "December 2024",
        ]
    ]


def test_what_is_not_known_is_collected(material: Material) -> None:
    dossier = compose(material)
    assert bullets(section(dossier, "unknown-review")) == [
        "Pairs of records that wait for a decision whether they are one person: 3"
    ]
    persons = bullets(section(dossier, "unknown-persons"))
    assert persons[0] == "Ivan Ivanov: the sources differ on: birth date[note,list]"
    lead = "Ivan Ivanov: prosecution 1, no source here gives: Case (opening date)"
    assert persons[1].startswith(lead)
    assert "Charge (date)" in persons[1]
    assert "Sentence (court + date + standing)" in persons[1]
    assert "way of counting not known" in bullets(section(dossier, "unknown-figures"))[0]
    assert any("No text was found." in item for item in bullets(section(dossier, "unknown-claims")))
    assert bullets(section(dossier, "unknown-sources")) == ["Title of gone (not found)[gone]"]


def test_nothing_open_is_said_to_be_open_where_all_is_known(material: Material) -> None:
    bare = replace(
        material,
        persons=(),
        checks=(),
        figures=(),
        waiting_reviews=0,
        sources={"note": source("note")},
    )
    found = section(compose(bare), "unknown")
    assert found.sections == ()
    assert said(found.blocks[0].parts) == "Nothing in the material is marked as open."  # type: ignore[union-attr]


def test_summary_has_at_most_ten_lines(material: Material) -> None:
    checks = tuple(
        (replace(CLAIM, key=f"c{n}"), replace(CHECK, verdict=list(Verdict)[n % 6]))
        for n in range(30)
    )
    lines = bullets(section(compose(replace(material, checks=checks)), "summary"))
    assert len(lines) == 9
    assert lines[0] == "Persons: 1; prosecutions: 1; figures: 1; sources: 6."
    assert "Claim 1: Amnesty; Claim 7: Amnesty" in lines[1]
    assert lines[-1].endswith("one person: 3")


def test_unnamed_persons_are_kept(material: Material) -> None:
    dossier = compose(replace(material, persons=(Person("u"),)))
    found = section(dossier, "person-1")
    assert said(found.heading) == "unnamed person"
    assert "No prosecution" in said(found.blocks[0].parts)  # type: ignore[union-attr]


def test_every_word_of_knowledge_has_a_badge() -> None:
    assert set(KNOWLEDGE) == set(Knowledge)


@pytest.mark.parametrize(
    ("months", "language", "words"),
    [(60, "en", "5 years"), (83, "fr", "83\xa0mois"), (24, "ru", "2 года"), (60, "uk", "5 років")],
)
def test_length(months: int, language: str, words: str) -> None:
    assert length(months, language) == words


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("UA/KK/111-1", "Ukraine, Criminal Code, article 111-1"),
        ("RU/UK/207.3/2", "Russia, Criminal Code, article 207.3, part 2"),
        ("RU", "RU"),
    ],
)
def test_provision(key: str, words: str) -> None:
    assert str(provision_words(key, "en")) == words
