# SPDX-License-Identifier: AGPL-3.0-or-later
"""Documents and consolidations made up for tests of what is written from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from amparo.core.messages import say
from amparo.texts.document import Document, Footnote, Part, PartKind, Style
from amparo.texts.marked import (
    Consolidation,
    Mark,
    MarkedParagraph,
    MarkedPart,
    Refusal,
    Remark,
    Run,
)
from amparo.texts.plain import Line, nested

if TYPE_CHECKING:
    from amparo.texts.document import Language

KEPT, NEW, STRUCK = Mark.KEPT, Mark.INSERTED, Mark.STRUCK
KINDS: tuple[PartKind, ...] = ("resolution", "recommendation", "opinion", "order", "")
LANGUAGES: tuple[Language, ...] = ("en", "fr")

HARBOURS = Consolidation(
    Document((), "Safe harbours", "en", (Footnote("1", "Adopted in committee.", ""),)),
    (
        MarkedPart(
            "resolution",
            "A",
            "Draft resolution",
            (
                MarkedParagraph(
                    "resolution:1", KEPT, 1, "1", "1",
                    (Run(KEPT, "The Assembly "), Run(STRUCK, "thinks", "3"), Run(NEW, "knows", "3"),
                     Run(KEPT, " & <notes>:")),
                ),
                MarkedParagraph(
                    "resolution:1.1", STRUCK, 2, "1.1", "", (Run(STRUCK, "old;", "4"),), by="4"
                ),
                MarkedParagraph("4:new", NEW, 2, "", "1.1", (Run(NEW, "new;", "4/1"),), by="4/1"),
                MarkedParagraph("resolution:1.2", KEPT, 2, "1.2", "1.2", (Run(KEPT, "kept."),)),
                MarkedParagraph("h", KEPT, 0, "", "", (Run(KEPT, "Measures"),), heading=True),
                MarkedParagraph("resolution:2", KEPT, 1, "2", "3", (Run(KEPT, "The end."),)),
            ),
        ),
    ),
    ("3", "4", "4/1"),
    (Refusal("9", say("The words are not there."), because_of=""),),
    (Remark("4", "resolution:2", say("Paragraph 2 is named in the text.")),),
    (Run(KEPT, "Safe "), Run(STRUCK, "ports", "2"), Run(NEW, "harbours", "2")),
)  # fmt: skip

words = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Co", "Cn"), max_codepoint=0x2FFF),
    max_size=20,
)
plain_words = st.from_regex(r"[A-Za-zéà’,;: ]{1,25}", fullmatch=True)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Give documents as the readers make them: any words, levels, headings, footnotes."""
    parts = []
    for kind in draw(st.lists(st.sampled_from(KINDS), unique=True, max_size=3)):
        lines = draw(
            st.lists(
                st.builds(
                    Line,
                    st.sampled_from(["", "1", "2", "8", "8.1", "8.5.1", "8.a", "9.1", "10"]),
                    words,
                    st.booleans(),
                ),
                max_size=6,
            )
        )
        for line in lines:
            line.number = "" if line.heading else line.number
        letter = draw(st.sampled_from(["", "A", "B"]))
        heading = draw(st.sampled_from(["", "Draft resolution", "Projet d’avis"]))
        parts.append(Part(kind, nested(lines, kind), letter, heading))
    keys = [item.key for part in parts for item in part.walk()]
    notes = draw(
        st.lists(
            st.builds(Footnote, words, words, st.sampled_from([*keys, ""]), st.integers(-1, 25)),
            max_size=4,
        )
    )
    return Document(
        tuple(parts),
        draw(words),
        draw(st.sampled_from(LANGUAGES)),
        tuple(notes),
        Style(draw(st.sampled_from(["", ".", ")"])), draw(st.sampled_from(["\n", "\n\n"]))),
    )


@st.composite
def consolidations(draw: st.DrawFn) -> Consolidation:
    """Give consolidations: any marks, with numbers counted before and after."""
    parts = []
    for place, kind in enumerate(draw(st.lists(st.sampled_from(KINDS), unique=True, max_size=2))):
        paragraphs = []
        before = after = 0
        for at in range(draw(st.integers(0, 6))):
            mark = draw(st.sampled_from(list(Mark)))
            before += mark is not NEW
            after += mark is not STRUCK
            by = "" if mark is KEPT else draw(st.sampled_from(["1", "22", "7/1"]))
            runs = tuple(
                Run(chosen if mark is KEPT else mark, text, "3" if mark is KEPT else by)
                for chosen, text in draw(
                    st.lists(st.tuples(st.sampled_from(list(Mark)), plain_words), max_size=4)
                )
            )
            paragraphs.append(
                MarkedParagraph(
                    f"{kind}:{at}",
                    mark,
                    draw(st.integers(1, 3)),
                    "" if mark is NEW else str(before),
                    "" if mark is STRUCK else str(after),
                    runs,
                    by=by,
                )
            )
        heading = draw(st.sampled_from(["", "Draft resolution"]))
        parts.append(MarkedPart(kind, "AB"[place], heading, tuple(paragraphs)))
    document = Document((), draw(plain_words), draw(st.sampled_from(LANGUAGES)))
    return Consolidation(document, tuple(parts), (), ())
