# SPDX-License-Identifier: AGPL-3.0-or-later
"""The results as tables of words, for the terminal and for docs/bench-linkage.md alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from bench.linkage.xlink import PARTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Result = dict[str, Any]
NONE = "–"


class Table(NamedTuple):
    """A table and what is said above it."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def share(value: float | None) -> str:
    """Write a share with three digits behind the point."""
    return NONE if value is None else f"{value:.3f}"


def ratio(ours: float | None, theirs: float) -> str:
    """Write ours divided by theirs; of nothing there is none."""
    return f"{ours / theirs:.2f}" if ours is not None and theirs else NONE


def xlink_tables(found: Mapping[str, Any]) -> list[Table]:
    """Give the tables of XLINK, names only and with birth data."""
    tables = []
    for part in PARTS:
        systems: list[Result] = found.get(part, [])
        if systems:
            tables += [
                _clusters(part, systems),
                _thresholds(part, systems),
                _calibration(part, systems),
                _languages(part, systems),
                _costs(part, systems),
            ]
    if found.get("masked"):
        tables.append(_births(found["masked"]))
    return tables


def _births(masked: Sequence[Result]) -> Table:
    kinds = list(masked[0]["by_language"])
    return Table(
        "Amparo with less and less birth data (the gender stays)",
        ("records without birth data", "precision", "recall", "pair F1", "B-cubed F",
         *(f"recall {name}" for name in kinds)),
        tuple(
            (
                f"{item['without']:.0%}",
                *(share(item["clusters"][name]) for name in ("precision", "recall", "f1")),
                share(item["b_cubed"]["f1"]),
                *(share(item["by_language"][name][0]) for name in kinds),
            )
            for item in masked
        ),
    )  # fmt: skip


def _ours(systems: Sequence[Result], *path: str) -> float | None:
    """Give a number of Amparo's own run, None where it was not run."""
    found: Any = next((item for item in systems if item["title"] == "Amparo"), None)
    for name in path:
        found = found and found[name]
    return None if found is None else float(found)


def _clusters(part: str, systems: Sequence[Result]) -> Table:
    rows = []
    for item in systems:
        clusters, cubed = item["clusters"], item["b_cubed"]
        rows.append(
            (
                item["title"],
                share(clusters["precision"]),
                share(clusters["recall"]),
                share(clusters["f1"]),
                share(cubed["f1"]),
                ratio(_ours(systems, "clusters", "f1"), clusters["f1"]),
                ratio(_ours(systems, "b_cubed", "f1"), cubed["f1"]),
            )
        )
    return Table(
        f"Clusters, {part}: Amparo as it comes; of the others connected components at the "
        "threshold that is best for each measure on this very truth (precision and recall at "
        "that of pair F1)",
        ("system", "precision", "recall", "pair F1", "B-cubed F",
         "F1, ours to theirs", "B-cubed, ours to theirs"),
        tuple(rows),
    )  # fmt: skip


def _thresholds(part: str, systems: Sequence[Result]) -> Table:
    rows = []
    for item in systems:
        best = item["pairs"]
        ready = [(name, score["f1"]) for name, score in item["ready"].items()]
        rows.append(
            (
                item["title"],
                f"{item['compared']:,}",
                share(item["found"]),
                share(best["precision"]),
                share(best["recall"]),
                f"{share(best['f1'])} at {best['threshold']:.3f}",
                ", ".join(f"{name}: {share(f1)}" for name, f1 in ready) or NONE,
                ratio(_ours(systems, "pairs", "f1"), best["f1"]),
            )
        )
    return Table(
        f"Pairs before clustering, {part}: best threshold on this very truth, and ready-made ones",
        ("system", "pairs", "true pairs among them", "precision", "recall", "best F1",
         "F1 at ready-made thresholds", "best F1, ours to theirs"),
        tuple(rows),
    )  # fmt: skip


def _calibration(part: str, systems: Sequence[Result]) -> Table:
    named = [(item["title"], item.get("calibration")) for item in systems]
    named[1:1] = [
        (f"{item['title']}, only the pairs that it shows by default", item["calibration_shown"])
        for item in systems[:1]
        if "calibration_shown" in item
    ]
    return Table(
        f"Expected calibration error, {part}: of all scored pairs, and of those with a "
        "probability from .01 to .99",
        ("system", "pairs", "10 bins", "15 bins", "undecided pairs", "10 bins", "15 bins"),
        tuple(
            (
                title,
                f"{found['pairs']:,}",
                *(share(found["all"][bins]) for bins in ("10", "15")),
                f"{found['undecided_pairs']:,}",
                *(share(found["undecided"][bins]) for bins in ("10", "15")),
            )
            for title, found in named
            if found
        ),
    )


