# SPDX-License-Identifier: AGPL-3.0-or-later
"""The report of an estimate: its first page for everybody, the rest for who checks it."""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from pypdf import PdfReader

from amparo.core.messages import say
from amparo.core.sources import Knowledge
from amparo.dossier.estimate_answer import in_plain_words
from amparo.dossier.estimate_report import Report, compose_report
from amparo.dossier.estimate_sources import SOURCES
from amparo.dossier.html import make_html
from amparo.dossier.model import Dossier, PictureBlock
from amparo.dossier.pdf import make_pdf
from amparo.estimate import Gate, GateVerdict
from amparo.estimate.analysis import Analysis, Asked, analyse
from amparo.estimate.statement import Kind
from html_page import Page
from list_tables import list_table


@cache
def analysis() -> Analysis:
    """Give an analysis with chains that met or not: few sweeps are enough to be shown."""
    asked = Asked(methods=("graphs", "lcm", "chao", "xi"), sweeps=4000)
    return analyse(list_table("korea"), asked)


def report_of(found: Analysis, language: str = "en") -> Dossier:
    made_on = dt.date(2026, 11, 23)
    return compose_report(
        Report(analysis=found, file="table.csv", made_on=made_on, language=language)
    )


def with_verdict(found: Analysis, *verdicts: GateVerdict) -> Analysis:
    """Give the analysis as if these gates, and no others, spoke of latent classes."""
    gates = tuple(Gate("x", verdict, say("For a reason.")) for verdict in verdicts)
    changed = tuple(replace(e, gates=gates) if e.method == "lcm" else e for e in found.estimates)
    return replace(found, estimates=changed)


def keys(dossier: Dossier) -> list[str]:
    return [section.key for section in dossier.sections]


def text_of(dossier: Dossier, key: str) -> str:
    return Page(make_html(dossier)).root.find("section", id=key)[0].text


def test_the_report_holds_what_a_statistician_asks_for() -> None:
    report = report_of(with_verdict(analysis()))
    assert keys(report) == [
        "answer",
        "methods",
        "overlap",
        "assumption",
        "fits",
        "before",
        "chains",
        "how",
    ]
    told = text_of(report, "chains")
    for words in ("R-hat of log n0", "Effective draws in the tails", "Classes in use", "≥ 400"):
        assert words in told
    assert "b, c" in text_of(report, "overlap")
    assert "What each method assumes" in text_of(report, "how")
    pictures = [b for s in report.sections for b in s.blocks if isinstance(b, PictureBlock)]
    # The methods, who is on which lists, xi, misfits, before and after, two pictures of chains.
    assert len(pictures) == 7
    assert all(picture.alt.text("ru") for picture in pictures)
    # Every picture but the first, whose table follows in the text, has its numbers beside it.
    assert [bool(picture.table) for picture in pictures] == [False, *[True] * 6]


def test_every_cell_and_pair_is_checked_against_every_method() -> None:
    report = report_of(with_verdict(analysis()))
    fits = next(section for section in report.sections if section.key == "fits")
    table = next(b.table for b in fits.blocks if isinstance(b, PictureBlock))
    assert table is not None
    assert len(table.head) == 2 + 2
    # Seven patterns, on one and on two lists, three pairs.
    assert len(table.rows) == 7 + 2 + 3
    assert "b and no other list" in str(table.rows)
    assert "on both b, c" in str(table.rows)


def test_where_latent_classes_are_refused_their_figure_is_not_shown_before_and_after() -> None:
    report = report_of(with_verdict(analysis(), GateVerdict.REFUSE))
    assert "before" not in keys(report)
    assert "chains" in keys(report)


def test_without_latent_classes_there_are_no_chains() -> None:
    found = analyse(list_table("korea"), Asked(methods=("graphs",)))
    assert {"before", "chains"}.isdisjoint(keys(report_of(found)))


def test_of_a_table_that_is_refused_nothing_is_checked() -> None:
    found = analyse(list_table("artificial_3"), Asked(methods=("graphs", "chao", "xi")))
    report = report_of(found)
    assert keys(report) == ["answer", "methods", "overlap", "how"]
    told = " ".join(message.text() for message in in_plain_words(found))
    assert "do not allow any figure" in told
    assert "Quote the sentence" not in told


