# SPDX-License-Identifier: AGPL-3.0-or-later
"""Claims: the speech with its claims, and one claim with its check."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from amparo.claims import Check
from amparo.claims import Claim as StatedClaim
from amparo.claims.assertions import QuantityAssertion
from amparo.claims.outcome import EFFECT_LABELS, VERDICT_LABELS
from amparo.claims.words import LABELS
from amparo.core.messages import say_date
from amparo.core.truth import Truth
from amparo.exchange.plain_data import from_plain
from amparo_desk.figures import models
from amparo_desk.figures.queries import figures_as_stated
from amparo_desk.pages.passages import Piece, Span, in_sentence, pieces
from amparo_desk.pages.pictures import claim_picture
from amparo_desk.pages.showing import language_now
from amparo_desk.pages.words import DIMENSION, TRUTH, TRUTH_TONE, VERDICT_TONE

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from amparo.claims.outcome import ComparisonRow


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim in a list: its words in one language, and the verdict."""

    key: str
    words: str
    language: str
    source: str
    verdict: str
    verdict_words: str
    verdict_sentence: str
    tone: str
    lead: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A word of three values in the comparison table."""

    label: Any
    words: Any
    tone: str


@dataclass(frozen=True, slots=True)
class Compared:
    """One figure beside the claim."""

    number: str
    what: str
    institution: str
    when: str
    sources: tuple[str, ...]
    knowledge: str
    own_sum: bool
    comparable: bool
    cells: list[Cell]
    bears_out: Cell
    known_then: Cell


@require_safe
def claims(request: HttpRequest) -> HttpResponse:
    """Show each speech with its claims marked, and the list of claims with their verdicts."""
    found = list(models.Claim.objects.select_related("check_result", "speech__source"))
    by_speech: dict[models.Speech, list[models.Claim]] = {}
    for claim in found:
        by_speech.setdefault(claim.speech, []).append(claim)
    speeches = [_speech(speech, its) for speech, its in by_speech.items()]
    return render(request, "pages/claims.html", {"speeches": speeches})


@require_safe
def claim(request: HttpRequest, key: str) -> HttpResponse:
    """Show one claim: its words, the verdict, why, and the figures beside it."""
    row = (
        models.Claim.objects.select_related("check_result", "speech__source")
        .filter(key=key)
        .first()
    )
    if row is None:
        raise Http404(key)
    language = _chosen_language(row.spans, request.GET.get("in", ""))
    start, end = row.spans[language]
    before, words, after = in_sentence(row.speech.texts[language], Span(start, end, key))
    check, stated = _check(row), from_plain(StatedClaim, row.data)
    compared = _compared(check)
    context = {
        "claim": claim_row(row, language),
        "before": before,
        "words": words,
        "after": after,
        "language": language,
        "languages": list(row.spans),
        "speech": row.speech,
        "check": check,
        "groups": _groups(check),
        "compared": [item for item in compared if item.comparable],
        "other": [item for item in compared if not item.comparable],
        "claimed": _claimed(stated),
        "neighbours": _neighbours(row),
        "picture": claim_picture(stated, figures_as_stated()),
    }
    return render(request, "pages/claim.html", context)


def claim_row(claim: models.Claim, language: str = "") -> ClaimRow:
    """Give what a list shows of a claim, in a language (the reader's where there is none)."""
    language = _chosen_language(claim.spans, language)
    start, end = claim.spans[language]
    check = _check(claim)
    verdict = check.verdict.value if check else ""
    return ClaimRow(
        key=claim.key,
        words=claim.speech.texts[language][start:end],
        language=language,
        source=claim.speech.source.key,
        verdict=verdict,
        verdict_words=claim.check_result.get_verdict_display() if check else "",
        verdict_sentence=VERDICT_LABELS[check.verdict].text(language_now()) if check else "",
        tone=VERDICT_TONE.get(verdict, "open"),
        lead=check.lead.text(language_now()) if check and check.lead else "",
    )


def _speech(speech: models.Speech, its: list[models.Claim]) -> dict[str, Any]:
    language = _chosen_language(speech.texts, "")
    spans = [
        Span(claim.spans[language][0], claim.spans[language][1], claim.key)
        for claim in its
        if language in claim.spans
    ]
    text: list[Piece] = pieces(speech.texts[language], spans)
    rows = [claim_row(claim) for claim in its]
    return {"speech": speech, "language": language, "pieces": text, "claims": rows}


def _chosen_language(available: dict[str, Any], wanted: str) -> str:
    for language in (wanted, language_now(), "en"):
        if language in available:
            return language
    return next(iter(available))


def _neighbours(row: models.Claim) -> dict[str, models.Claim | None]:
    others = list(models.Claim.objects.filter(speech=row.speech).only("key", "position"))
    place = [other.key for other in others].index(row.key)
    return {
        "previous": others[place - 1] if place else None,
        "next": others[place + 1] if place + 1 < len(others) else None,
    }


def _check(claim: models.Claim) -> Check | None:
    row = getattr(claim, "check_result", None)
    return from_plain(Check, row.data) if row else None


def _groups(check: Check | None) -> list[tuple[str, list[dict[str, Any]]]]:
    """Give the findings by what they do to the claim, numbered through, in the engine's order."""
    numbered = enumerate(check.findings if check else (), 1)
    language = language_now()
    return [
        (
            EFFECT_LABELS[effect].text(language),
            [{"number": number, "finding": item} for number, item in items],
        )
        for effect, items in groupby(numbered, key=lambda pair: pair[1].effect)
    ]


def _claimed(claim: StatedClaim) -> dict[str, str]:
    """Give what a claim about a number says that it counts, in the words of figures."""
    said = claim.assertion
    if not isinstance(said, QuantityAssertion):
        return {}
    language = language_now()
    words = (said.unit, said.state, said.reason, said.area, said.counting)
    return {
        "number": said.number.said().text(language),
        "what": ", ".join(LABELS[word].text(language) for word in words),
        "when": say_date(said.as_of).text(language) if said.as_of else "",
    }


def _compared(check: Check | None) -> list[Compared]:
    rows = check.comparison if check else ()
    # A sum of ours has no source of its own: it has those of the figures it is made of.
    sums = {key for row in rows for key in row.figure.sum_of}
    parts = {figure.key: figure.source for figure in figures_as_stated()} if sums else {}
    return [_compared_row(row, parts) for row in rows]


def _compared_row(row: ComparisonRow, parts: dict[str, str]) -> Compared:
    language, figure = language_now(), row.figure
    time = figure.time()
    words = (figure.unit, figure.state, figure.reason, figure.area, figure.counting)
    sources = [parts[key] for key in figure.sum_of if key in parts] or [figure.source]
    return Compared(
        number=figure.number.said().text(language),
        what=", ".join(LABELS[word].text(language) for word in words),
        institution=figure.institution,
        when=say_date(time).text(language) if time else "",
        sources=tuple(dict.fromkeys(sources)),
        knowledge=figure.knowledge.value,
        own_sum=bool(figure.sum_of),
        comparable=row.unit is not Truth.FALSE,
        cells=[_cell(DIMENSION[name], truth.value) for name, truth in row.dimensions.items()],
        bears_out=_cell("", row.bears_out.value),
        known_then=_cell("", row.known_then.value),
    )


def _cell(label: Any, word: str) -> Cell:  # noqa: ANN401 - a lazy translation
    return Cell(label, TRUTH[word], TRUTH_TONE[word])
