# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a finished run tells, as its pages show it and its files hold it.

Pages, files and the report of the command are made of the same parts of the library. What was
estimated is kept in the workspace, so that nothing is computed again to be shown.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from amparo.core.dates import PartialDate
from amparo.core.messages import Message, say, say_date
from amparo.dossier.estimate_pictures import assumption_picture, methods_picture
from amparo.dossier.estimate_report import Report, compose_report
from amparo.dossier.html import make_html
from amparo.dossier.pdf import make_pdf
from amparo.estimate.answers import METHOD_HEAD, gate_lines, method_rows
from amparo.estimate.claimed import judge_analysis
from amparo.estimate.statement import Kind, Statement
from amparo.estimate.titles import TITLES
from amparo_desk.estimates.counting import REASONS
from amparo_desk.estimates.stated import as_stated
from amparo_desk.pages.estimate_forms import DefinitionForm
from amparo_desk.pages.estimate_tables import overlap_drawn
from amparo_desk.pages.pictures import SIZES
from amparo_desk.pages.report_blocks import Address, laid_out, part_of, pictures_of
from amparo_desk.pages.showing import language_now

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from amparo.dossier.model import Dossier
    from amparo.estimate.claimed import Claimed
    from amparo_desk.estimates.models import Population, Run
    from amparo_desk.estimates.reckoning import Found

# How the statement is set, beside its words.
TONES = {
    Kind.ESTIMATE: "sure",
    Kind.RANGE: "caution",
    Kind.LOWER_BOUND: "caution",
    Kind.NOTHING: "open",
}
FILES = ("html", "pdf", "json")
# Sections of the report; the first pictures of three are drawn for a telephone too.
ANSWER, ASSUMPTION, OVERLAP = "answer", "assumption", "overlap"
_BESIDE = (ANSWER, ASSUMPTION, "strata", "linkage")
_DRAWN = (ANSWER, ASSUMPTION, OVERLAP)
# As `_addresses` names the other pictures; int() itself refuses thousands of digits.
_NUMBERED = re.compile(r"report-([0-9]{1,4})")
_DAY = 24 * 3600


def kind_words(kind: Kind) -> str:
    """Say how much can be said."""
    return {
        Kind.ESTIMATE: _("An estimate"),
        Kind.RANGE: _("A range, and no figure within it"),
        Kind.LOWER_BOUND: _("A lower bound, and no more"),
        Kind.NOTHING: _("How many there are in all cannot be said"),
    }[kind]


def said_of(run: Run) -> str:
    """Give the statement of a finished run in the reader's language; "" for another run."""
    if run.state != run.State.DONE or not run.result:
        return ""
    told = run.result["statement"]
    ways = run.result.get("linkage", {}).get("documented")
    statement = Statement(
        Kind(told["verdict"]),
        told["documented"],
        told["median"],
        told["low"],
        told["high"],
        told["level"],
        tuple((row["method"], row["median"]) for row in told["methods"]),
        (),
        (ways["low"], ways["high"]) if ways else None,
    )
    return statement.said.text(language_now())


def when_of(population: Population) -> str:
    """Say on which day or in which period the population counts."""
    begin, end = (_date(text) for text in (population.begin, population.end))
    if population.kind == population.Kind.STOCK:
        return _("on %(day)s") % {"day": begin}
    return _("from %(begin)s to %(end)s") % {"begin": begin, "end": end}


def reasons(counted: Mapping[str, int]) -> list[tuple[Any, int]]:
    """Give numbers of persons by their reasons, in words."""
    return [(REASONS.get(key, key), number) for key, number in counted.items()]


def at_work_words(run: Run) -> str:
    """Say what a run is at: the stratum or the way of linking, and the method."""
    *where, method = run.at_work.split(" · ")
    known = TITLES.get(method)
    return " · ".join(
        [*where, known.text(language_now()) if known else _others().get(method, method)]
    )


def _others() -> dict[str, str]:
    return {
        "linkage": _("ways of linking the records"),
        "alternatives": _("other choices"),
        "stress": _("errors of linkage"),
    }


def _date(text: str) -> str:
    return say_date(PartialDate.from_edtf(text)).text(language_now())


@dataclass(frozen=True, slots=True)
class ShownClaim:
    """What is said of a claimed number; `rows` have the assumption and the probability in words."""

    before: tuple[Message, ...]
    caption: Message | None
    rows: tuple[tuple[Message, Message | None], ...]
    after: tuple[Message, ...]

    @classmethod
    def of(cls, claimed: Claimed) -> ShownClaim:
        """Take the sentences apart around the rows."""
        said = claimed.said
        rows = [row.said for row in claimed.rows]
        if not rows or rows[0] not in said:
            return cls(said, None, (), ())
        first = said.index(rows[0])
        shown = ((row.assumption, row.probability_said) for row in claimed.rows)
        return cls(said[: first - 1], said[first - 1], tuple(shown), said[first + len(rows) :])


@dataclass(frozen=True, slots=True)
class Shown:
    """A finished run as its page shows it, in one language.

    `plainly` says what it means, `sections` are further parts of the report as plain data,
    `sources` those that they cite.
    """

    statement: Message
    kind: str
    tone: str
    stands: bool
    plainly: list[dict[str, Any]]
    gates: tuple[Message, ...]
    methods: list[list[tuple[str, str]]]
    picture: dict[str, Any] | None
    assumption: dict[str, Any] | None
    claim: ShownClaim | None
    sections: list[dict[str, Any]]
    sources: list[dict[str, Any]]
    query: str

    @property
    def method_head(self) -> list[str]:
        """The head of the table of methods."""
        return [head.text(language_now()) for head in METHOD_HEAD]

    @property
    def files(self) -> tuple[str, ...]:
        """The kinds of files in which the report can be taken away."""
        return FILES