@pytest.mark.parametrize(
    ("kind", "ends", "words"),
    [
        (Kind.ESTIMATE, (200.0, 150.0, 300.0), "about 77 people. It may be 27, it may be 177"),
        (Kind.RANGE, (None, 150.0, 300.0), "are from 27 to 177 people"),
        (Kind.LOWER_BOUND, (None, 150.0, None), "are at least 27 people"),
        (Kind.NOTHING, (None, None, None), "do not allow any figure"),
    ],
)
def test_the_first_page_says_in_plain_words_what_the_statement_means(
    kind: Kind, ends: tuple[float | None, ...], words: str
) -> None:
    found = analysis()
    median, low, high = ends
    stated = replace(found.statement, kind=kind, median=median, low=low, high=high)
    told = " ".join(message.text() for message in in_plain_words(replace(found, statement=stated)))
    assert words in told
    assert "An estimate is not a count" in told
    for jargon in ("posterior", "R-hat", "interval", "median", " xi"):
        assert jargon not in told


def test_the_first_page_warns_of_a_low_end_below_the_lower_bound() -> None:
    found = analysis()
    gate = Gate("below_bound", GateVerdict.WARN, say("So low a number is hardly right."))
    warned = replace(found, statement=replace(found.statement, gates=(("", gate),)))
    assert gate.reason in [*in_plain_words(warned)]
    assert gate.reason not in [*in_plain_words(found)]


def test_n_by_xi_is_not_drawn_where_its_fit_is_refused() -> None:
    found = analyse(list_table("korea"), Asked(methods=("graphs", "xi")))
    assert "assumption" in keys(report_of(found))
    gate = Gate("g", GateVerdict.REFUSE, say("For a reason."))
    ended = replace(found, curve=tuple(each.with_gates([gate]) for each in found.curve))
    assert "assumption" not in keys(report_of(ended))
    told = " ".join(message.text() for message in in_plain_words(ended))
    assert "all lists together miss" not in told
    assert "all lists together miss" in " ".join(m.text() for m in in_plain_words(found))


def test_on_paper_the_first_page_is_the_answer_and_the_contents_follow() -> None:
    report = report_of(analysis())
    pages = PdfReader(io.BytesIO(make_pdf(report))).pages
    first, second = (re.sub(r"\s+", " ", page.extract_text()) for page in pages[:2])
    assert report.sections[0].key == "answer"
    assert analysis().statement.said.text()[:40] in first
    assert "Contents" not in first
    assert "Contents" in second
    assert "Methods and gates" in second


def test_on_screen_the_answer_stands_before_the_contents() -> None:
    html = make_html(report_of(analysis()))
    assert html.index('<section id="answer"') < html.index('<nav id="contents"')
    assert html.index('<nav id="contents"') < html.index('<section id="methods"')
    assert html.count('<nav id="contents"') == 1


def test_what_is_cited_says_where_it_was_read() -> None:
    assert all(source.pages for source in SOURCES.values())
    seen = {key for key, source in SOURCES.items() if source.knowledge is Knowledge.SEEN}
    assert seen == {"aleshin"}


def test_a_fit_that_is_far_off_is_said_to_be() -> None:
    found = analysis()
    (graphs,) = [e for e in found.estimates if e.method == "graphs"]
    checks = graphs.diagnostics["checks"] | {"fails": True, "adjusted": 0.0004, "whole": 0.2}
    bad = replace(graphs, diagnostics=graphs.diagnostics | {"checks": checks})
    told = text_of(report_of(replace(found, estimates=(bad,))), "fits")
    assert "does not give the table back" in told
    assert "less than 0.001" in told
    assert "0.200" in told


def test_the_traces_are_of_every_chain() -> None:
    (classes,) = [e for e in analysis().estimates if e.method == "lcm"]
    trace = classes.diagnostics["trace"]
    assert np.shape(trace["unseen"]) == np.shape(trace["classes"])
    assert np.shape(trace["unseen"])[0] == classes.settings["chains"]
    assert np.min(trace["classes"]) >= 1
    assert np.min(trace["unseen"]) >= 0
