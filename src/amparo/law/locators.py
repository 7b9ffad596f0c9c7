# SPDX-License-Identifier: AGPL-3.0-or-later
"""Whether a text places a provision in the law in which it stands.

"Article 111-1 of the military legislation" does not: the article stands in the Criminal Code.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from amparo.core.messages import Message, say
from amparo.law.citations import Reference, meanings, read_references
from amparo.law.provisions import Provision, load_provisions

if TYPE_CHECKING:
    from amparo.law.provisions import Code

# Literal, so that they are collected for translation; the same words as in the country files.
CODE_NAMES = {
    "RU/UK": say("Criminal Code of the Russian Federation"),
    "UA/KK": say("Criminal Code of Ukraine"),
}


class ResolutionKind(StrEnum):
    """What became of a locator.

    FOUND            the article is held and stands where the text says
    WRONG_PLACE      the article is held, but stands in another kind of law
    UNKNOWN_ARTICLE  not among the provisions held here (it may exist)
    AMBIGUOUS        several provisions may be meant, or the text names neither country nor law
    NOT_READ         no article was found in the text
    """

    FOUND = "found"
    WRONG_PLACE = "wrong_place"
    UNKNOWN_ARTICLE = "unknown_article"
    AMBIGUOUS = "ambiguous"
    NOT_READ = "not_read"


@dataclass(frozen=True, slots=True)
class Given:
    """What the text itself says; empty where it says nothing.

    `law` are its words for the law (military legislation), `law_kind` what they mean.
    """

    article: str
    part: str
    country: str
    law: str
    law_kind: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a locator points to: the provisions meant, what the text says, and why."""

    kind: ResolutionKind
    explanation: Message
    provisions: tuple[Provision, ...] = ()
    given: Given | None = None
    span: tuple[int, int] | None = None


def resolve(locator: str) -> Resolution:
    """Say which provision a short text in English, French, Russian or Ukrainian means.

    A text that names a law but no country means the only provision held under that number, if
    there is only one; one that names neither may mean any law. A text that names several
    articles is ambiguous; cut it up first.
    """
    references = read_references(locator)
    if not references:
        return Resolution(
            ResolutionKind.NOT_READ, say("No article of a law could be read in this text.")
        )
    if len(references) > 1:
        return _several(references)
    reference = references[0]
    kind, explanation, provisions = _placed(reference, locator)
    return Resolution(kind, explanation, provisions, _given(reference, locator), reference.span)


def _given(reference: Reference, text: str) -> Given:
    law = reference.law
    return Given(
        reference.article if not reference.raised else f"{reference.article}^{reference.raised}",
        reference.part,
        reference.country,
        text[law.start : law.end] if law else "",
        law.value if law else "",
    )


def _placed(
    reference: Reference, text: str
) -> tuple[ResolutionKind, Message, tuple[Provision, ...]]:
    given = _given(reference, text)
    held = _held(reference)
    if not held:
        return (
            ResolutionKind.UNKNOWN_ARTICLE,
            say(
                "Article {article} is not among the provisions held here; whether it exists is not "
                "known.",
                article=given.article,
            ),
            (),
        )
    right = tuple(one for one in held if given.law_kind in {"", one.code.kind})
    if not right:
        return (
            ResolutionKind.WRONG_PLACE,
            say(
                "Article {article} stands in the {code}, not in what the text calls “{law}”.",
                article=held[0].article,
                code=_name(held[0].code),
                law=given.law,
            ),
            held,
        )
    if len(right) > 1:
        return (
            ResolutionKind.AMBIGUOUS,
            say(
                "Article {article} is held for several codes, and the text does not say which.",
                article=given.article,
            ),
            right,
        )
    if given.country:
        template = say(
            "Article {article} stands in the {code}, as the text says or allows.",
            article=right[0].article,
            code=_name(right[0].code),
        )
    else:
        template = say(
            "The text names no country known here; article {article} is held only for the {code}.",
            article=right[0].article,
            code=_name(right[0].code),
        )
    certain = given.country or given.law_kind
    return ResolutionKind.FOUND if certain else ResolutionKind.AMBIGUOUS, template, right


def _held(reference: Reference) -> tuple[Provision, ...]:
    """Give the provisions held under the article's number, in whatever law they stand."""
    provisions = load_provisions()
    anywhere = replace(reference, law=None)
    found = (
        one
        for code, article in meanings(anywhere, provisions)
        for one in provisions.of_article(article, code.country)
    )
    if not reference.part:
        return tuple(found)
    return tuple(provisions.get(f"{one.key}/{reference.part}") or one for one in found)


def _several(references: tuple[Reference, ...]) -> Resolution:
    provisions = tuple(one for reference in references for one in _held(reference))
    return Resolution(
        ResolutionKind.AMBIGUOUS,
        say("The text names several articles; ask for each of them."),
        tuple(dict.fromkeys(provisions)),
    )


def _name(code: Code) -> Message:
    return CODE_NAMES[f"{code.country}/{code.key}"]
