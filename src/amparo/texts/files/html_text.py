# SPDX-License-Identifier: AGPL-3.0-or-later
"""A consolidation as one HTML page that needs nothing else: no script, no request.

Inserted and struck words are `ins` and `del`, underlined and struck through, coloured, named by
their amendment, and said in words to those who listen.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from amparo.core.messages import Message, say
from amparo.texts.marked import Consolidation, Mark, MarkedParagraph, Run

if TYPE_CHECKING:
    from collections.abc import Iterable

_DEEPEST = 5


def write_html(consolidation: Consolidation) -> str:
    """Give a consolidation as an HTML page in the language of its text; equal ones equal pages."""
    document = consolidation.document
    page = _Page(document.language, document.style.dot)
    title = document.title or page.say(say("Text with amendments"))
    return (
        _environment()
        .get_template("consolidation.html.jinja")
        .render(
            language=document.language,
            title=title,
            named=bool(document.title),
            title_runs=page.runs(consolidation.title or (Run(Mark.KEPT, title),)),
            says=page.words(),
            parts=[
                {
                    "kind": part.kind,
                    "heading": f"{part.letter}. {part.heading}" if part.letter else part.heading,
                    "paragraphs": [page.paragraph(item) for item in part.paragraphs],
                }
                for part in consolidation.parts
            ],
            notes=document.footnotes,
            lists=page.lists(consolidation),
        )
    )


def amendment_name(key: str) -> Message:
    """Give the name of an amendment or sub-amendment by its key."""
    to, _, number = key.rpartition("/")
    if to:
        return say("Sub-amendment {number} to amendment {to}", number=number, to=to)
    return say("Amendment {number}", number=number)


class _Page:
    """Gives what the template shows, in one language."""

    def __init__(self, language: str, dot: str) -> None:
        self._language = language
        self._dot = dot

    def say(self, message: Message) -> str:
        """Say something in the language of the text."""
        return message.text(self._language)

    def words(self) -> dict[str, str]:
        """Give the fixed words of the page."""
        return {
            "legend": self.say(say("How changes are shown, with the number of the amendment:")),
            "inserted": self.say(say("inserted words")),
            "struck": self.say(say("struck words")),
            "footnotes": self.say(say("Footnotes")),
        }

    def paragraph(self, item: MarkedParagraph) -> dict[str, Any]:
        """Give a paragraph: its number and its words with what is to be said of each change."""
        return {
            "heading": item.heading,
            "level": min(max(item.level, 1), _DEEPEST),
            "whole": "" if item.mark is Mark.KEPT else item.mark.value,
            "number": self.runs(self._number(item)),
            "runs": self.runs(item.runs),
        }

    def runs(self, runs: Iterable[Run]) -> list[dict[str, str]]:
        """Give words with what is to be said of each change."""
        return [self._run(run) for run in runs if run.text]

    def lists(self, consolidation: Consolidation) -> list[dict[str, Any]]:
        """Give what was not applied and what a person should look at, where there is any."""
        lists = (
            (
                say("Not applied"),
                [
                    f"{self.say(amendment_name(refused.amendment))}: {self.say(refused.reason)}"
                    for refused in consolidation.refused
                ],
            ),
            (say("To be checked"), [self.say(remark.text) for remark in consolidation.remarks]),
        )
        return [{"heading": self.say(head), "lines": lines} for head, lines in lists if lines]

    def _run(self, run: Run) -> dict[str, str]:
        by = self.say(amendment_name(run.by)) if run.by else ""
        common = {"text": run.text, "by": run.by, "by_words": by}
        if run.mark is Mark.INSERTED:
            opens, closes = say("inserted:"), say("end of insertion")
        elif run.mark is Mark.STRUCK:
            opens, closes = say("struck:"), say("end of what is struck")
        else:
            return {**common, "tag": ""}
        tag = "ins" if run.mark is Mark.INSERTED else "del"
        return {**common, "tag": tag, "opens": self.say(opens), "closes": self.say(closes)}

    def _number(self, item: MarkedParagraph) -> Iterable[Run]:
        before, after = item.number_before, item.number_after
        if before == after and after:
            yield Run(Mark.KEPT, after + self._dot)
            return
        if before:
            yield Run(Mark.STRUCK, before + self._dot)
        if after:
            yield Run(Mark.INSERTED, after + self._dot)


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("amparo.texts.files", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
