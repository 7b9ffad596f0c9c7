# SPDX-License-Identifier: AGPL-3.0-or-later
"""The figures, topic by topic: who counts what, how many, when, and how well that is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from amparo.claims.words import LABELS
from amparo.core.messages import say, say_date
from amparo.dossier.model import (
    Align,
    Cite,
    Foreign,
    NewLine,
    Paragraph,
    PictureBlock,
    Section,
    Table,
)
from amparo.dossier.values import NOT_KNOWN, joined, stacked
from amparo.dossier.words import KNOWLEDGE, topic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from amparo.claims.figures import Figure
    from amparo.dossier.material import TopicPicture
    from amparo.dossier.model import Line


def figures_section(figures: Sequence[Figure], pictures: Sequence[TopicPicture]) -> Section:
    """Give the section on the figures with its pictures, one subsection for each topic."""
    intro = Paragraph(
        (
            say(
                "People are not prosecutions, prosecuted is not imprisoned, recorded offences are"
                " not persons, and who left the unit has not always deserted. Numbers of different"
                " units stand in one table to be told apart, not to be added."
            ),
        )
    )
    topics = dict.fromkeys(figure.topic for figure in figures)
    general = (_with_table(item) for item in pictures if item.topic not in topics)
    sections = tuple(
        Section(
            f"figures-{number}",
            (topic(word),),
            (
                *(_bare(item) for item in pictures if item.topic == word),
                _table([figure for figure in figures if figure.topic == word]),
            ),
        )
        for number, word in enumerate(topics, 1)
    )
    return Section("figures", (say("The figures"),), (intro, *general), sections)


def figure_time(figure: Figure) -> Line:
    """Say for which day or time a figure counts."""
    if figure.as_of is not None:
        return (say_date(figure.as_of),)
    if figure.period is None:
        return (NOT_KNOWN,)
    start, end = figure.period.start, figure.period.end
    if start is not None and end is not None:
        return (say("{first} – {last}", first=say_date(start), last=say_date(end)),)
    if start is not None:
        return (say("since: {date}", date=say_date(start)),)
    return (say("until: {date}", date=say_date(end)) if end is not None else NOT_KNOWN,)


def _bare(item: TopicPicture) -> PictureBlock:
    """Give the picture alone: the table of the topic's figures follows and says as much."""
    return PictureBlock(item.picture.svg, item.picture.alt, (item.caption,), None)


def _with_table(item: TopicPicture) -> PictureBlock:
    picture = item.picture
    caption: Line = (say("The numbers behind the picture"),)
    head, rows = picture.table.head, picture.table.rows
    if not item.sources_last:
        plain_rows = tuple(tuple((cell,) for cell in row) for row in rows)
        table = Table(caption, tuple((cell,) for cell in head), plain_rows)
    else:
        cited = tuple(_with_links(row) for row in rows)
        table = Table(caption, tuple((cell,) for cell in head[:-1]), cited)
    return PictureBlock(picture.svg, picture.alt, (item.caption,), table)


def _with_links(row: Sequence[str]) -> tuple[Line, ...]:
    """Give the cells of a row; the source keys in the last become links beside the one before."""
    *cells, told, keys = row
    return (*((cell,) for cell in cells), (told, Cite(tuple(filter(None, keys.split(", "))))))


def _table(figures: Sequence[Figure]) -> Table:
    head = (
        (say("Who says so, how well known"),),
        (say("Number"),),
        (say("What is counted"),),
        (say("When"),),
    )
    align = (Align.START, Align.END, Align.START, Align.START)
    return Table((say("Figures by source"),), head, tuple(_row(item) for item in figures), align)


def _row(figure: Figure) -> tuple[Line, ...]:
    counted = joined(
        (
            (LABELS[word],)
            for word in (figure.unit, figure.state, figure.reason, figure.area, figure.counting)
        ),
        ("; ",),
    )
    # What we write about a figure we write in English.
    notes: list[Line] = [
        (Foreign(text, "en"),) for text in (figure.definition, figure.note) if text
    ]
    if figure.sum_of:
        notes.append((say("Our own sum of several figures."),))
    if figure.part_of:
        notes.insert(0, (say("Part of the figure above."),))
    return (
        (figure.institution, Cite((figure.source,)), NewLine(), KNOWLEDGE[figure.knowledge]),
        (figure.number.said(),),
        stacked([counted, *notes]),
        figure_time(figure),
    )
