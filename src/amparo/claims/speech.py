# SPDX-License-Identifier: AGPL-3.0-or-later
"""A speech in several languages and the claims found in it, each with its place in the text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from amparo.claims.assertions import Assertion, Kind, read_assertion
from amparo.claims.reading import Entry, once_only
from amparo.core.dates import PartialDate
from amparo.core.yaml_files import read_marked

if TYPE_CHECKING:
    from pathlib import Path

    from amparo.core.yaml_files import Marked


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement of a speech that can be checked; it holds nothing of what a check finds.

    `spans` gives, by language, the start and end of the passage in the speech's text.
    """

    key: str
    speech: str
    kind: Kind
    topic: str
    assertion: Assertion
    date: PartialDate | None = None
    place: str = ""
    spans: Mapping[str, tuple[int, int]] = field(default_factory=dict)


def load_speech(folder: Path) -> dict[str, str]:
    """Read a speech's texts, language -> text, from files named after the language (en.txt).

    Raises:
        OSError: the folder or a file cannot be read.
    """
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))}


def load_claims(path: Path, texts: Mapping[str, str]) -> tuple[Claim, ...]:
    """Read the claims of one speech, in the order of the file; `texts` are its words by language.

    Raises:
        YamlFileError: a field is missing or wrong, or a quoted passage does not stand exactly
            once in its text; with every fault of the file.
        OSError: the file cannot be read.
    """
    top = read_marked(path)
    head = Entry(top)
    speech, place = head.text("speech"), head.text("place", needed=False)
    date = head.date("date")
    entries = head.entries("claims")
    head.finish()
    claims = tuple(_claim(entry, texts, speech, date, place) for entry in entries)
    once_only([(claim.key, entry) for claim, entry in zip(claims, entries, strict=True)], "claims")
    top.raise_faults(path)
    return claims


def _claim(
    entry: Entry, texts: Mapping[str, str], speech: str, date: PartialDate | None, place: str
) -> Claim:
    kind = entry.word("kind", Kind)
    quote, asserts = entry.get("quote"), entry.get("asserts")
    for name, given in (("quote", quote), ("asserts", asserts)):
        if given is None:
            entry.marked.fault(f"{name!r} is missing; write it")
    quotes = {} if quote is None else {name: item.text() for name, item in quote.items().items()}
    claim = Claim(
        key=entry.text("key"),
        speech=speech,
        kind=kind,
        topic=entry.text("topic"),
        assertion=read_assertion(kind, Entry(asserts or entry.marked), quotes, date),
        date=date,
        place=place,
        spans=_spans(quote or entry.marked, texts, quotes),
    )
    entry.finish()
    return claim


def _spans(
    place: Marked, texts: Mapping[str, str], quotes: Mapping[str, str]
) -> dict[str, tuple[int, int]]:
    spans = {}
    for language in sorted(texts.keys() | quotes.keys()):
        quote, text = quotes.get(language, ""), texts.get(language, "")
        count = text.count(quote) if quote else 0
        if count == 1:
            start = text.index(quote)
            spans[language] = (start, start + len(quote))
        else:
            place.fault(
                f"the {language} passage stands {count} times in the {language} text; quote a "
                "passage that stands there exactly once"
            )
    return spans
