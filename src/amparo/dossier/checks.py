# SPDX-License-Identifier: AGPL-3.0-or-later
"""The claims of the speech: the words, the verdict, what was found, the figures compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amparo.claims.outcome import EFFECT_LABELS, VERDICT_LABELS, Effect, Verdict
from amparo.claims.words import DIMENSIONS
from amparo.core.messages import say
from amparo.core.sources import Knowledge
from amparo.core.truth import Truth
from amparo.dossier.model import (
    Align,
    Badge,
    Bullets,
    Callout,
    CalloutKind,
    Cite,
    Foreign,
    Paragraph,
    Section,
    Table,
    Tone,
)
from amparo.dossier.values import NOT_KNOWN, joined
from amparo.dossier.words import CLAIMS, KNOWLEDGE, topic

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from amparo.claims.outcome import Check, ComparisonRow, Finding
    from amparo.claims.speech import Claim
    from amparo.dossier.model import Block, Line

VERDICT_TONES = {
    Verdict.SUPPORTED: Tone.SURE,
    Verdict.SUPPORTED_IN_PART: Tone.CAUTION,
    Verdict.NOT_SUPPORTED_AS_WORDED: Tone.AGAINST,
    Verdict.CONTRADICTED: Tone.AGAINST,
    Verdict.DISPUTED: Tone.CAUTION,
    Verdict.UNDETERMINED: Tone.CAUTION,
}
EFFECT_TONES = {
    Effect.CONTRADICTS: Tone.AGAINST,
    Effect.SUPPORTS: Tone.SURE,
    Effect.QUALIFIES: Tone.CAUTION,
    Effect.UNKNOWN: Tone.PLAIN,
}
YES_OR_NO = {
    Truth.TRUE: say("yes"),
    Truth.FALSE: say("no"),
    Truth.UNKNOWN: say("not known"),
}


def claims_section(
    checks: Sequence[tuple[Claim, Check]], speech: Mapping[str, str], language: str
) -> Section:
    """Give the section on the claims, one subsection each, in the order of the speech."""
    intro = Paragraph(
        (
            say(
                "Each claim is compared with the figures, cases and provisions held here. The"
                " verdict follows from the findings by fixed rules; it is about the wording, not"
                " about the speaker. The passages are paraphrases in our own words."
            ),
        )
    )
    sections = tuple(
        _claim(number, claim, check, _quote(claim, speech, language))
        for number, (claim, check) in enumerate(checks, 1)
    )
    return Section("claims", (CLAIMS,), (intro,), sections)


def verdict_badge(verdict: Verdict) -> Badge:
    """Give a verdict's words in its tone."""
    return Badge(VERDICT_LABELS[verdict], VERDICT_TONES[verdict])


def claim_heading(number: int, claim: Claim) -> Line:
    """Give a claim's number and topic."""
    return (say("Claim {number}: {topic}", number=number, topic=topic(claim.topic)),)


def _quote(claim: Claim, speech: Mapping[str, str], language: str) -> Line:
    spans = claim.spans or {}
    for code in (language, "en", *spans):
        if code in spans and code in speech:
            start, end = spans[code]
            words = Foreign(speech[code][start:end], code)
            return (say("In our words:"), " ", words, Cite((claim.speech,)))
    return ()


def _claim(number: int, claim: Claim, check: Check, quote: Line) -> Section:
    blocks: list[Block] = []
    if quote:
        blocks.append(Paragraph(quote))
    blocks.append(Callout(CalloutKind.VERDICT, (check.summary,)))
    blocks.append(Bullets(tuple(_finding(finding) for finding in check.findings)))
    if check.comparison:
        blocks.append(_comparison(check.comparison))
    return Section(f"claim-{number}", claim_heading(number, claim), tuple(blocks))


def _finding(finding: Finding) -> Line:
    line: Line = (
        Badge(EFFECT_LABELS[finding.effect], EFFECT_TONES[finding.effect]),
        " ",
        finding.message,
    )
    # "Not found" without a source says that nothing was found; it has no source to be seen in.
    if finding.knowledge is not Knowledge.SEEN:
        line = (*line, " ", KNOWLEDGE[finding.knowledge])
    return (*line, Cite(finding.sources))


def _comparison(rows: Sequence[ComparisonRow]) -> Table:
    head = (
        (say("Figure"),),
        (say("Number"),),
        (say("Counts something else in"),),
        (say("Not known"),),
        (say("Number bears the claim out"),),
        (say("Could be known then"),),
    )
    align = (Align.START, Align.END, *(Align.START,) * 4)
    caption = say("Figures beside the claim")
    return Table((caption,), head, tuple(_compared(row) for row in rows), align)


def _compared(row: ComparisonRow) -> tuple[Line, ...]:
    def where(truth: Truth) -> Line:
        return joined(
            ((DIMENSIONS[name],) for name, value in row.dimensions.items() if value is truth),
            (", ",),
        )

    figure = row.figure
    return (
        (figure.institution, Cite((figure.source,))),
        (figure.number.said(),),
        where(Truth.FALSE) or (say("nothing"),),
        where(Truth.UNKNOWN) or (say("nothing"),),
        (YES_OR_NO[row.bears_out],) if row.bears_out is not Truth.UNKNOWN else (NOT_KNOWN,),
        (YES_OR_NO[row.known_then],) if row.known_then is not Truth.UNKNOWN else (NOT_KNOWN,),
    )
