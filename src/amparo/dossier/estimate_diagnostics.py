# SPDX-License-Identifier: AGPL-3.0-or-later
"""The sections of a report that are for who checks it: fits, what was believed before, chains."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from babel.numbers import format_decimal

from amparo.core.messages import Message, say
from amparo.dossier.estimate_pictures import picture_block
from amparo.dossier.model import Align, Cite, Paragraph, Section, Table
from amparo.estimate.analysis import LCM
from amparo.estimate.answers import refused, whole
from amparo.estimate.checking import ALARM, Check, p_said, prior_against_posterior
from amparo.estimate.class_prior import people_beforehand
from amparo.estimate.estimates import GateVerdict
from amparo.estimate.gates import LEAST_ESS, MOST_RHAT
from amparo.estimate.latent_classes import FEWEST_TRIPS, Settings
from amparo.estimate.titles import title_of
from amparo.pictures.estimate_checks import (
    Checked,
    Expected,
    Traced,
    before_and_after,
    misfits,
    traces,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from amparo.dossier.model import Block, Line
    from amparo.estimate.analysis import Analysis
    from amparo.estimate.estimates import Estimate

_LOW = 0.05


def diagnostic_sections(analysis: Analysis, language: str) -> Iterator[Section]:
    """Give the sections for which there is something to show; none where the table is refused."""
    if refused(analysis):
        return
    checked = {e.method: e for e in analysis.estimates if "checks" in e.diagnostics}
    if checked:
        yield _fits(checked, language)
    classes = next((e for e in analysis.estimates if e.method == LCM), None)
    if classes is None or "trace" not in classes.diagnostics:
        return
    if classes.verdict is not GateVerdict.REFUSE:
        yield _beforehand(analysis, classes, language)
    yield _chains(classes, language)


def _fits(checked: dict[str, Estimate], language: str) -> Section:
    told = say(
        "Tables of as many people are drawn from each fit, and every pattern, the people on exactly"
        " one and two lists and every two lists are compared with the table. A method that does not"
        " give back what was counted has nothing to say of those who were not. A method that does"
        " may be wrong about them all the same."
    )
    head = (
        say("Method"),
        say("Checks"),
        say("p < 0.05"),
        say("Least p, corrected"),
        say("p of the whole table"),
        say("Outcome"),
    )
    rows = tuple(_fit_row(name, e.diagnostics["checks"], language) for name, e in checked.items())
    sides = (Align.START, *(Align.END,) * 4, Align.START)
    table = Table((say("Checks of each fit"),), tuple((h,) for h in head), rows, sides)
    picture = misfits([title_of(name) for name in checked], _checked(checked), language)
    caption = say(
        "What was counted, beside what each fit expects (95 %); * in the table: outside of it"
    )
    shown = picture_block(picture, caption, (Align.START, *(Align.END,) * (1 + len(checked))))
    note = say(
        "A fit fails if the least p, corrected for the number of checks, or the p of the whole"
        " table is below {alarm}.",
        alarm=ALARM,
    )
    heading = say("Do the fits give the table back?")
    return Section("fits", (heading,), (Paragraph((told,)), table, Paragraph((note,)), shown))


def _fit_row(name: str, checks: dict[str, Any], language: str) -> tuple[Line, ...]:
    low = sum(check["p"] < _LOW for check in checks["checks"])
    outcome = say("does not give the table back") if checks["fails"] else say("gives it back")
    return (
        (title_of(name),),
        (whole(checks["number"], language),),
        (whole(low, language),),
        (_p(checks["adjusted"], language),),
        (_p(checks["whole"], language),),
        (outcome,),
    )


def _p(value: float, language: str) -> Message | str:
    said = p_said(value)
    return said if isinstance(said, Message) else format_decimal(said, "0.000", locale=language)


def _checked(checked: dict[str, Estimate]) -> list[Checked]:
    """Give each number with what each method expects of it, patterns first, then sums, pairs."""
    found: dict[tuple[str, tuple[str, ...], int], Check] = {}
    expected: dict[tuple[str, tuple[str, ...], int], dict[str, Expected]] = {}
    for name, estimate in checked.items():
        for row in estimate.diagnostics["checks"]["checks"]:
            check = Check(**row | {"lists": tuple(row["lists"])})
            key = (check.kind, check.lists, check.times)
            found.setdefault(key, check)
            expected.setdefault(key, {})[name] = Expected(check.low, check.expected, check.high)
    return [
        Checked(
            label=check.said,
            observed=check.observed,
            expected=tuple(expected[key].get(name) for name in checked),
        )
        for key, check in found.items()
    ]


def _beforehand(analysis: Analysis, classes: Estimate, language: str) -> Section:
    names = {field.name for field in fields(Settings)}
    settings = Settings(**{key: v for key, v in classes.settings.items() if key in names})
    n = analysis.table.n
    before = people_beforehand(analysis.table, settings, seed=analysis.asked.seed)
    draws = classes.draws if classes.draws is not None else before[:0]
    compared = prior_against_posterior(n, before, draws)
    told = say(
        "Latent classes begin with a belief about how visible people are, which is a belief about"
        " how many there are. Of what it says before and after the lists are compared, {shared} %"
        " are in common: the more, the less the lists had to say.",
        shared=round(100 * compared.shared),
    )
    ratios = [(values / n).tolist() for values in (before, draws)]
    picture = before_and_after(ratios[0], ratios[1], language)
    caption = say("How many times as many there are as are documented, before and after")
    shown = picture_block(picture, caption, (Align.START, *(Align.END,) * 3))
    heading = say("What was believed before")
    return Section("before", (heading,), (Paragraph((told,)), shown))


def _chains(classes: Estimate, language: str) -> Section:
    told, trace = classes.diagnostics, classes.diagnostics["trace"]

    def of(value: float | None, pattern: str = "#,##0") -> str:
        return "?" if value is None else format_decimal(value, pattern, locale=language)

    drawn, rhat = f"≥ {LEAST_ESS}", f"≤ {of(MOST_RHAT, '0.00')}"
    evidence = "; ".join(of(value, "0.0") for value in told["log_evidence"])
    rows: tuple[tuple[Message, str, str], ...] = (
        (say("R-hat of log n0"), of(told["rhat"], "0.000"), rhat),
        (say("Effective draws in the middle"), of(told["ess_bulk"]), drawn),
        (say("Effective draws in the tails"), of(told["ess_tail"]), drawn),
        (say("Round trips from the prior"), of(told["round_trips"]), f"≥ {FEWEST_TRIPS}"),
        (say("Sweeps of each chain"), of(told["sweeps"]), ""),
        (say("Classes in use, mean"), of(told["k_star"], "0.0"), ""),
        (say("Draws with all classes in use"), of(told["share_all_classes"], "0.0 %"), "≤ 50 %"),
        (say("Median of alpha"), of(told["alpha"], "0.00"), ""),
        (say("Log evidence, by chain"), evidence, ""),
    )
    head = (say("Measure"), say("Value"), say("Needed"))
    table = Table(
        (say("How well the chains of latent classes met"),),
        tuple((item,) for item in head),
        tuple(tuple((cell,) for cell in row) for row in rows),
        (Align.START, Align.END, Align.END),
    )
    said = say(
        "Each chain starts from its own draw of the prior. Where they tell the same, the answer"
        " does not hang on where they started."
    )
    sides = (Align.START, Align.END)
    unseen = traces(trace["unseen"], language)
    classes_used = traces(trace["classes"], language, what=Traced.CLASSES)
    blocks: tuple[Block, ...] = (
        Paragraph((said, Cite(("vehtari",)))),
        table,
        picture_block(unseen, say("People on no list, chain by chain, by logarithms"), sides),
        picture_block(classes_used, say("Classes in use, chain by chain"), sides),
    )
    return Section("chains", (say("The chains of latent classes"),), blocks)