def judged(found: Found, claimed: int | None) -> Claimed | None:
    """Put a claimed number beside what was found; None where none is told."""
    if claimed is None:
        return None
    return judge_analysis(claimed, found.analysis, strata=found.strata is not None)


def shown_run(run: Run, found: Found, claimed: int | None = None) -> Shown:
    """Give all that the page of a finished run shows."""
    language, analysis = language_now(), found.analysis
    said, answer = analysis.statement, judged(found, claimed)
    report = report_of(run, found, language)
    sections = [section for section in report.sections if section.key in _BESIDE]
    tree = laid_out(part_of(report, sections), _addresses(run, report, claimed))
    told = {section["id"]: section for section in tree["sections"]}
    first = told.pop(ANSWER)["blocks"]
    return Shown(
        statement=said.said,
        kind=kind_words(said.kind),
        tone=TONES[said.kind],
        stands=said.kind is Kind.ESTIMATE,
        plainly=[block for block in first if block["kind"] not in {"callout", "picture"}],
        gates=tuple(gate_lines(analysis)),
        methods=[
            list(zip((head.text(language) for head in METHOD_HEAD), row, strict=True))
            for row in method_rows(analysis, language)
        ],
        picture=next((block for block in first if block["kind"] == "picture"), None),
        assumption=told.pop(ASSUMPTION, None),
        claim=ShownClaim.of(answer) if answer else None,
        sections=list(told.values()),
        sources=tree["sources"],
        query="" if claimed is None else f"?claimed={claimed}",
    )


def whole_report(run: Run, found: Found) -> dict[str, Any]:
    """Give the whole report as a page shows it."""
    report = report_of(run, found, language_now())
    return laid_out(report, _addresses(run, report, None))


def report_of(run: Run, found: Found, language: str, claimed: int | None = None) -> Dossier:
    """Give the report as the command makes it; without a claim it is made once."""
    if claimed is not None:
        return _composed(run, found, language, claimed)
    key = f"estimate-report:{run.key}:{language}"
    made: Dossier | None = cache.get(key)
    if made is None:
        made = _composed(run, found, language, None)
        cache.set(key, made, _DAY)
    return made


def file_of(run: Run, found: Found, kind: str, claimed: int | None) -> bytes:
    """Give the report as a file of one of `FILES`."""
    if kind == "json":
        answer = judged(found, claimed)
        data = found.to_json() | ({"claimed": answer.to_json()} if answer else {})
        asked = {"population": run.stated, "asked": run.settings, "left_out_of": run.excluded}
        data |= asked
        return json.dumps(data, ensure_ascii=False, indent=2).encode()
    report = report_of(run, found, language_now(), claimed)
    return make_pdf(report) if kind == "pdf" else make_html(report).encode()


def picture_svg(
    run: Run, found: Found, name: str, *, language: str, size: str, claimed: int | None
) -> str | None:
    """Give a picture by its name in `_addresses`; None where there is none."""
    report = report_of(run, found, language)
    analysis = found.analysis
    if name in _DRAWN and any(section.key == name for section in report.sections):
        if name == OVERLAP:
            return overlap_drawn(analysis.table, language, SIZES[size]).svg
        draw = methods_picture if name == ANSWER else assumption_picture
        drawn = draw(analysis, language, claimed, size=SIZES[size])
        return drawn.svg if drawn else None
    numbered = _NUMBERED.fullmatch(name)
    every = pictures_of(report)
    place = int(numbered[1]) if numbered else len(every)
    return every[place].svg if place < len(every) else None


def _composed(run: Run, found: Found, language: str, claimed: int | None) -> Dossier:
    report = compose_report(
        Report(
            analysis=found.analysis,
            strata=found.strata,
            linked=found.linked,
            stress=() if found.linked else found.stress,
            claimed=judged(found, claimed),
            alternatives=found.alternatives,
            file=as_stated(run).title,
            counts=_counts(run, language),
            made_on=(run.ended_at or run.asked_at).date(),
            language=language,
        )
    )
    if not run.stated["synthetic"]:
        return report
    return replace(report, labels=(say("SYNTHETIC data: no real persons."),))


def _counts(run: Run, language: str) -> tuple[Message, ...]:
    """Say whom the figures are of, as it was stated then, and who was left out."""
    stated, form = as_stated(run), DefinitionForm.base_fields
    with translation.override(language):
        when = " · ".join(
            filter(None, [stated.get_condition_display(), when_of(stated), stated.place])
        )
        rule = f"{form['undetermined'].label}: {stated.get_undetermined_display()}"
        lists = ", ".join(use["source__key"] for use in run.stated["uses"])
        left = "; ".join(f"{number}: {words}" for words, number in reasons(run.excluded))
        said = [stated.definition, when, rule, f"{_('Lists')}: {lists}"]
        said += [f"{_('Left out then')}: {left}"] if left else []
    return tuple(Message("{text}", (("text", text),)) for text in said)


def _addresses(run: Run, report: Dossier, claimed: int | None) -> Callable[[str], Address]:
    """Give where each picture of the report is; the first of some sections by its section."""
    named = {
        block.svg: section.key
        for section in report.sections
        if section.key in _DRAWN
        for block in pictures_of(part_of(report, [section]))[:1]
    }
    others = {block.svg: f"report-{n}" for n, block in enumerate(pictures_of(report))}
    query = "" if claimed is None else f"?claimed={claimed}"

    def address(svg: str) -> Address:
        name = named.get(svg)
        sizes = SIZES if name else ("wide",)
        given = [run.population.key, run.pk, language_now()]
        where = [
            reverse("estimate_picture", args=[*given, size, name or others[svg]]) + query
            for size in sizes
        ]
        return Address(*where)

    return address
