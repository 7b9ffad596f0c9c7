# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pictures of docs/bench-linkage.md: reliability, missing birth data, growth with size."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

from amparo.core.messages import say
from amparo.pictures.layout import chart_of
from amparo.pictures.picture import Ink, Picture, Table, drawn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_WIDTH = 520
_HEIGHT = 320
_UNIT = alt.Scale(domain=[0, 1])
_LOG = alt.Scale(type="log", nice=False)
_PERCENT = alt.Axis(format="%", tickCount=6)
KINDS = ("en-ru", "en-uk", "be-en", "ru-uk")
_INKS = (Ink.BLUE, Ink.ORANGE, Ink.PURPLE, Ink.GREEN)
_SHAPES = ("circle", "square", "triangle-up", "diamond")


def reliability_picture(curves: Mapping[str, Sequence[Sequence[float]]]) -> Picture:
    """Draw for each system the share of pairs that are one person over their mean probability."""
    rows = [
        {"system": title, "mean": mean, "share": share, "pairs": count}
        for title, curve in curves.items()
        for mean, share, count in curve
    ]
    diagonal = (
        chart_of([{"x": 0, "y": 0}, {"x": 1, "y": 1}])
        .mark_line(color=Ink.MUTED, strokeDash=[4, 4])
        .encode(x="x:Q", y="y:Q")
    )
    lines = _lines(rows, list(curves)).encode(
        x=alt.X("mean:Q", title="Probability given (mean of the bin)", scale=_UNIT),
        y=alt.Y("share:Q", title="Share that is one person", scale=_UNIT),
    )
    return drawn(
        alt.LayerChart(layer=[diagonal, lines], width=_WIDTH, height=_HEIGHT),
        title=say("How far the probabilities of pairs can be trusted"),
        alt=say(
            "Share of pairs that are one person over the probability given; "
            "on the dashed line both are equal."
        ),
        table=_table(("system", "mean", "share", "pairs"), rows),
        language="en",
    )  # fmt: skip


def births_picture(masked: Sequence[Mapping[str, Any]]) -> Picture:
    """Draw the recall of each two languages over the share of records without birth data."""
    rows = [
        {"system": kind, "without": item["without"], "recall": item["by_language"][kind][0]}
        for item in masked
        for kind in KINDS
        if kind in item["by_language"]
    ]
    titles = list(dict.fromkeys(str(row["system"]) for row in rows))
    lines = _lines(rows, titles).encode(
        x=alt.X("without:Q", title="Share of records without birth data", axis=_PERCENT),
        y=alt.Y("recall:Q", title="Recall of the clusters", scale=alt.Scale(zero=False)),
    )
    return drawn(
        alt.LayerChart(layer=[lines], width=_WIDTH, height=_HEIGHT),
        title=say("What is found as birth data goes missing, by languages"),
        alt=say("Recall of pairs of two languages over the share of records without birth data."),
        table=_table(("system", "without", "recall"), rows),
        language="en",
    )


def scale_picture(runs: Sequence[Mapping[str, Any]], slopes: Mapping[str, float]) -> Picture:
    """Draw seconds over records, both axes logarithmic; the slopes stand in the legend."""
    rows = [
        {
            "system": _with_slope(item["title"], slopes),
            "records": item["records"],
            "seconds": item["wall"],
        }
        for item in runs
    ]
    lines = _lines(rows, list(dict.fromkeys(str(row["system"]) for row in rows))).encode(
        x=alt.X("records:Q", title="SYNTHETIC records", scale=_LOG),
        y=alt.Y("seconds:Q", title="Seconds, whole command", scale=alt.Scale(type="log")),
    )
    return drawn(
        alt.LayerChart(layer=[lines], width=_WIDTH, height=_HEIGHT),
        title=say("Time of linkage over the number of records"),
        alt=say("Seconds over records, both axes logarithmic; a slope of 1 is linear growth."),
        table=_table(("system", "records", "seconds"), rows),
        language="en",
    )


def _with_slope(title: str, slopes: Mapping[str, float]) -> str:
    return f"{title}, slope {slopes[title]:.2f}" if title in slopes else title


def _lines(rows: Sequence[Mapping[str, Any]], titles: Sequence[str]) -> alt.Chart:
    made: alt.Chart = (
        chart_of([dict(row) for row in rows])
        .mark_line(point={"size": 60, "filled": True}, strokeWidth=2)
        .encode(
            color=alt.Color(
                "system:N",
                title=None,
                scale=alt.Scale(domain=list(titles), range=list(_INKS[: len(titles)])),
                legend=alt.Legend(orient="bottom", columns=1, labelLimit=500),
            ),
            shape=alt.Shape(
                "system:N",
                scale=alt.Scale(domain=list(titles), range=list(_SHAPES[: len(titles)])),
            ),
        )
    )
    return made


def _table(head: tuple[str, ...], rows: Sequence[Mapping[str, Any]]) -> Table:
    return Table(head, tuple(tuple(str(row[name]) for name in head) for row in rows))
