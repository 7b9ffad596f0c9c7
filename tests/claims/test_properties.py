# SPDX-License-Identifier: AGPL-3.0-or-later
"""What must hold for any figures: invariants of the check of a number."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.claims import Evidence, Verdict, check
from amparo.claims.assertions import Kind, QuantityAssertion
from amparo.claims.comparing import near_in_time, series_of
from amparo.claims.figures import Coverage, Figure
from amparo.claims.numbers import Number, Qualifier
from amparo.claims.quantity_rules import RULES
from amparo.claims.speech import Claim
from amparo.claims.words import (
    LABELS,
    Area,
    Counting,
    Reason,
    State,
    Unit,
    Word,
    same,
    wider,
)
from amparo.core.dates import PartialDate, Period
from amparo.core.sources import Knowledge
from amparo.core.truth import Truth
from amparo.exchange.plain_data import from_plain, to_plain

DAYS = st.sampled_from(
    ["2022", "2024-12", "2024-12-31", "2025-06-23", "2025-06-24", "2025", "2026-01", "2025?"]
).map(PartialDate.from_edtf)
FEW = settings(max_examples=40)
W = TypeVar("W")


def mostly(claimed: W, *others: W) -> st.SearchStrategy[W]:
    """Give the claimed word twice as often as all the others, so that figures often match."""
    return st.sampled_from([*[claimed] * 2 * len(others), *others])


NUMBERS = st.builds(
    Number,
    st.integers(0, 20_000),
    st.none(),
    st.sampled_from([Qualifier.EXACT, Qualifier.ABOUT, Qualifier.MORE_THAN, Qualifier.AT_LEAST]),
)
YEARS = st.integers(2020, 2025).map(
    lambda year: Period(
        PartialDate.from_edtf(f"{year}-01-01"), PartialDate.from_edtf(f"{year}-12-31")
    )
)
FIGURES = st.builds(
    Figure,
    key=st.uuids().map(str),
    topic=st.just("t"),
    number=NUMBERS,
    unit=mostly(Unit.PERSONS, Unit.RECORDED_OFFENCES, Unit.UNKNOWN),
    state=mostly(State.DEPRIVED_OF_LIBERTY, State.PROSECUTED, State.UNKNOWN),
    reason=mostly(Reason.ANTI_WAR, Reason.POLITICALLY_MOTIVATED, Reason.NOT_RECORDED),
    area=mostly(Area.RU, Area.RU_CRIMEA, Area.UNKNOWN),
    counting=mostly(Counting.STOCK, *Counting),
    institution=st.sampled_from(["A", "B"]),
    source=st.sampled_from(["note-a", "note-b"]),
    knowledge=mostly(Knowledge.SEEN, *Knowledge),
    as_of=st.none() | DAYS | DAYS,
    period=st.none() | YEARS,
    published=st.none() | DAYS,
    coverage=st.sampled_from(Coverage),
)
ASSERTED = QuantityAssertion(
    Number(3000, None, Qualifier.MORE_THAN),
    Unit.PERSONS,
    State.DEPRIVED_OF_LIBERTY,
    Reason.ANTI_WAR,
    Area.RU,
    Counting.STOCK,
    PartialDate.from_edtf("2025-06-24"),
)
CLAIM = Claim("c", "s", Kind.QUANTITY, "t", ASSERTED, date=PartialDate.from_edtf("2025-06-24"))


def figure_like_the_claim() -> Figure:
    return Figure(
        "f", "t", Number(3100), ASSERTED.unit, ASSERTED.state, ASSERTED.reason, ASSERTED.area,
        ASSERTED.counting, "A", "note-a", Knowledge.SEEN, as_of=ASSERTED.as_of,
    )  # fmt: skip


MANY = st.lists(FIGURES, max_size=6, unique_by=lambda figure: figure.key).map(tuple)


@FEW
@given(MANY, FIGURES)
def test_a_figure_of_another_topic_changes_nothing(
    figures: tuple[Figure, ...], other: Figure
) -> None:
    more = (*figures, replace(other, topic="another"))
    assert check(CLAIM, Evidence(more)) == check(CLAIM, Evidence(figures))


@FEW
@given(MANY)
def test_support_needs_a_figure_of_the_unit_and_state_claimed(
    figures: tuple[Figure, ...],
) -> None:
    outcome = check(CLAIM, Evidence(figures))
    if outcome.verdict in {Verdict.SUPPORTED, Verdict.SUPPORTED_IN_PART, Verdict.DISPUTED}:
        assert any(
            row.unit is Truth.TRUE and row.state is Truth.TRUE and row.bears_out is Truth.TRUE
            for row in outcome.comparison
        )


def test_figures_lead_to_every_verdict() -> None:
    base = figure_like_the_claim()
    held = {
        Verdict.SUPPORTED: (base,),
        Verdict.SUPPORTED_IN_PART: (replace(base, knowledge=Knowledge.SECONDARY),),
        Verdict.CONTRADICTED: (replace(base, number=Number(10), coverage=Coverage.ALL),),
        Verdict.NOT_SUPPORTED_AS_WORDED: (replace(base, number=Number(10)),),
        Verdict.DISPUTED: (base, replace(base, key="other", number=Number(10))),
        Verdict.UNDETERMINED: (),
    }
    got = {verdict: check(CLAIM, Evidence(figures)).verdict for verdict, figures in held.items()}
    assert got == {verdict: verdict for verdict in Verdict}


@FEW
@given(MANY)
def test_a_contradiction_needs_a_complete_count_that_was_read(
    figures: tuple[Figure, ...],
) -> None:
    if check(CLAIM, Evidence(figures)).verdict is Verdict.CONTRADICTED:
        assert any(
            one.coverage is Coverage.ALL and one.knowledge is Knowledge.SEEN for one in figures
        )


@FEW
@given(MANY)
def test_where_sources_say_nothing_the_claim_stays_undetermined(
    figures: tuple[Figure, ...],
) -> None:
    silent = tuple(
        replace(figure, unit=Unit.UNKNOWN, state=State.UNKNOWN, reason=Reason.NOT_RECORDED,
                area=Area.UNKNOWN, counting=Counting.UNKNOWN, as_of=None, period=None)
        for figure in figures
    )  # fmt: skip
    assert check(CLAIM, Evidence(silent)).verdict is Verdict.UNDETERMINED


@FEW
@given(MANY, st.randoms())
def test_the_order_of_the_figures_changes_no_verdict_and_no_rule(
    figures: tuple[Figure, ...], random: st.DataObject
) -> None:
    shuffled = list(figures)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    one, other = check(CLAIM, Evidence(figures)), check(CLAIM, Evidence(tuple(shuffled)))
    assert one.verdict is other.verdict
    assert {item.rule for item in one.findings} == {item.rule for item in other.findings}


@FEW
@given(MANY)
def test_every_finding_names_a_source_or_says_there_is_none(figures: tuple[Figure, ...]) -> None:
    for finding in check(CLAIM, Evidence(figures)).findings:
        assert finding.sources or "o source" in finding.message.text()
        assert set(finding.sources) <= {figure.source for figure in figures}


@FEW
@given(MANY)
def test_a_check_survives_the_way_into_plain_data_and_back(figures: tuple[Figure, ...]) -> None:
    outcome = check(CLAIM, Evidence(figures))
    assert from_plain(type(outcome), to_plain(outcome)) == outcome


@given(NUMBERS, NUMBERS)
def test_a_number_bears_out_itself_unless_more_than_is_claimed_of_it(
    found: Number, claimed: Number
) -> None:
    answer = found.bears_out(claimed)
    low, high = found.interval()
    least, most = claimed.interval(0.10)
    assert (answer is Truth.TRUE) == (least <= low and high <= most)
    assert (answer is Truth.FALSE) == (high < least or low > most)
    if found.qualifier is claimed.qualifier and found.low == claimed.low:
        assert answer is Truth.TRUE


@given(DAYS, DAYS)
def test_nearness_in_time_does_not_depend_on_who_is_asked(
    one: PartialDate, other: PartialDate
) -> None:
    assert near_in_time(one, other) is near_in_time(other, one)


@given(st.lists(st.integers(1, 5000), min_size=2, max_size=5))
def test_sums_of_years_are_the_sums_of_their_parts(numbers: list[int]) -> None:
    years = [
        Figure(
            f"y{year}", "t", Number(number), Unit.RECORDED_OFFENCES, State.RECORDED,
            Reason.COLLABORATION, Area.UA, Counting.FLOW, "A", "note-a", Knowledge.SEEN,
            period=Period(
                PartialDate.from_edtf(f"{year}-01-01"), PartialDate.from_edtf(f"{year}-12-31")
            ),
        )
        for year, number in enumerate(numbers, 2018)
    ]  # fmt: skip
    (series,) = series_of(reversed(years))
    assert [one.number.low for one in series.sums] == [
        sum(numbers[:count]) for count in range(2, len(numbers) + 1)
    ]
    assert series.sums[-1].counting is Counting.CUMULATIVE


@given(st.sampled_from(sorted(LABELS, key=repr)), st.sampled_from(sorted(LABELS, key=repr)))
def test_a_wider_word_is_another_word_and_never_both_ways(one: Word, other: Word) -> None:
    if wider(one, other):
        assert same(one, other) is not Truth.TRUE
        assert not wider(other, one)


def test_every_word_has_a_label() -> None:
    words = {word for words in (Unit, State, Reason, Area, Counting) for word in words}
    assert words <= set(LABELS)


def test_rules_are_functions_with_names_of_their_own() -> None:
    assert len({rule.__name__ for rule in RULES}) == len(RULES)