def _languages(part: str, systems: Sequence[Result]) -> Table:
    kinds = {name: total for name, (_, total) in systems[0]["by_language"].items()}
    return Table(
        f"Recall by languages, {part} (true pairs in brackets; the others at their best F1)",
        ("system", *(f"{name} ({total:,})" for name, total in kinds.items())),
        tuple(
            (item["title"], *(share(item["by_language"][name][0]) for name in kinds))
            for item in systems
        ),
    )


def _costs(part: str, systems: Sequence[Result]) -> Table:
    return Table(
        f"Cost of the whole command, {part}",
        ("system", "seconds", "processor seconds", "peak MiB", "processor µs a scored pair",
         "seconds, ours to theirs"),
        tuple(
            (
                item["title"],
                f"{item['wall']:.1f}",
                f"{item['cpu']:.1f}",
                f"{item['memory']:,.0f}",
                f"{item['microseconds']:.0f}",
                ratio(_ours(systems, "wall"), item["wall"]),
            )
            for item in systems
        ),
    )  # fmt: skip


def special_tables(found: Sequence[Result]) -> list[Table]:
    """Give the table of the sets made for one question."""
    tools = list(dict.fromkeys(tool for item in found for tool in item["answers"]))
    rows = []
    for item in found:
        for tool in tools:
            answer = item["answers"].get(tool)
            if answer:
                sought = item["same"] > 0
                rows.append(
                    (
                        item["title"],
                        tool,
                        f"{item['same']:,}",
                        share(answer["recall"]) if sought else NONE,
                        share(answer["precision"]) if sought else NONE,
                        f"{answer['wrong']:,} of {item['pairs'] - item['same']:,}",
                        f"{item['beside']}"
                        if tool == "Amparo" and item["beside"] is not None
                        else NONE,
                    )
                )
    return [
        Table(
            "One question each",
            (
                "set",
                "system",
                "true pairs",
                "recall",
                "precision",
                "wrongly joined",
                "joined beside the question",
            ),
            tuple(rows),
        )
    ]


def scale_tables(found: Mapping[str, Any]) -> list[Table]:
    """Give the table of growing sizes, and that of new records against a register."""
    runs: list[Result] = found.get("runs", [])
    ours = {item["records"]: item for item in runs if item["title"] == "Amparo"}
    rows = tuple(
        (
            f"{item['records']:,}",
            item["title"],
            f"{item['wall']:.1f}",
            f"{item['cpu']:.1f}",
            f"{item['memory']:,.0f}",
            share(item["clusters"]["precision"]),
            share(item["clusters"]["recall"]),
            ratio(ours[item["records"]]["wall"], item["wall"]) if item["records"] in ours else NONE,
        )
        for item in runs
    )
    slopes = found.get("slopes", {})
    grown = "; ".join(f"{title} {value:.2f}" for title, value in slopes.items())
    tables = [
        Table(
            "SYNTHETIC records, whole command"
            + (f"; growth of the time (1 is linear): {grown}" if grown else ""),
            ("records", "system", "seconds", "processor seconds", "peak MiB", "precision", "recall",
             "seconds, ours to theirs"),
            rows,
        )
    ]  # fmt: skip
    late = found.get("incremental")
    if late:
        tables.append(_incremental(late))
    return tables


def _incremental(late: Result) -> Table:
    return Table(
        f"{late['new']:,} new SYNTHETIC records against a register of {late['register']:,} "
        "(`--known`), whole command",
        ("names", "seconds", "processor seconds", "peak MiB", "precision", "recall"),
        tuple(
            (
                title,
                f"{cost['wall']:.1f}",
                f"{cost['cpu']:.1f}",
                f"{cost['memory']:,.0f}",
                share(late["pairs"]["precision"]),
                share(late["pairs"]["recall"]),
            )
            for title, cost in (
                ("all read", late),
                ("the register's already read (`--readings`)", late["kept"]),
            )
        ),
    )
